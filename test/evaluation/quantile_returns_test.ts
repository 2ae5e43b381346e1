import assert from "node:assert/strict";
import fc from "fast-check";
import { MIN_TICKERS, quantileReturns } from "~/evaluation/mod.ts";

/** Sessions of ten shares, scored as given; each returns what `returns` says of its ticker. */
function samplesOf(scores: readonly (readonly number[])[], returns: (ticker: number) => number) {
  const tickers = scores.flatMap((session) => [...session.keys()]);
  return {
    score: Float64Array.from(scores.flat()),
    targetReturn: Float64Array.from(tickers, returns),
    session: Int32Array.from(scores.flatMap((session, t) => session.map(() => 100 + t))),
    ticker: Int32Array.from(tickers),
  };
}

const UP = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const DOWN = UP.toReversed();

Deno.test("quantileReturns() by hand", () => {
  const { means, longShort, monotonicity, nSessions } = quantileReturns(
    samplesOf([UP, UP, DOWN], (ticker) => ticker * 3),
    1,
  );
  // bottom fifth: tickers 0 and 1 twice, 8 and 9 once
  assert.deepEqual(means, [(1.5 + 1.5 + 25.5) / 3, (7.5 + 7.5 + 19.5) / 3, 13.5, 15.5, 17.5]);
  assert.equal(longShort, 24 / 3);
  assert.equal(monotonicity, 1);
  assert.equal(nSessions, 3);
});

Deno.test("quantileReturns() measure turnover from each session to the one a horizon later", () => {
  const turnover = (scores: readonly (readonly number[])[], horizon: number) =>
    quantileReturns(samplesOf(scores, () => 0), horizon).topTurnover;
  const half = [...UP.slice(0, 7), 8, 7, 9].map((x, i) => i === 9 ? 0.5 : x); // ticker 9 leaves, 7 comes
  assert.equal(turnover([UP, UP, UP], 1), 0);
  assert.equal(turnover([UP, DOWN, UP], 1), 1);
  assert.equal(turnover([UP, DOWN, UP], 2), 0);
  assert.equal(turnover([UP, half], 1), 0.5);
  assert.equal(turnover([UP, half, half], 1), 0.25);
  assert.equal(turnover([UP, DOWN], 2), null); // nothing that far apart
});

Deno.test("quantileReturns() weigh equally: from three shares to two of them a third is exchanged", () => {
  const three = [0, 1, 2, 3, 4, 5, 6, 9, 9, 9];
  const { topTurnover } = quantileReturns(samplesOf([three, UP], () => 0), 1);
  assert.ok(Math.abs((topTurnover ?? 0) - 1 / 3) < 1e-15);
});

Deno.test("quantileReturns() put equal scores into one fifth, and leave an empty fifth out of its session", () => {
  const tied = [0, 0, 0, 0, 5, 6, 7, 7, 7, 7]; // average ranks 2.5 and 8.5: second and last fifth
  const { means, longShort, topTurnover } = quantileReturns(samplesOf([tied], (ticker) => ticker), 1);
  assert.deepEqual(means, [null, 1.5, 4.5, null, 7.5]);
  assert.deepEqual([longShort, topTurnover], [null, null]);
  const both = quantileReturns(samplesOf([tied, UP], (ticker) => ticker), 1);
  assert.deepEqual(both.means, [0.5, (1.5 + 2.5) / 2, 4.5, 6.5, (7.5 + 8.5) / 2]);
  assert.deepEqual([both.longShort, both.topTurnover, both.nSessions], [8, 0.5, 2]);
});

Deno.test("quantileReturns() of nothing are nothing, not 0", () => {
  const few = UP.slice(0, MIN_TICKERS - 1);
  assert.deepEqual(quantileReturns(samplesOf([few, UP.map(() => 7)], (ticker) => ticker), 1), {
    means: [null, null, null, null, null],
    longShort: null,
    longShortTValue: null,
    monotonicity: null,
    topTurnover: null,
    nSessions: 0,
  });
});

Deno.test("quantileReturns() of a reversed score are reversed", () => {
  const scores = fc.uniqueArray(fc.integer(), { minLength: 15, maxLength: 15 });
  fc.assert(fc.property(fc.array(scores, { minLength: 1, maxLength: 4 }), (sessions) => {
    const samples = samplesOf(sessions, (ticker) => ticker ** 2);
    const straight = quantileReturns(samples, 1);
    const turned = quantileReturns({ ...samples, score: samples.score.map((x) => -x) }, 1);
    assert.deepEqual(turned.means.toReversed(), straight.means);
    assert.equal(turned.longShort, straight.longShort === 0 ? 0 : -(straight.longShort ?? 0));
  }));
});
