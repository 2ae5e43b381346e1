import assert from "node:assert/strict";
import {
  buyAndHold,
  longShort,
  type Scores,
  signalThreshold,
  type Targets,
  topQuantile,
} from "~/backtest/mod.ts";
import { targetsOf } from "~/backtest/mod.ts";

/** Scores of sessions 1, 2, …: one list a session, by ticker; `NaN` where nothing was said. */
function scoresOf(...sessions: readonly (readonly number[])[]): Scores {
  const entries = sessions.flatMap((scores, s) =>
    scores.map((score, t) => ({ session: s + 1, ticker: t, score }))
  );
  return {
    tickers: sessions[0].map((_, t) => `T${t}`),
    session: Int32Array.from(entries, ({ session }) => session),
    ticker: Int32Array.from(entries, ({ ticker }) => ticker),
    score: Float64Array.from(entries, ({ score }) => score),
  };
}

/** Weights by ticker of each decision. */
function weightsOf({ tickers, session, offsets, ticker, weight }: Targets) {
  return Array.from(session, (day, i) => {
    const entries = Array.from({ length: offsets[i + 1] - offsets[i] }, (_, k) => offsets[i] + k);
    return [day, Object.fromEntries(entries.map((k) => [tickers[ticker[k]], weight[k]]))];
  });
}

const FIVE = [0.1, 0.5, 0.3, 0.2, 0.4];

Deno.test("topQuantile() holds the best at equal weights", () => {
  const ten = [...FIVE, ...FIVE.map((score) => score + 1)];
  assert.deepEqual(weightsOf(topQuantile(scoresOf(ten), { every: 1 })), [[1, { T6: 0.5, T9: 0.5 }]]);
  const third = topQuantile(scoresOf(FIVE.slice(0, 3)), { every: 1, quantile: 1 / 3 });
  assert.deepEqual(weightsOf(third), [[1, { T1: 1 }]]);
});

Deno.test("decisions are on the first of every so many sessions", () => {
  const { session } = topQuantile(scoresOf(...Array.from({ length: 8 }, () => FIVE)), { every: 3 });
  assert.deepEqual([...session], [1, 4, 7]);
});

Deno.test("what was not said does not count, and too few tickers are cash", () => {
  const found = topQuantile(scoresOf([...FIVE.slice(0, 4), NaN], FIVE), { every: 1 });
  assert.deepEqual(weightsOf(found), [[1, {}], [2, { T1: 1 }]]);
  assert.deepEqual(weightsOf(longShort(scoresOf(FIVE.slice(0, 4)), { every: 1 })), [[1, {}]]);
});

Deno.test("equal scores are taken in the order given", () => {
  assert.deepEqual(weightsOf(topQuantile(scoresOf([1, 1, 1, 1, 1]), { every: 1 })), [[1, { T0: 1 }]]);
});

Deno.test("longShort() holds the best and owes the worst", () => {
  assert.deepEqual(weightsOf(longShort(scoresOf(FIVE), { every: 1 })), [[1, { T1: 0.5, T0: -0.5 }]]);
  const wide = longShort(scoresOf(FIVE), { every: 1, quantile: 0.4, side: 1 });
  assert.deepEqual(weightsOf(wide), [[1, { T1: 0.5, T4: 0.5, T3: -0.5, T0: -0.5 }]]);
});

Deno.test("signalThreshold() holds what is above it, none too large", () => {
  const scores = scoresOf([0.3, 0.5, 0.41, 0.4], [0.1, 0.2, 0.3, 0.4]);
  const targets = signalThreshold(scores, { every: 1, threshold: 0.4 });
  assert.deepEqual(weightsOf(targets), [[1, { T1: 0.1, T2: 0.1 }], [2, {}]]);
  const large = signalThreshold(scores, { every: 1, threshold: 0.2, maxWeight: 0.3 });
  assert.deepEqual(weightsOf(large)[0], [1, { T0: 0.25, T1: 0.25, T2: 0.25, T3: 0.25 }]);
});

Deno.test("buyAndHold() decides once", () => {
  const targets = buyAndHold(scoresOf([1, NaN, 2], [1, 2, 3]));
  assert.deepEqual(weightsOf(targets), [[1, { T0: 0.5, T2: 0.5 }]]);
});

Deno.test("a schedule that makes no sense is refused", () => {
  for (const every of [0, 1.5, NaN]) {
    assert.throws(() => topQuantile(scoresOf(FIVE), { every }), /whole sessions/);
  }
  for (const quantile of [0, 0.6, NaN]) {
    assert.throws(() => longShort(scoresOf(FIVE), { every: 1, quantile }), /a quantile above 0/);
  }
});

Deno.test("targetsOf() refuses borrowed money, strangers, doubles and steps back", () => {
  const decide = (...wanted: [number, number][]) => () => targetsOf(["A", "B"], [{ session: 19000, wanted }]);
  assert.throws(decide([0, 0.7], [1, 0.4]), /2022-01-08: weights that sum to 1 or less/);
  assert.throws(decide([0, NaN]), RangeError);
  assert.throws(decide([2, 0.5]), /known tickers/);
  assert.throws(decide([0, 0.5], [0, 0.5]), /each once/);
  assert.throws(
    () => targetsOf(["A"], [{ session: 2, wanted: [] }, { session: 2, wanted: [] }]),
    /after the last/,
  );
});
