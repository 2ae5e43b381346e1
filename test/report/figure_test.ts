import assert from "node:assert/strict";
import { plotText } from "~/report/mod.ts";

Deno.test("plotText() leaves plain names and disarms Plotly's markup", () => {
  assert.equal(plotText("momentum_12_1"), "momentum_12_1");
  assert.equal(plotText('<a href="x">&lt;'), '&lt;a href="x"&gt;&amp;lt;');
});
