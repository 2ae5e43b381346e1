/**
 * What shares earned by where they were ranked.
 *
 * @module
 */

import { averageRanks, sessionBlocks } from "~/core/mod.ts";
import { mean } from "./mean.ts";
import { neweyWestMean } from "./newey_west.ts";
import { MIN_TICKERS, spearman } from "./ranking.ts";

/** Parts that a session's shares are cut into by their scores. */
export const N_QUANTILES = 5;

/** Returns by fifths of the score; before costs. `null` where nothing can be said. */
export interface QuantileReturns {
  /** Mean forward return of each fifth, lowest scores first: mean over its shares, then over sessions. */
  readonly means: readonly (number | null)[];
  /** Mean over sessions of the top fifth's return less the bottom fifth's. */
  readonly longShort: number | null;
  /** Its t-value, Newey-West with lag = horizon because returns overlap. */
  readonly longShortTValue: number | null;
  /** Spearman correlation of the fifths' order with their mean returns: 1 if each earns more than the one below. */
  readonly monotonicity: number | null;
  /** Share of the top fifth, equally weighted, that is exchanged at a rebalancing every `horizon` sessions, 0 to 1. */
  readonly topTurnover: number | null;
  /** Sessions cut into fifths. */
  readonly nSessions: number;
}

/** Samples that were ranked. */
export interface RankedSamples {
  /** Ranking score [nSamples]; greater means a greater return is expected. */
  readonly score: Float64Array;
  /** Return over the horizon [nSamples]. */
  readonly targetReturn: Float64Array;
  /** Decision session [nSamples], ascending. */
  readonly session: Int32Array;
  /** Each sample's ticker [nSamples], as a number. */
  readonly ticker: Int32Array;
}

/**
 * Cuts every session's shares into fifths by score and averages their returns.
 *
 * Equal scores fall into the same fifth, so a fifth may be empty in a session and is then left out of that session.
 * Sessions with fewer than {@link MIN_TICKERS} tickers or constant scores are left out. Turnover is the mean over all
 * sessions and those `horizon` later, that is over every day on which one could have started. O(n log n).
 *
 * @param samples Columns of one length.
 * @param horizon Sessions that a return looks ahead, 1 or more.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const targetReturn = Float64Array.from({ length: 10 }, (_, i) => i);
 * const [session, ticker] = [new Int32Array(10), Int32Array.from(targetReturn)];
 * const { means, longShort } = quantileReturns({ score: targetReturn, targetReturn, session, ticker }, 1);
 * assert.deepEqual(means, [0.5, 2.5, 4.5, 6.5, 8.5]);
 * assert.equal(longShort, 8);
 * ```
 */
export function quantileReturns(samples: RankedSamples, horizon: number): QuantileReturns {
  const { score, targetReturn, session, ticker } = samples;
  const bySession: (readonly number[][])[] = [];
  for (const [begin, end] of sessionBlocks(session)) {
    const scores = score.subarray(begin, end);
    if (end - begin < MIN_TICKERS || scores.every((value) => value === scores[0])) continue;
    bySession.push(fifths(scores).map((members) => members.map((i) => begin + i)));
  }
  const averages = bySession.map((parts) => parts.map((rows) => mean(rows.map((i) => targetReturn[i]))));
  const known = (values: number[]) => values.filter((value) => !Number.isNaN(value));
  const orNull = (value: number) => Number.isNaN(value) ? null : value;
  const means = Array.from({ length: N_QUANTILES }, (_, q) => mean(known(averages.map((parts) => parts[q]))));
  const spreads = known(averages.map((parts) => parts[N_QUANTILES - 1] - parts[0]));
  const spread = spreads.length === 0 ? null : neweyWestMean(spreads, horizon);
  const top = bySession.map((parts) => new Set(parts[N_QUANTILES - 1].map((i) => ticker[i])));
  return {
    means: means.map(orNull),
    longShort: spread?.mean ?? null,
    longShortTValue: spread?.tValue ?? null,
    monotonicity: means.some(Number.isNaN)
      ? null
      : spearman(Float64Array.from(means.keys()), Float64Array.from(means)),
    topTurnover: orNull(mean(turnovers(top, horizon))),
    nSessions: bySession.length,
  };
}

/** Positions of the scores by fifth, lowest first. */
function fifths(scores: Float64Array): number[][] {
  const parts = Array.from({ length: N_QUANTILES }, (): number[] => []);
  averageRanks(scores).forEach((rank, i) =>
    parts[Math.floor((rank - 0.5) / scores.length * N_QUANTILES)].push(i)
  );
  return parts;
}

/** Half the sum of the changes of equal weights from each portfolio to the one `step` later; empty ones are skipped. */
function turnovers(portfolios: readonly ReadonlySet<number>[], step: number): number[] {
  return portfolios.slice(step).flatMap((after, i) => {
    const before = portfolios[i];
    if (before.size === 0 || after.size === 0) return [];
    return 1 - before.intersection(after).size / Math.max(before.size, after.size);
  });
}
