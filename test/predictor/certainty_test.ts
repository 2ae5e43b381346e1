import assert from "node:assert/strict";
import { assess, type CertaintyFit } from "~/predictor/mod.ts";

const level = (alpha: number, quantile: number | null) => ({ alpha, quantile });
const conformal = (...levels: { alpha: number; quantile: number | null }[]) => ({
  asOf: 10,
  firstSession: 1,
  lastSession: 9,
  nScores: 100,
  levels,
});
const FIT: CertaintyFit = {
  calibrator: { kind: "temperature", power: 2 },
  intervals: conformal(level(0.2, 1.5), level(0.1, 2)),
  classSets: conformal(level(0.1, 0.8)),
  domain: {
    ranges: ["rsi_14", "volatility_20"].map((feature) => ({ feature, median: 0, below: 1, above: 1 })),
    threshold: 2,
    alpha: 0.001,
    nRows: 1000,
  },
};
const ROW = Float32Array.of(0.5, -0.5);
const PROBABILITIES = Float64Array.of(0.2, 0.3, 0.5);

Deno.test("assess() calibrates, and states intervals and classes by the fitted quantiles", () => {
  const { probabilities, certainty } = assess(FIT, PROBABILITIES, ROW, 0.05);
  // A temperature of a half squares the odds: 4 : 9 : 25 of 38.
  [4, 9, 25].forEach((part, k) => assert.ok(Math.abs(probabilities[k] - part / 38) < 1e-12));
  assert.deepEqual(certainty.intervals.map(({ low, high }) => [low, high]), [[-1.5 * 0.05, 1.5 * 0.05], [
    -0.1,
    0.1,
  ]]);
  assert.deepEqual(certainty.intervals.map(({ level }) => level), [0.8, 0.9]);
  assert.deepEqual(certainty.classSet, { level: 0.9, classes: ["hold", "buy"] }); // 4/38 < 1 - 0.8
  assert.equal(certainty.advice, "act");
});

Deno.test("assess() says not to act where nothing is ruled out, and on a row unlike the training rows", () => {
  const vague = assess({ ...FIT, classSets: conformal(level(0.1, 0.95)) }, PROBABILITIES, ROW, 0.05);
  assert.deepEqual(vague.certainty.classSet.classes, ["sell", "hold", "buy"]);
  assert.equal(vague.certainty.advice, "do not act");
  const odd = assess(FIT, PROBABILITIES, Float32Array.of(0, 40), 0.05);
  assert.deepEqual(odd.certainty.extremes, ["volatility_20", "rsi_14"]);
  assert.equal(odd.certainty.isOutsideDomain, true);
  assert.equal(odd.certainty.advice, "do not act");
});

Deno.test("assess() states no interval without a scale, and none that promises nothing", () => {
  assert.deepEqual(assess(FIT, PROBABILITIES, ROW, NaN).certainty.intervals, []);
  const short = { ...FIT, intervals: conformal(level(0.2, 1.5), level(0.1, null)) };
  assert.deepEqual(assess(short, PROBABILITIES, ROW, 0.05).certainty.intervals.map(({ level }) => level), [
    0.8,
  ]);
});
