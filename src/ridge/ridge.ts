/**
 * The recipe of ridge regression.
 *
 * @module
 */

import { centredRanks, checkTrain, type Dataset, type Estimator, sessionBlocks } from "~/core/mod.ts";
import type { FitOptions } from "~/core/mod.ts";
import { modelOf, rankedColumns, type RidgeModel } from "./model.ts";
import { solvePositiveDefinite } from "./solve.ts";

/** Settings of {@link ridge}. */
export interface RidgeParams {
  /**
   * Weight of the coefficients' squares against the samples' squared errors, above 0. The squares of a rank add up to a
   * twelfth of the samples, so the default halves the coefficient of a lone feature at 60,000 samples.
   *
   * @default {5000}
   */
  readonly alpha?: number;
}

/**
 * Regresses the return's rank within its session on the features' ranks within their session.
 *
 * Ranks, because whole sessions rise and fall together and a few values are huge, neither of which tells which share
 * does better. All ranks are percentiles less a half; they add up to 0 in each session, so there is no intercept. A
 * feature that is the same for all shares of a session ranks nothing, and one share alone has no rank but the middle.
 * Closed form, the same for any seed. O(nSamples · nFeatures²).
 *
 * @throws {RangeError} If alpha is not a finite number above 0.
 * @see Hoerl, A. and Kennard, R. (1970), "Ridge Regression: Biased Estimation for Nonorthogonal Problems",
 * Technometrics 12(1).
 */
export function ridge({ alpha = 5000 }: RidgeParams = {}): Estimator<RidgeModel> {
  if (!(alpha > 0 && Number.isFinite(alpha))) {
    throw new RangeError(`Cannot make a ridge regression: an alpha above 0 is wanted, found ${alpha}`);
  }
  return {
    name: "ridge",
    fit: (train, options) => Promise.try(() => fit(alpha, train, options)),
  };
}

function fit(alpha: number, train: Dataset, { signal, onProgress }: FitOptions): RidgeModel {
  signal?.throwIfAborted();
  checkTrain("a ridge regression", train);
  const { features, session, targetReturn, nSamples } = train;
  const n = features.length;
  const products = new Float64Array(n * n); // lower triangle of XᵀX
  const moments = new Float64Array(n); // Xᵀy
  for (const [begin, end] of sessionBlocks(session)) {
    const columns = rankedColumns(train, begin, end);
    const target = centredRanks(targetReturn.subarray(begin, end));
    columns.forEach((column, i) => {
      for (let j = 0; j <= i; j++) products[i * n + j] += dot(column, columns[j]);
      moments[i] += dot(column, target);
    });
    onProgress?.(end / nSamples);
    signal?.throwIfAborted();
  }
  for (let i = 0; i < n; i++) products[i * n + i] += alpha;
  return modelOf({ features: [...features], alpha, weights: solvePositiveDefinite(products, moments) });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
