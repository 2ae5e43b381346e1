/**
 * The mean of a series whose neighbours are alike, and how far it can be trusted.
 *
 * @module
 */

import { mean } from "./mean.ts";

/** A mean with its standard error; `null` where there is too little to tell. */
export interface MeanEstimate {
  /** The plain mean. */
  readonly mean: number;
  /** Newey-West standard error of the mean. */
  readonly standardError: number | null;
  /** Mean over standard error; `null` also when the series does not vary. */
  readonly tValue: number | null;
}

/**
 * Mean of a series with the Newey-West standard error, which allows for correlation over `lag` steps.
 *
 * Bartlett weights, no small-sample correction; the same number as a regression on a constant with HAC errors. For
 * labels that overlap over `lag` steps the weights are too small by a third of the variance, so a t-value of 2 is
 * worth about 1.6, and a signal that keeps its favour for months is flattered more. O(n lag).
 *
 * @param values The series, oldest first; at least `lag + 2` of them for a standard error.
 * @param lag Steps over which values are correlated, 0 or more.
 * @throws {RangeError} If there is no value, one is not finite, or the lag is not a whole number from 0.
 * @see Newey, W. and West, K. (1987), "A Simple, Positive Semi-Definite, Heteroskedasticity and Autocorrelation
 * Consistent Covariance Matrix", Econometrica 55(3).
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(neweyWestMean([1, 3, 1, 3], 0), { mean: 2, standardError: 0.5, tValue: 4 });
 * assert.equal(neweyWestMean([1, 3], 1).tValue, null);
 * ```
 */
export function neweyWestMean(values: ArrayLike<number>, lag: number): MeanEstimate {
  if (!(Number.isInteger(lag) && lag >= 0)) {
    throw new RangeError(`Cannot estimate a mean: the lag must be a whole number from 0, found ${lag}`);
  }
  const n = values.length;
  const center = mean(values);
  if (!Number.isFinite(center)) {
    throw new RangeError(
      `Cannot estimate a mean: finite values are wanted, found ${n} that average ${center}`,
    );
  }
  if (n < lag + 2) return { mean: center, standardError: null, tValue: null };
  let variance = 0;
  for (let k = 0; k <= lag; k++) {
    let product = 0;
    for (let i = k; i < n; i++) product += (values[i] - center) * (values[i - k] - center);
    variance += (k === 0 ? 1 : 2 * (1 - k / (lag + 1))) * product / n;
  }
  const standardError = Math.sqrt(Math.max(variance, 0) / n);
  return { mean: center, standardError, tValue: standardError === 0 ? null : center / standardError };
}
