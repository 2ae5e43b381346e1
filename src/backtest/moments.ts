/**
 * What a series of returns looks like: mean, spread, shape.
 *
 * @module
 */

/** Moments of a series; `null` where it is too short or does not vary. */
export interface Moments {
  /** Number of values. */
  readonly n: number;
  /** Arithmetic mean. */
  readonly mean: number | null;
  /** Standard deviation with n - 1 in the denominator. */
  readonly deviation: number | null;
  /** Third central moment over the second's power 3/2, both with n: 0 for a normal distribution. */
  readonly skewness: number | null;
  /** Fourth central moment over the second's square, both with n: raw, so 3 for a normal distribution. */
  readonly kurtosis: number | null;
}

/**
 * Moments of a series.
 *
 * @param values Finite numbers, in any order.
 * @throws {RangeError} If one is not finite.
 *
 * @example Raw kurtosis: two points have 1, the least there is
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(momentsOf([0, 2]), { n: 2, mean: 1, deviation: Math.SQRT2, skewness: 0, kurtosis: 1 });
 * ```
 */
export function momentsOf(values: ArrayLike<number>): Moments {
  const n = values.length;
  let total = 0;
  for (let i = 0; i < n; i++) total += values[i];
  const mean = n === 0 ? null : total / n;
  if (mean !== null && !Number.isFinite(mean)) {
    throw new RangeError(`Cannot describe a series: finite numbers are wanted, found a mean of ${mean}`);
  }
  let [second, third, fourth] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const distance = values[i] - (mean ?? 0);
    second += distance ** 2;
    third += distance ** 3;
    fourth += distance ** 4;
  }
  const deviation = n < 2 ? null : Math.sqrt(second / (n - 1));
  const isConstant = deviation === null || deviation === 0;
  return {
    n,
    mean,
    deviation,
    skewness: isConstant ? null : third / n / (second / n) ** 1.5,
    kurtosis: isConstant ? null : fourth / n / (second / n) ** 2,
  };
}
