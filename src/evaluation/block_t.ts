/**
 * The t-value of a mean from a few long blocks, for series that remember longer than one knows.
 *
 * @module
 */

import { mean } from "./mean.ts";
import { neweyWestMean } from "./newey_west.ts";

/**
 * Blocks that a test period is cut into.
 *
 * Few, so that each is long beside the label's horizon and beside the seasons in which a signal is in favour; enough
 * for a t-value of 2 to be rare by luck (one in 23 with 7 degrees of freedom, one side).
 */
export const N_BLOCKS = 8;

/** Sessions without which nothing is said: each block must be longer than a label looks ahead. */
export function sessionsNeeded(horizon: number): number {
  return N_BLOCKS * (horizon + 1);
}

/**
 * t-value of a mean over {@link N_BLOCKS} consecutive blocks of near equal length.
 *
 * Whatever the memory inside a block, the block's mean is one observation, so only memory across blocks can flatter.
 *
 * @param values The series, one for each session, oldest first.
 * @param horizon Sessions that a label looks ahead.
 * @returns Student's t of the block means; `null` below {@link sessionsNeeded} or if the means are all equal.
 * @see Ibragimov, R. and Müller, U. (2010), "t-Statistic Based Correlation and Heterogeneity Robust Inference",
 * Journal of Business & Economic Statistics 28(4).
 *
 * @example Eight sessions at horizon 0 are eight blocks
 * ```ts
 * import assert from "node:assert/strict";
 * const gains = Float64Array.of(1, 3, 1, 3, 1, 3, 1, 3);
 * assert.equal(blockTValue(gains, 0)?.toFixed(6), (2 * Math.sqrt(7)).toFixed(6));
 * assert.equal(blockTValue(gains, 1), null);
 * ```
 */
export function blockTValue(values: Float64Array, horizon: number): number | null {
  const n = values.length;
  if (n < sessionsNeeded(horizon)) return null;
  const means = Array.from({ length: N_BLOCKS }, (_, b) => {
    const begin = Math.floor(b * n / N_BLOCKS);
    const end = Math.floor((b + 1) * n / N_BLOCKS);
    return mean(values.subarray(begin, end));
  });
  return studentTValue(means);
}

/**
 * Student's t of a mean of independent values: the mean over its standard error from the sample variance.
 *
 * @param values Finite numbers.
 * @returns `null` for fewer than two values, or if they are all equal.
 */
export function studentTValue(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const { tValue } = neweyWestMean(values, 0);
  return tValue === null ? null : tValue * Math.sqrt((values.length - 1) / values.length);
}
