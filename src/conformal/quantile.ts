/**
 * The quantile of conformal prediction.
 *
 * @module
 */

/**
 * The score that a new one stays within with probability `1 - alpha` or a little more: of n scores, the
 * ⌈(n + 1)(1 - alpha)⌉-th smallest.
 *
 * The one added to n is the new score itself, which makes the promise exact for any n if the scores are exchangeable. An
 * ordinary quantile falls short of it. O(n log n).
 *
 * @param scores Scores of matured samples [n], in any order, not `NaN`; greater is stranger.
 * @param alpha Share that may be missed, inside (0, 1).
 * @returns `Infinity` if there are too few scores to promise anything: fewer than `1/alpha - 1`.
 * @throws {RangeError} If alpha is outside (0, 1).
 * @see Vovk, V., Gammerman, A. and Shafer, G. (2005), Algorithmic Learning in a Random World.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const scores = Float64Array.of(9, 8, 7, 6, 5, 4, 3, 2, 1);
 * assert.equal(conformalQuantile(scores, 0.2), 8);
 * assert.equal(conformalQuantile(scores, 0.05), Infinity);
 * ```
 */
export function conformalQuantile(scores: Float64Array, alpha: number): number {
  checkAlpha(alpha);
  const rank = conformalRank(scores.length, alpha);
  return rank > scores.length ? Infinity : scores.toSorted()[rank - 1];
}

/** ⌈(n + 1)(1 - alpha)⌉, of which (n + 1) alpha is taken for whole where only rounding keeps it from being so. */
export function conformalRank(n: number, alpha: number): number {
  return n + 1 - Math.floor((n + 1) * alpha + 1e-9);
}

/**
 * Demands a share that may be missed.
 *
 * @throws {RangeError} If it is outside (0, 1).
 */
export function checkAlpha(alpha: number): void {
  if (!(alpha > 0 && alpha < 1)) {
    throw new RangeError(`Cannot take a conformal quantile: alpha inside (0, 1) is wanted, found ${alpha}`);
  }
}
