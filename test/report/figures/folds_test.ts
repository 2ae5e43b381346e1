import assert from "node:assert/strict";
import { parseSession } from "~/core/mod.ts";
import type { FoldBlock } from "~/dataset/mod.ts";
import { foldsFigure, renderSvg } from "~/report/mod.ts";

function block(role: FoldBlock["role"], first: string, last: string): FoldBlock {
  return {
    role,
    firstSession: parseSession(first),
    lastSession: parseSession(last),
    nSessions: 20,
    nSamples: 1000,
  };
}

const FOLDS = [
  [
    block("train", "2020-01-02", "2020-06-30"),
    block("purge", "2020-07-01", "2020-07-31"),
    block("test", "2020-08-03", "2020-12-30"),
  ],
  [
    block("test", "2020-01-02", "2020-01-31"),
    block("embargo", "2020-02-03", "2020-02-28"),
    block("train", "2020-03-02", "2020-12-30"),
  ],
];

Deno.test("foldsFigure() draws each role as one trace, a gap after each block, a fold a line", () => {
  const { data, layout, alt } = foldsFigure(FOLDS);
  assert.deepEqual(data.map(({ name }) => name), ["train", "purge", "embargo", "test"]);
  assert.deepEqual(data[0].x, ["2020-01-02", "2020-07-01", null, "2020-03-02", "2020-12-31", null]);
  assert.deepEqual(data[0].y, [1, 1, null, 2, 2, null]);
  assert.deepEqual((layout.yaxis as { range: number[] }).range, [2.6, 0.4]); // the first fold on top
  assert.equal(
    alt,
    "2 folds: fold 1 learns from 1,000 samples and is tested on 1,000, fold 2 learns from 1,000 samples and is " +
      "tested on 1,000",
  );
});

Deno.test("foldsFigure() tells roles apart by thickness as well as by colour", () => {
  const lines = foldsFigure(FOLDS).data.map(({ line }) => line as { color: string; width: number });
  assert.equal(new Set(lines.map(({ color }) => color)).size, lines.length);
  assert.equal(new Set(lines.map(({ width }) => width)).size, lines.length);
});

Deno.test("foldsFigure() grows with the folds and can be drawn", async () => {
  const many = foldsFigure(Array.from({ length: 15 }, () => FOLDS[0]));
  assert.ok(many.layout.height > foldsFigure(FOLDS).layout.height);
  const svg = await renderSvg(many, { width: 600, height: many.layout.height });
  for (const role of ["train", "purge", "test"]) assert.match(svg, new RegExp(`>${role}<`));
});
