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
  return rolling(x.length, n, (begin, end) => Math.sqrt(centralMoment(x, begin, end, 2) * n / (n - 1)));
}

/** Skewness of the last n values, third central moment over the cubed population deviation; 0/0 is `NaN`. */
export function rollingSkew(x: Float64Array, n: number): Float64Array {
  return rolling(
    x.length,
    n,
    (begin, end) => centralMoment(x, begin, end, 3) / centralMoment(x, begin, end, 2) ** 1.5,
  );
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

/** Least-squares line through the last n values against 0 … n - 1: its slope and the share of variance it explains. */
export function rollingLine(x: Float64Array, n: number): { slope: Float64Array; rSquared: Float64Array } {
  const timeVariance = (n * n - 1) / 12;
  const slope = rolling(x.length, n, (begin, end) => {
    const center = mean(x, begin, end);
    let covariance = 0;
    for (let i = begin; i < end; i++) covariance += (i - begin - (n - 1) / 2) * (x[i] - center);
    return covariance / n / timeVariance;
  });
  const rSquared = rolling(x.length, n, (begin, end) => {
    return slope[end - 1] ** 2 * timeVariance / centralMoment(x, begin, end, 2);
  });
  return { slope, rSquared };
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

function centralMoment(x: Float64Array, begin: number, end: number, order: 2 | 3): number {
  const center = mean(x, begin, end);
  let sum = 0;
  for (let i = begin; i < end; i++) {
    const distance = x[i] - center;
    sum += order === 2 ? distance * distance : distance * distance * distance;
  }
  return sum / (end - begin);
}
