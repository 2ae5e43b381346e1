import assert from "node:assert/strict";
import { loadBaseline, panelScores, ranking, type ScoreOf, untrainedBaselines } from "~/baselines/mod.ts";
import { type Dataset, formatSession, ModelError, NotFoundError, type Panel } from "~/core/mod.ts";
import { randomWalkPanel } from "../market.ts";
import { rounded, type Row, toy } from "./toy.ts";

/** Scores by hand, in the order of the samples. */
const given = (...scores: number[]): ScoreOf => ({ nSamples }) =>
  Float64Array.from(scores.slice(0, nSamples));

// In each session the share with the greatest score rises and the one with the least falls.
const ROWS: readonly Row[] = [
  [1, 0, 2, 0.02],
  [1, 0, 0, -0.02],
  [1, 0, 1, 0],
  [2, 0, 0, -0.04],
  [2, 0, 1, 0.01],
  [2, 0, 2, 0.06],
];

Deno.test("ranking() learns by third of its scores and answers with ranks, the middle where nothing is known", async () => {
  const scores = given(30, 10, 20, -9, -8, -7);
  const model = await ranking("rule", scores).fit(toy(ROWS), { seed: 1 });
  const { probabilities, score, expectedReturn } = await model.predict(toy(ROWS.slice(0, 3)));
  assert.deepEqual(rounded(score), rounded([1 / 3, -1 / 3, 0]));
  assert.deepEqual(rounded(expectedReturn), [0.04, -0.03, 0.005]);
  // two of two, and three more spread evenly: (2 + 1) / 5, (0 + 1) / 5
  assert.deepEqual(rounded(probabilities), [0.2, 0.2, 0.6, 0.6, 0.2, 0.2, 0.2, 0.6, 0.2]);
  const unknown = loadBaseline(model.toArtifact(), given(NaN, 2, 1));
  assert.deepEqual([...(await unknown.predict(toy(ROWS.slice(0, 3)))).score], [0, 0.25, -0.25]);
});

Deno.test("ranking() puts a share that stands alone in the middle", async () => {
  const model = await ranking("rule", given(30, 10, 20, -9, -8, -7)).fit(toy(ROWS), { seed: 1 });
  const { score, expectedReturn } = await model.predict(toy(ROWS.slice(0, 1)));
  assert.deepEqual([...score], [0]);
  assert.deepEqual(rounded(expectedReturn), [0.005]);
});

Deno.test("ranking() needs its scores, one for each sample, also when it is loaded", async () => {
  await assert.rejects(ranking("rule", given(1, 2)).fit(toy(ROWS), { seed: 1 }), {
    name: "RangeError",
    message: "Cannot rank samples: one score for each is wanted, found 2 for 6",
  });
  const model = await ranking("rule", given(1, 2, 3, 4, 5, 6)).fit(toy(ROWS), { seed: 1 });
  assert.deepEqual(model.toArtifact().header, { features: ["momentum_252_21"], ranking: "rule" });
  assert.throws(() => loadBaseline(model.toArtifact()), {
    name: ModelError.name,
    message: 'Cannot load a baseline: "rule" ranks by scores that are not in its artifact; hand them over',
  });
});

const N = 300;
const PANEL: Panel = { ...randomWalkPanel(12, N, 3), basis: "total" };

/** The last session's samples of some of the panel's tickers, in an order of their own. */
function lastSession(tickers: readonly string[]): Dataset {
  const day = PANEL.calendar[N - 1];
  return { ...toy(tickers.map((_, i): Row => [day, 0, i % 3, 0])), tickers };
}

Deno.test("panelScores() finds a sample's row by ticker and session", () => {
  const column = PANEL.session.map((_, row) => row);
  const score = panelScores(PANEL, Float64Array.from(column));
  const [first, second, third] = PANEL.tickers;
  assert.deepEqual([...score(lastSession([third, first, second]))], [3 * N - 1, N - 1, 2 * N - 1]);
  const stranger = lastSession([first, "XXXX3"]);
  assert.throws(() => score(stranger), {
    name: NotFoundError.name,
    message: `Cannot score "XXXX3" on ${formatSession(PANEL.calendar[N - 1])}: the panel has no such bar`,
  });
  const sunday = { ...lastSession([first]), session: Int32Array.of(PANEL.calendar[N - 1] + 1) };
  assert.throws(() => score(sunday), NotFoundError);
  assert.throws(() => panelScores(PANEL, new Float64Array(3)), {
    name: "RangeError",
    message: `Cannot score by a column: ${12 * N} rows are wanted, found 3`,
  });
});

Deno.test("untrainedBaselines() rank by what the bars say, combo4 by the mean rank of the first four", async () => {
  const samples = lastSession(PANEL.tickers);
  const scores = await Promise.all(
    untrainedBaselines(PANEL).map(async (estimator) => {
      const { score } = await (await estimator.fit(samples, { seed: 1 })).predict(samples);
      return [estimator.name, score] as const;
    }),
  );
  const { combo4, "momentum 12-1": momentum, reversal, ...others } = Object.fromEntries(scores);
  const names = ["52-week high", "dividend yield", "low volatility"];
  assert.deepEqual(Object.keys(others).sort(), names);
  const closes = PANEL.tickers.map((_, t) => PANEL.close.subarray(t * N, (t + 1) * N));
  const order = (values: readonly number[] | Float64Array) =>
    [...values.keys()].sort((a, b) => values[a] - values[b]);
  assert.deepEqual(order(momentum), order(closes.map((close) => close[N - 1 - 21] / close[N - 1 - 252])));
  assert.deepEqual(order(reversal), order(closes.map((close) => close[N - 1 - 20] / close[N - 1])));
  const columns = [momentum, ...names.map((name) => others[name])];
  const means = momentum.map((_, i) => columns.reduce((sum, column) => sum + column[i], 0) / 4);
  // combo4 is ranked once more, so only its order is that of the means
  const rising = order(means);
  rising.slice(1).forEach((i, k) => assert.ok(combo4[i] >= combo4[rising[k]]));
  assert.ok(new Set(combo4).size > 6);
});

Deno.test("untrainedBaselines() of prices without dividends leave their yield out and say so by name", () => {
  const names = untrainedBaselines({ ...PANEL, basis: "split" }).map(({ name }) => name);
  assert.deepEqual(names, ["combo3", "momentum 12-1", "52-week high", "low volatility", "reversal"]);
});
