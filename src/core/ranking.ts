/**
 * Ranks within a group, the way cross-sections are compared.
 *
 * @module
 */

import { sessionBlocks } from "./dataset.ts";

/**
 * Ranks of values from smallest to largest; ties share their average rank.
 *
 * @param values Finite numbers.
 * @returns Ranks from 1, one for each value.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(averageRanks(Float64Array.of(10, 30, 10, 20)), Float64Array.of(1.5, 4, 1.5, 3));
 * ```
 */
export function averageRanks(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => values[a] - values[b]);
  const ranks = new Float64Array(values.length);
  for (let begin = 0; begin < order.length;) {
    let end = begin + 1;
    while (end < order.length && values[order[end]] === values[order[begin]]) end++;
    for (let k = begin; k < end; k++) ranks[order[k]] = (begin + end + 1) / 2;
    begin = end;
  }
  return ranks;
}

/**
 * Splits values into thirds by rank: 0 for the lowest third, 1 for the middle, 2 for the highest.
 *
 * Equal values land in the same third.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(terciles(Float64Array.of(5, 1, 9, 2, 7, 8)), Uint8Array.of(1, 0, 2, 0, 1, 2));
 * ```
 */
export function terciles(values: Float64Array): Uint8Array {
  return Uint8Array.from(
    averageRanks(values),
    (rank) => Math.min(2, Math.floor((rank - 0.5) / values.length * 3)),
  );
}

/**
 * Percentile ranks of values, 0 in the middle: from above -0.5 for the smallest to below 0.5 for the largest.
 *
 * Ties share their average rank, so the sum is 0; a single value gets 0.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(centredRanks(Float64Array.of(9, 1, 3, 3)), Float64Array.of(0.375, -0.375, 0, 0));
 * ```
 */
export function centredRanks(values: Float64Array): Float64Array {
  return averageRanks(values).map((rank) => (rank - 0.5) / values.length - 0.5);
}

/**
 * The mean of rankings within each group, each as {@link centredRanks}; what is not known counts 0, the middle.
 *
 * @param rankings Columns of one length, greater is better; `NaN` where a ranking says nothing.
 * @param groups `[begin, end)` ranges of the columns that are compared with each other.
 * @returns The combined ranking, finite.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const combined = combineRankings([Float64Array.of(1, 2), Float64Array.of(7, NaN)], [[0, 2]]);
 * assert.deepEqual(combined, Float64Array.of(-0.125, 0.125));
 * ```
 */
export function combineRankings(
  rankings: readonly Float64Array[],
  groups: Iterable<readonly [begin: number, end: number]>,
): Float64Array {
  const combined = new Float64Array(rankings[0]?.length ?? 0);
  for (const [begin, end] of groups) {
    for (const ranking of rankings) {
      const known = Array.from({ length: end - begin }, (_, i) => begin + i).filter((i) =>
        !Number.isNaN(ranking[i])
      );
      const ranks = centredRanks(Float64Array.from(known, (i) => ranking[i]));
      known.forEach((i, k) => combined[i] += ranks[k] / rankings.length);
    }
  }
  return combined;
}

/**
 * Percentile rank of each return within its session, minus 0.5: from above -0.5 for the worst to below 0.5 for the best
 * share, 0 in the middle and for a share that is alone.
 *
 * @param session Sessions in ascending order.
 * @throws {RangeError} If they are not.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const ranks = rankTarget(Int32Array.of(7, 7, 8, 8, 8, 8), Float64Array.of(0.02, 0.01, 4, 2, 2, -1));
 * assert.deepEqual(ranks, Float64Array.of(0.25, -0.25, 0.375, 0, 0, -0.375));
 * ```
 */
export function rankTarget(session: Int32Array, targetReturn: Float64Array): Float64Array {
  const late = session.findIndex((t, i) => i > 0 && t < session[i - 1]);
  if (late > 0) {
    throw new RangeError(
      `Cannot rank returns: sessions must ascend, sample ${late} is older than the one before`,
    );
  }
  const target = new Float64Array(session.length);
  for (const [begin, end] of sessionBlocks(session)) {
    const ranks = averageRanks(targetReturn.subarray(begin, end));
    target.set(ranks.map((rank) => (rank - 0.5) / (end - begin) - 0.5), begin);
  }
  return target;
}
