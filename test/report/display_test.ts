import assert from "node:assert/strict";
import { display, importanceFigure } from "~/report/mod.ts";

const figure = importanceFigure([{ feature: "momentum", value: 2 }]);

Deno.test("display() offers Plotly's form, an SVG and a sentence, and no HTML", async () => {
  const forms = (await display(figure))[Symbol.for("Jupyter.display")]();
  assert.deepEqual(Object.keys(forms), ["application/vnd.plotly.v1+json", "image/svg+xml", "text/plain"]);
  assert.deepEqual(forms["application/vnd.plotly.v1+json"], { data: figure.data, layout: figure.layout });
  assert.match(
    String(forms["image/svg+xml"]),
    new RegExp(`^<svg [^>]*width="880" height="${figure.layout.height}"`),
  );
  assert.equal(forms["text/plain"], figure.alt);
});

Deno.test("display() draws the SVG in the size asked for", async () => {
  const forms = (await display(figure, { width: 300, height: 200 }))[Symbol.for("Jupyter.display")]();
  assert.match(String(forms["image/svg+xml"]), /^<svg [^>]*width="300" height="200"/);
});
