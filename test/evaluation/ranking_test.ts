import assert from "node:assert/strict";
import fc from "fast-check";
import { cumulativeIc, judgedSessions, MIN_TICKERS, rankingScores, spearman } from "~/evaluation/mod.ts";
import { assertClose, readGolden } from "./golden.ts";

Deno.test("spearman() equals scipy, ties or not", () => {
  for (const { a, b, wanted } of readGolden().spearman) {
    assertClose(spearman(Float64Array.from(a), Float64Array.from(b)), wanted);
  }
});

Deno.test("spearman() sees only order and turns with it", () => {
  const column = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 12, maxLength: 12 });
  fc.assert(fc.property(column, column, (a, b) => {
    const [x, y] = [Float64Array.from(a), Float64Array.from(b)];
    const rho = spearman(x, y);
    assert.equal(spearman(x.map((value) => value ** 3 + 5), y), rho);
    assert.equal(spearman(y, x), rho);
    const turned = spearman(x.map((value) => -value), y);
    if (rho === null || turned === null) assert.equal(turned, rho);
    else assertClose(turned, -rho);
  }));
});

Deno.test("spearman() of one value is nothing", () => {
  assert.equal(spearman(Float64Array.of(1), Float64Array.of(1)), null);
});

/** Sessions of ten shares with returns 0 to 9: in order, reversed, or all equal. */
const UP = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const DOWN = UP.toReversed();
const FLAT = UP.map(() => 4);

function columns(scores: number[][], returns: number[][]) {
  return [
    Float64Array.from(scores.flat()),
    Float64Array.from(returns.flat()),
    Int32Array.from(scores.flatMap((session, t) => session.map(() => 100 + t))),
  ] as const;
}

Deno.test("rankingScores() by hand", () => {
  const swapped = [1, 0, ...UP.slice(2)]; // two ranks off by one: 1 - 6 * 2 / (10 * 99)
  const ranking = rankingScores(...columns([UP, DOWN, swapped, UP], [UP, UP, UP, UP]), 0);
  const ics = [1, -1, 1 - 12 / 990, 1];
  assertClose(ranking.bySession, ics.map((rankIc, t) => ({ session: 100 + t, rankIc, nTickers: 10 })));
  const mean = ics.reduce((a, b) => a + b) / 4;
  const variance = ics.reduce((sum, ic) => sum + (ic - mean) ** 2, 0) / 3;
  assertClose(ranking.rankIc, mean);
  assertClose(ranking.icir, mean / Math.sqrt(variance));
  assertClose(ranking.tValue, mean / Math.sqrt(variance * 3 / 4 / 4));
});

Deno.test("rankingScores() leaves out sessions that say nothing", () => {
  const few = UP.slice(0, MIN_TICKERS - 1);
  const ranking = rankingScores(...columns([UP, FLAT, UP, few, DOWN], [UP, UP, FLAT, few, UP]), 0);
  assert.deepEqual(ranking.bySession.map(({ session }) => session), [100, 104]);
  assert.equal(ranking.rankIc, 0);
});

Deno.test("rankingScores() of nothing is nothing, not 0", () => {
  const nothing = { rankIc: null, icir: null, tValue: null, yearlyTValue: null, nYears: 0, bySession: [] };
  assert.deepEqual(rankingScores(...columns([FLAT, FLAT], [UP, UP]), 5), nothing);
  assert.deepEqual(rankingScores(...columns([], []), 5), nothing);
});

Deno.test("rankingScores() of rank ICs that never vary has no ICIR", () => {
  const { rankIc, icir, tValue } = rankingScores(...columns([UP, UP], [UP, UP]), 0);
  assert.deepEqual([rankIc, icir, tValue], [1, null, null]);
});

Deno.test("judgedSessions() are the same for every score", () => {
  const judged = judgedSessions(...columns([UP, FLAT, UP], [UP, DOWN, FLAT]));
  assert.deepEqual(judged.map(({ session, rankIc }) => [session, rankIc]), [[100, 1], [101, null]]);
});

Deno.test("cumulativeIc() adds up", () => {
  const path = cumulativeIc(rankingScores(...columns([UP, UP, DOWN], [UP, UP, UP]), 1));
  assert.deepEqual(path, [100, 101, 102].map((session, i) => ({ session, value: [1, 2, 1][i] })));
});

Deno.test("rankingScores() refuses columns that do not fit", () => {
  const refuses = (score: number[], returns: number[], session: number[], message: string) =>
    assert.throws(
      () => rankingScores(Float64Array.from(score), Float64Array.from(returns), Int32Array.from(session), 1),
      { name: "RangeError", message },
    );
  const action = "Cannot score a ranking:";
  refuses(
    [1],
    [1, 2],
    [1, 1],
    `${action} columns of one length are wanted, found 1 scores, 2 returns and 2 sessions`,
  );
  refuses([1, 2], [1, 2], [2, 1], `${action} ascending sessions are wanted, found a step back at sample 1`);
  refuses(
    [1, NaN],
    [1, 2],
    [1, 1],
    `${action} finite numbers are wanted, found score NaN and return 2 in sample 1`,
  );
  refuses(
    [1, 2],
    [Infinity, 2],
    [1, 1],
    `${action} finite numbers are wanted, found score 1 and return Infinity in sample 0`,
  );
});
