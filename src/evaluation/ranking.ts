/**
 * How well shares were ranked within sessions.
 *
 * @module
 */

import { averageRanks, sessionBlocks } from "~/core/mod.ts";
import { yearlyTValue } from "./breakdown.ts";
import { neweyWestMean } from "./newey_west.ts";
import type { RankingScores, SessionIc } from "./scores.ts";

/**
 * Tickers below which a session's ranking is not judged: with fewer, chance alone moves a rank IC by a third and more
 * (its standard error is one over the root of the tickers less one).
 */
export const MIN_TICKERS = 10;

/**
 * Spearman correlation: Pearson's, of average ranks.
 *
 * @param a Finite numbers.
 * @param b As many finite numbers.
 * @returns -1 to 1; `null` if one side is constant or has fewer than two values.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(spearman(Float64Array.of(1, 2, 3), Float64Array.of(10, 40, 90)), 1);
 * assert.equal(spearman(Float64Array.of(1, 2, 3), Float64Array.of(7, 7, 7)), null);
 * ```
 */
export function spearman(a: Float64Array, b: Float64Array): number | null {
  const rankA = averageRanks(a);
  const rankB = averageRanks(b);
  const middle = (a.length + 1) / 2; // mean of the ranks, ties or not
  let ab = 0, aa = 0, bb = 0;
  for (let i = 0; i < a.length; i++) {
    ab += (rankA[i] - middle) * (rankB[i] - middle);
    aa += (rankA[i] - middle) ** 2;
    bb += (rankB[i] - middle) ** 2;
  }
  return aa === 0 || bb === 0 ? null : ab / Math.sqrt(aa * bb);
}

/** A session that can be judged; its rank IC is `null` if the scores were constant. */
export interface JudgedSession extends Omit<SessionIc, "rankIc"> {
  /** Spearman correlation across the session's tickers. */
  readonly rankIc: number | null;
}

/**
 * Rank IC of every session with {@link MIN_TICKERS} tickers or more whose returns differ.
 *
 * Which sessions these are does not depend on the scores, so two models can be compared session by session.
 *
 * @param score Ranking score [nSamples].
 * @param targetReturn Return over the horizon [nSamples].
 * @param session Decision session [nSamples], ascending.
 * @throws {RangeError} If lengths differ, sessions are out of order or a number is not finite.
 */
export function judgedSessions(
  score: Float64Array,
  targetReturn: Float64Array,
  session: Int32Array,
): JudgedSession[] {
  requireColumns(score, targetReturn, session);
  const judged: JudgedSession[] = [];
  for (const [begin, end] of sessionBlocks(session)) {
    const returns = targetReturn.subarray(begin, end);
    if (end - begin < MIN_TICKERS || returns.every((value) => value === returns[0])) continue;
    const rankIc = spearman(score.subarray(begin, end), returns);
    judged.push({ session: session[begin], rankIc, nTickers: end - begin });
  }
  return judged;
}

/**
 * Scores a ranking by its rank IC: the Spearman correlation of scores with returns, session by session.
 *
 * Sessions with fewer than {@link MIN_TICKERS} tickers, constant scores or constant returns are left out.
 *
 * @param score Ranking score [nSamples]; greater means a greater return is expected.
 * @param targetReturn Return over the horizon [nSamples].
 * @param session Decision session [nSamples], ascending; consecutive trading days.
 * @param horizon Sessions that a label looks ahead: the lag of the t-value.
 * @throws {RangeError} If lengths differ, sessions are out of order or a number is not finite.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const returns = Float64Array.from({ length: 10 }, (_, i) => i / 100);
 * const { rankIc, icir } = rankingScores(returns, returns, new Int32Array(10), 1);
 * assert.equal(rankIc, 1);
 * assert.equal(icir, null); // one session has no standard deviation
 * ```
 */
export function rankingScores(
  score: Float64Array,
  targetReturn: Float64Array,
  session: Int32Array,
  horizon: number,
): RankingScores {
  const bySession = judgedSessions(score, targetReturn, session)
    .filter((judged): judged is SessionIc => judged.rankIc !== null);
  const { tValue: yearly, nYears } = yearlyTValue(bySession);
  const years = { yearlyTValue: yearly, nYears };
  if (bySession.length === 0) return { rankIc: null, icir: null, tValue: null, ...years, bySession };
  const rankIcs = bySession.map(({ rankIc }) => rankIc);
  const { mean, tValue } = neweyWestMean(rankIcs, horizon);
  const variance = rankIcs.reduce((sum, ic) => sum + (ic - mean) ** 2, 0) / (rankIcs.length - 1);
  const icir = variance > 0 ? mean / Math.sqrt(variance) : null;
  return { rankIc: mean, icir, tValue, ...years, bySession };
}

/**
 * Running sum of rank ICs: a straight rise is a steady signal, a knee is where it stopped.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const bySession = [0.5, -0.25].map((rankIc, session) => ({ session, rankIc, nTickers: 10 }));
 * const path = cumulativeIc({ bySession });
 * assert.deepEqual(path.map(({ value }) => value), [0.5, 0.25]);
 * ```
 */
export function cumulativeIc(
  { bySession }: Pick<RankingScores, "bySession">,
): { session: number; value: number }[] {
  let value = 0;
  return bySession.map(({ session, rankIc }) => ({ session, value: value += rankIc }));
}

function requireColumns(score: Float64Array, targetReturn: Float64Array, session: Int32Array): void {
  if (score.length !== session.length || targetReturn.length !== session.length) {
    throw new RangeError(
      `Cannot score a ranking: columns of one length are wanted, found ${score.length} scores, ` +
        `${targetReturn.length} returns and ${session.length} sessions`,
    );
  }
  session.forEach((day, i) => {
    if (i > 0 && day < session[i - 1]) {
      throw new RangeError(
        `Cannot score a ranking: ascending sessions are wanted, found a step back at sample ${i}`,
      );
    }
    if (!Number.isFinite(score[i]) || !Number.isFinite(targetReturn[i])) {
      throw new RangeError(
        `Cannot score a ranking: finite numbers are wanted, found score ${score[i]} and ` +
          `return ${targetReturn[i]} in sample ${i}`,
      );
    }
  });
}
