import assert from "node:assert/strict";
import { coverageFigure, type CoverageTable } from "~/report/mod.ts";

const TABLE: CoverageTable = {
  of: "return",
  nominal: 0.9,
  nSamples: 300,
  nUnbounded: 5,
  coverage: 0.85,
  meanWidth: 0.3,
  byYear: [
    { year: 2019, nSamples: 200, coverage: 0.91, meanWidth: 0.25 },
    { year: 2020, nSamples: 100, coverage: 0.73, meanWidth: 0.4 },
    { year: 2021, nSamples: 0, coverage: null, meanWidth: null },
  ],
};

Deno.test("coverageFigure() draws the promise, what was inside and the width of each year; a year without is a gap", () => {
  const { data, layout, alt } = coverageFigure(TABLE);
  const [promised, observed, width] = data;
  assert.deepEqual(observed.x, ["2019", "2020", "2021"]);
  assert.deepEqual(promised.y, [0.9, 0.9, 0.9]);
  assert.deepEqual(observed.y, [0.91, 0.73, null]);
  assert.deepEqual([width.y, width.yaxis], [[0.25, 0.4, null], "y2"]);
  assert.deepEqual((layout.yaxis as { range: number[] }).range.map((end) => end.toFixed(2)), [
    "0.68",
    "1.00",
  ]);
  assert.equal(
    alt,
    "Share inside by year, 90\u00a0% promised: 2019 91.0\u00a0%, 2020 73.0\u00a0%, 2021 –",
  );
});

Deno.test("coverageFigure() measures sets in classes, and speaks Portuguese", () => {
  const { layout, data } = coverageFigure({ ...TABLE, of: "class" }, "pt");
  const title = (axis: unknown) => (axis as { title: { text: string } }).title.text;
  assert.deepEqual([title(layout.yaxis), title(layout.yaxis2)], ["Dentro", "Classes"]);
  assert.deepEqual(data.slice(0, 2).map(({ name }) => name), ["prometido", "observado"]);
  assert.equal(layout.separators, ",.");
});
