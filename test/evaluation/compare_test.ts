import assert from "node:assert/strict";
import type { Dataset } from "~/core/mod.ts";
import { compare, sessionSeries } from "~/evaluation/mod.ts";
import { assertClose } from "./golden.ts";

const UP = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** Three sessions of 10, 10 and 2 shares whose returns rise with the ticker. */
const returns = [...UP, ...UP, 0, 1];
const dataset: Dataset = {
  nSamples: 22,
  features: [],
  X: new Float32Array(0),
  tickers: UP.map((i) => `TICK${i}`),
  ticker: Int32Array.from(returns),
  session: Int32Array.from(returns, (_, i) => i < 10 ? 1 : i < 20 ? 2 : 3),
  y: Uint8Array.from(returns, (_, i) => i < 10 ? 0 : 2),
  targetReturn: Float64Array.from(returns),
  labelEnd: new Int32Array(22),
};

const even = Float64Array.from({ length: 66 }, () => 1 / 3);
const tilted = Float64Array.from({ length: 66 }, (_, at) => [0.5, 0.25, 0.25][at % 3]);
const constant = { probabilities: even, score: new Float64Array(22), expectedReturn: null };
const ranked = {
  probabilities: tilted,
  score: Float64Array.from(returns, (value, i) => i < 10 ? value : 0),
  expectedReturn: null,
};

Deno.test("sessionSeries() has each session once, constant scores as rank IC 0, small sessions unranked", () => {
  const series = sessionSeries("tilted", ranked, dataset);
  assertClose([...series.logLoss ?? []], [Math.log(2), Math.log(4), Math.log(4)]);
  assert.deepEqual([...series.rankIc], [1, 0]);
  assert.equal(sessionSeries("none", { ...ranked, probabilities: null }, dataset).logLoss, null);
});

Deno.test("compare() pairs sessions and counts each once", () => {
  const model = sessionSeries("tilted", ranked, dataset);
  const [logLoss, rankIc] = compare(model, sessionSeries("even", constant, dataset), 0);
  assertClose(logLoss.modelValue, Math.log(32) / 3);
  assertClose(logLoss.baselineValue, Math.log(3));
  assertClose(logLoss.gain, Math.log(3) - Math.log(32) / 3); // a loss: the gain is the baseline's less the model's
  assert.equal(logLoss.nSessions, 3);
  assert.equal(logLoss.blockTValue, null);
  assertClose(rankIc, {
    baseline: "even",
    score: "rankIc",
    modelValue: 0.5,
    baselineValue: 0,
    gain: 0.5,
    tValue: Math.SQRT2, // deviations of a half over two sessions
    blockTValue: null,
    nSessions: 2,
  });
});

Deno.test("compare() compares what both have", () => {
  const without = sessionSeries("scores", { ...ranked, probabilities: null }, dataset);
  const full = sessionSeries("even", constant, dataset);
  assert.deepEqual(compare(without, full, 0).map(({ score }) => score), ["rankIc"]);
  assert.deepEqual(compare(full, without, 0).map(({ score }) => score), ["rankIc"]);
  const unranked = { ...full, rankIc: new Float64Array(0) };
  assert.deepEqual(compare(unranked, unranked, 0).map(({ score }) => score), ["logLoss"]);
});
