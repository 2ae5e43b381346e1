/**
 * Rolling windows over a column: the value at row t is computed from rows t - n + 1 … t alone.
 *
 * Every function returns a column of the same length, `NaN` in the first n - 1 rows and wherever the window holds a
 * `NaN`. Each window is evaluated afresh, so a value depends on nothing before its window, not even by rounding: a
 * history cut short gives the same bits. O(length × n), extremes O(length × log n); several windows over one column are
 * faster by `windows.ts`, which adds in another order.
 *
 * @module
 */

import { newColumn } from "./column.ts";
import { windowMaxima, windowMinima } from "./windows.ts";

/** Applies a function to the bounds `[begin, end)` of each full window. */
export function rolling(
  length: number,
  n: number,
  value: (begin: number, end: number) => number,
): Float64Array {
  const out = newColumn(length).fill(NaN);
  for (let end = n; end <= length; end++) out[end - 1] = value(end - n, end);
  return out;
}

/**
 * Mean of the last n values.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(rollingMean(Float64Array.of(1, 2, 6), 2), Float64Array.of(NaN, 1.5, 4));
 * ```
 */
export function rollingMean(x: Float64Array, n: number): Float64Array {
  return rolling(x.length, n, (begin, end) => mean(x, begin, end));
}

/** Sample standard deviation (n - 1) of the last n values. */
export function rollingStd(x: Float64Array, n: number): Float64Array {
  return rolling(x.length, n, (begin, end) => Math.sqrt(variance(x, begin, end) * n / (n - 1)));
}

/** Skewness of the last n values, third central moment over the cubed population deviation; 0/0 is `NaN`. */
export function rollingSkew(x: Float64Array, n: number): Float64Array {
  return rolling(x.length, n, (begin, end) => {
    const center = mean(x, begin, end);
    let [squares, cubes] = [0, 0];
    for (let i = begin; i < end; i++) {
      const distance = x[i] - center;
      squares += distance * distance;
      cubes += distance * distance * distance;
    }
    return cubes / n / (squares / n) ** 1.5;
  });
}

/** Greatest of the last n values. */
export function rollingMax(x: Float64Array, n: number): Float64Array {
  return windowMaxima(x).value(n);
}

/** Smallest of the last n values. */
export function rollingMin(x: Float64Array, n: number): Float64Array {
  return windowMinima(x).value(n);
}

/** Share of the last n values that are greater than 0. */
export function rollingShareAbove(x: Float64Array, n: number): Float64Array {
  return rolling(x.length, n, (begin, end) => {
    let count = 0;
    for (let i = begin; i < end; i++) count += Number.isNaN(x[i]) ? NaN : Number(x[i] > 0);
    return count / n;
  });
}

/** Slope of the least-squares line through the last n values against 0 … n - 1. */
export function rollingSlope(x: Float64Array, n: number): Float64Array {
  return rolling(x.length, n, (begin, end) => {
    const center = mean(x, begin, end);
    let covariance = 0;
    for (let i = begin; i < end; i++) covariance += (i - begin - (n - 1) / 2) * (x[i] - center);
    return covariance / n / timeVariance(n);
  });
}

/** Share of the last n values' variance that the line of {@link rollingSlope} explains; 0/0 is `NaN`. */
export function rollingFit(x: Float64Array, n: number): Float64Array {
  const slope = rollingSlope(x, n);
  return rolling(x.length, n, (begin, end) => {
    return slope[end - 1] ** 2 * timeVariance(n) / variance(x, begin, end);
  });
}

/** Variance of 0 … n - 1. */
function timeVariance(n: number): number {
  return (n * n - 1) / 12;
}

/** Values n rows earlier; `NaN` in the first n rows. */
export function lag(x: Float64Array, n: number): Float64Array {
  const out = newColumn(x.length).fill(NaN);
  out.set(x.subarray(0, Math.max(0, x.length - n)), Math.min(n, x.length));
  return out;
}

function mean(x: Float64Array, begin: number, end: number): number {
  let sum = 0;
  for (let i = begin; i < end; i++) sum += x[i];
  return sum / (end - begin);
}

function variance(x: Float64Array, begin: number, end: number): number {
  const center = mean(x, begin, end);
  let squares = 0;
  for (let i = begin; i < end; i++) squares += (x[i] - center) * (x[i] - center);
  return squares / (end - begin);
}
