import assert from "node:assert/strict";
import { importanceFigure, priceFigure, renderSvg } from "~/report/mod.ts";
import { sampleReport } from "./sample_report.ts";

const SIZE = { width: 600, height: 300 };
const bars = (feature: string) => importanceFigure([{ feature, value: 2 }, { feature: "gap_5", value: 1 }]);

Deno.test("renderSvg() draws the same figure to the same string, whatever was drawn between", async () => {
  const first = await renderSvg(bars("momentum"), SIZE);
  const [other, again] = await Promise.all([
    renderSvg(bars("volatility"), SIZE),
    renderSvg(bars("momentum"), SIZE),
  ]);
  assert.equal(again, first);
  assert.notEqual(other, first);
});

Deno.test("renderSvg() gives one svg element of the size wanted, with the figure's texts escaped", async () => {
  const svg = await renderSvg(bars("<script>alert(1)</script>"), SIZE);
  assert.match(svg, /^<svg [^>]*width="600" height="300"[^>]*viewBox="0 0 600 300"/);
  assert.match(svg, /<\/svg>$/);
  assert.match(svg, />gap_5 ?</);
  assert.match(svg, /&(lt|#60);script/);
  assert.doesNotMatch(svg, /<script/);
});

Deno.test("renderSvg() gives two figures ids of their own", async () => {
  const ids = (svg: string) => [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  const one = ids(await renderSvg(bars("momentum"), SIZE));
  const other = ids(await renderSvg(bars("volatility"), SIZE));
  assert.ok(one.length > 0);
  assert.deepEqual(one.filter((id) => other.includes(id)), []);
});

Deno.test("renderSvg() puts an axis title beside its labels, not on them", async () => {
  const svg = await renderSvg(priceFigure(sampleReport().prices[0]), { width: 880, height: 280 });
  const [, title] = /class="ytitle" transform="rotate\(-90,([\d.]+),/.exec(svg) ?? [];
  const [, labels] = /class="ytick"><text text-anchor="end" x="([\d.]+)"/.exec(svg) ?? [];
  const widthOfLabel = 2 * 0.64 * 12;
  assert.ok(Number(title) > 5 && Number(title) < Number(labels) - widthOfLabel, `${title} against ${labels}`);
});

Deno.test("renderSvg() refuses a size without area", () => {
  assert.throws(
    () => renderSvg(bars("momentum"), { width: 0, height: 300 }),
    new RangeError("Cannot draw a figure: width and height must be positive, found 0 x 300"),
  );
});

Deno.test("renderSvg() rejects a figure that is not plain data and draws the next one all the same", async () => {
  const broken = { data: [{ x: [1n] }], layout: { height: 100 }, alt: "" };
  const [first, second] = await Promise.allSettled([
    renderSvg(broken, SIZE),
    renderSvg(bars("momentum"), SIZE),
  ]);
  assert.equal(first.status, "rejected");
  assert.equal(second.status, "fulfilled");
});
