/**
 * Windows put together from smaller ones: sums, moments, lines and extremes of the last n rows in O(length × log n).
 *
 * A window of n rows is a window of d rows after one of n - d, d the greatest divisor of n below n (halves where n is
 * even), down to single rows. The shape depends on n alone: a value depends on its own window alone, bit for bit, however
 * long the history before it, and sums are as exact as pairwise ones. What windows of several lengths share is computed
 * once. Every column is `NaN` in the first n - 1 rows and wherever the window holds a `NaN`.
 *
 * @module
 */

import { newColumn, quotients } from "./column.ts";

/** A column for each window length, made when first asked for; not to be written to. */
export type Windows<Column = Float64Array> = (n: number) => Column;

/** How far n values lie from their mean. */
export interface WindowMoments {
  /** Mean. */
  readonly mean: Windows;
  /** Sum of squared distances to the mean; exactly 0 where all values are equal. */
  readonly squares: Windows;
}

/** The greatest or the smallest of n values. */
export interface WindowExtremes {
  /** The value. */
  readonly value: Windows;
  /** Its place in the window, 1 the oldest to n the newest; the oldest of equal ones. */
  readonly place: Windows;
}

/** Sums of n values. */
export function windowSums(x: Float64Array): Windows {
  return windows(x, (n, d, sum) => joinedSums(n, d, sum(n - d), sum(d)));
}

/**
 * Means and squared distances to them.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const { mean, squares } = windowMoments(Float64Array.of(1, 2, 6));
 * assert.deepEqual(mean(2), Float64Array.of(NaN, 1.5, 4));
 * assert.deepEqual(squares(3), Float64Array.of(NaN, NaN, 14));
 * ```
 */
export function windowMoments(x: Float64Array): WindowMoments {
  const mean = windows(x, (n, d, mean) => joinedMeans(n, d, mean(n - d), mean(d)));
  const squares = windows(constant(x, 0), (n, d, squares) => {
    const apart = [mean(n - d), mean(d)] as const;
    return joinedProducts(n, d, squares(n - d), squares(d), apart, apart);
  });
  return { mean, squares };
}

/** Sums of products of two columns' distances to their means. */
export function windowProducts(x: WindowMoments, y: WindowMoments): Windows {
  return windows(constant(x.mean(1), 0), (n, d, products) => {
    return joinedProducts(n, d, products(n - d), products(d), [x.mean(n - d), x.mean(d)], [
      y.mean(n - d),
      y.mean(d),
    ]);
  });
}

/** Slopes a row of the least-squares line through n values. */
export function windowSlopes(x: WindowMoments): Windows {
  const products = windows(constant(x.mean(1), 0), (n, d, products) => {
    return joinedTimeProducts(n, d, products(n - d), products(d), x.mean(n - d), x.mean(d));
  });
  return windows(x.mean(1), (n) => quotients(products(n), timeSquares(n)));
}

/** Sum of squared distances of 1 … n to their mean. */
export function timeSquares(n: number): number {
  return n * (n * n - 1) / 12;
}

/** Greatest of n values and where they stand. */
export function windowMaxima(x: Float64Array): WindowExtremes {
  return windowExtremes(x, 1, joinedMaxima);
}

/** Smallest of n values and where they stand. */
export function windowMinima(x: Float64Array): WindowExtremes {
  return windowExtremes(x, -1, joinedMinima);
}

function windowExtremes(x: Float64Array, sign: 1 | -1, joined: typeof joinedMaxima): WindowExtremes {
  const value = windows(x, (n, d, value) => joined(n, d, value(n - d), value(d)));
  const place = windows(constant(x, 1), (n, d, place) => {
    return joinedPlaces(n, d, place(n - d), place(d), value(n - d), value(d), sign);
  });
  return { value, place };
}

/** Windows from single rows and the rule that puts two parts together. */
function windows(
  single: Float64Array,
  join: (n: number, d: number, parts: Windows) => Float64Array,
): Windows {
  const made = new Map([[1, single]]);
  const parts: Windows = (n) => {
    const known = made.get(n);
    if (known !== undefined) return known;
    const joined = join(n, greatestDivisor(n), parts);
    made.set(n, joined);
    return joined;
  };
  return parts;
}

// Each of these joins a window of n - d rows, `older`, and the window of d rows after it, `newer`.

function joinedSums(n: number, d: number, older: Float64Array, newer: Float64Array): Float64Array {
  const out = begun(older.length, n);
  for (let t = n - 1; t < out.length; t++) out[t] = older[t - d] + newer[t];
  return out;
}

function joinedMeans(n: number, d: number, older: Float64Array, newer: Float64Array): Float64Array {
  const out = begun(older.length, n);
  const share = d / n;
  for (let t = n - 1; t < out.length; t++) out[t] = older[t - d] + share * (newer[t] - older[t - d]);
  return out;
}

/** `x` and `y` are the means of the older and of the newer part. */
function joinedProducts(
  n: number,
  d: number,
  older: Float64Array,
  newer: Float64Array,
  [olderX, newerX]: readonly [Float64Array, Float64Array],
  [olderY, newerY]: readonly [Float64Array, Float64Array],
): Float64Array {
  const out = begun(older.length, n);
  const weight = (n - d) * d / n;
  for (let t = n - 1; t < out.length; t++) {
    out[t] = older[t - d] + newer[t] + weight * (newerX[t] - olderX[t - d]) * (newerY[t] - olderY[t - d]);
  }
  return out;
}

function joinedTimeProducts(
  n: number,
  d: number,
  older: Float64Array,
  newer: Float64Array,
  olderMean: Float64Array,
  newerMean: Float64Array,
): Float64Array {
  const out = begun(older.length, n);
  const weight = (n - d) * d / 2; // (n - d) d / n times n / 2, the rows between the centres of the two parts
  for (let t = n - 1; t < out.length; t++) {
    out[t] = older[t - d] + newer[t] + weight * (newerMean[t] - olderMean[t - d]);
  }
  return out;
}

function joinedMaxima(n: number, d: number, older: Float64Array, newer: Float64Array): Float64Array {
  const out = begun(older.length, n);
  for (let t = n - 1; t < out.length; t++) out[t] = Math.max(older[t - d], newer[t]); // keeps NaN
  return out;
}

function joinedMinima(n: number, d: number, older: Float64Array, newer: Float64Array): Float64Array {
  const out = begun(older.length, n);
  for (let t = n - 1; t < out.length; t++) out[t] = Math.min(older[t - d], newer[t]);
  return out;
}

function joinedPlaces(
  n: number,
  d: number,
  older: Float64Array,
  newer: Float64Array,
  olderValue: Float64Array,
  newerValue: Float64Array,
  sign: 1 | -1,
): Float64Array {
  const out = begun(older.length, n);
  for (let t = n - 1; t < out.length; t++) {
    const lead = sign * (olderValue[t - d] - newerValue[t]);
    out[t] = lead >= 0 ? older[t - d] : lead < 0 ? newer[t] + (n - d) : NaN;
  }
  return out;
}

/** Greatest divisor of n that is smaller than n. */
function greatestDivisor(n: number): number {
  for (let k = 2; k * k <= n; k++) if (n % k === 0) return n / k;
  return 1;
}

function begun(length: number, n: number): Float64Array {
  return newColumn(length).fill(NaN, 0, n - 1);
}

/** The same number for each value, `NaN` for each `NaN` or infinity. */
function constant(x: Float64Array, value: number): Float64Array {
  const out = newColumn(x.length);
  for (let t = 0; t < out.length; t++) out[t] = x[t] - x[t] + value;
  return out;
}
