/**
 * How well the size of returns was forecast, always beside forecasts that know nothing.
 *
 * @module
 */

import { mean } from "./mean.ts";
import { type PriceScores, priceScores } from "./price_scores.ts";

/** What returns were like in the data that the models had learned from, for each test sample. */
export interface TrainReturns {
  /** Mean return [nSamples], decimal fraction: the forecast that nothing but the past's average is known. */
  readonly mean: Float64Array;
  /** Mean absolute return [nSamples]: how far the forecast "unchanged" was off in training. */
  readonly meanAbsolute: Float64Array;
}

/** What regression scores need besides forecasts and returns; what is missing leaves its scores `null`. */
export interface RegressionContext {
  /** Returns of the training data. */
  readonly trainReturns?: TrainReturns | undefined;
  /** Price at each decision [nSamples], BRL: the close as published or adjusted. */
  readonly price?: Float64Array | undefined;
}

/** How well the size of returns was forecast; errors are decimal fractions, smaller is better. */
export interface RegressionScores {
  /** Mean absolute error. */
  readonly mae: number;
  /** Root of the mean squared error. */
  readonly rmse: number;
  /** Mean absolute error of the forecast 0 for all, on the same samples. */
  readonly zeroMae: number;
  /** Root of the mean squared error of the forecast 0 for all, on the same samples. */
  readonly zeroRmse: number;
  /** Share of the squared error of the forecast 0 that is avoided; below 0 is worse than saying nothing. */
  readonly rSquaredZero: number | null;
  /** Share of the squared error of the training data's mean return that is avoided; `null` if that is not known. */
  readonly rSquaredMean: number | null;
  /** Mean absolute error in units of the forecast 0's in training; `null` if that is not known. */
  readonly mase: number | null;
  /** The price that the return implies, p(1 + r), beside that of doing nothing, p; `null` without prices. */
  readonly price: { readonly model: PriceScores; readonly persistence: PriceScores } | null;
}

/**
 * Scores expected returns.
 *
 * A ratio whose denominator is 0 is `null`.
 *
 * @param expectedReturn Forecasts [nSamples], decimal fractions, finite; `null` if the model gives none.
 * @param targetReturn What came [nSamples].
 * @returns `null` if the model gives none.
 * @throws {RangeError} If there is no sample, lengths differ, a number is not finite or a price not above 0.
 * @see Campbell, J. and Thompson, S. (2008), "Predicting Excess Stock Returns Out of Sample", Review of Financial
 * Studies 21(4), for R² out of sample; Hyndman, R. and Koehler, A. (2006), "Another Look at Measures of Forecast
 * Accuracy", International Journal of Forecasting 22(4), for MASE.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const scores = regressionScores(Float64Array.of(0.5, 0), Float64Array.of(1, -1));
 * assert.deepEqual([scores?.mae, scores?.zeroMae, scores?.rSquaredZero], [0.75, 1, 1 - 1.25 / 2]);
 * ```
 */
export function regressionScores(
  expectedReturn: Float64Array | null,
  targetReturn: Float64Array,
  { trainReturns, price }: RegressionContext = {},
): RegressionScores | null {
  if (expectedReturn === null) return null;
  const nSamples = targetReturn.length;
  for (
    const column of [targetReturn, expectedReturn, trainReturns?.mean, trainReturns?.meanAbsolute, price]
  ) {
    if (column !== undefined) requireColumn(column, nSamples);
  }
  const errors = targetReturn.map((value, i) => value - expectedReturn[i]);
  const squares = meanSquare(errors);
  const avoided = (ofOther: number) => ofOther === 0 ? null : 1 - squares / ofOther;
  return {
    mae: mean(errors.map(Math.abs)),
    rmse: Math.sqrt(squares),
    zeroMae: mean(targetReturn.map(Math.abs)),
    zeroRmse: Math.sqrt(meanSquare(targetReturn)),
    rSquaredZero: avoided(meanSquare(targetReturn)),
    rSquaredMean: trainReturns === undefined
      ? null
      : avoided(meanSquare(targetReturn.map((value, i) => value - trainReturns.mean[i]))),
    mase: trainReturns === undefined ? null : scaledError(errors, trainReturns.meanAbsolute),
    price: price === undefined ? null : impliedPrices(expectedReturn, targetReturn, price),
  };
}

function impliedPrices(expectedReturn: Float64Array, targetReturn: Float64Array, price: Float64Array) {
  const after = (returns: Float64Array) => price.map((p, i) => p * (1 + returns[i]));
  const actual = after(targetReturn);
  return { model: priceScores(after(expectedReturn), actual), persistence: priceScores(price, actual) };
}

function scaledError(errors: Float64Array, scale: Float64Array): number | null {
  return scale.every((size) => size > 0) ? mean(errors.map((error, i) => Math.abs(error) / scale[i])) : null;
}

function meanSquare(values: Float64Array): number {
  return mean(values.map((value) => value ** 2));
}

function requireColumn(column: Float64Array, nSamples: number): void {
  if (nSamples === 0 || column.length !== nSamples) {
    throw new RangeError(
      `Cannot score returns: one number for each sample is wanted, found ${column.length} for ${nSamples}`,
    );
  }
  const stray = column.findIndex((value) => !Number.isFinite(value));
  if (stray >= 0) {
    throw new RangeError(
      `Cannot score returns: finite numbers are wanted, found ${column[stray]} in sample ${stray}`,
    );
  }
}
