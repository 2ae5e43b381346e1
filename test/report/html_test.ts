import assert from "node:assert/strict";
import fc from "fast-check";
import { html, scriptText } from "../../src/report/html.ts";

Deno.test("html`` escapes text, keeps markup, joins lists and drops null", () => {
  assert.equal(
    html`<p title="${`"'`}">${"<script>&"}${null}${[1, html`<i>x</i>`, ["a", "b"]]}</p>`.markup.trim(),
    '<p title="&quot;&#39;">&lt;script&gt;&amp;1<i>x</i>ab</p>',
  );
});

Deno.test("html`` lets no text open a tag or leave an attribute", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("<", ">", '"', "'", "&", "a", ";", "/") }), (text) => {
      assert.doesNotMatch(html`${text}`.markup.trim(), /[<>"']/);
    }),
  );
});

Deno.test("scriptText() cannot end its element and runs the same", () => {
  const code = 'return "</script>" + "</SCRIPT>" + "<!--" + (1 < 2) + /<\\/b>/.source;';
  const { markup } = scriptText(code);
  assert.doesNotMatch(markup, /<\/script|<!--/i);
  assert.equal(new Function(markup)(), "</script></SCRIPT><!--true<\\/b>");
});
