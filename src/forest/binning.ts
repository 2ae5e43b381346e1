/**
 * Binning: feature values become bytes, so that a split is a choice among few cuts.
 *
 * @module
 */

/** Train features as bytes, column by column, in memory that workers share. */
export interface BinnedFeatures {
  /** Bin of each value [nFeatures, nSamples]. */
  readonly bins: Uint8Array;
  /** Upper limits of each feature's bins but the last, ascending. */
  readonly thresholds: readonly Float32Array[];
}

/**
 * Bins every feature at quantiles of its own values.
 *
 * A value `x` is in bin `b` exactly when `thresholds[b - 1] < x <= thresholds[b]`, so a tree that was grown on bins
 * routes the raw values alike.
 *
 * @param X Finite features [nSamples, nFeatures], row-major.
 * @param nBins Most bins of one feature, 2 to 255.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const { bins, thresholds } = binFeatures(Float32Array.of(7, 3, 9, 7), 1, 255);
 * assert.deepEqual(thresholds, [Float32Array.of(5, 8)]);
 * assert.deepEqual([...bins], [1, 0, 2, 1]);
 * ```
 */
export function binFeatures(X: Float32Array, nFeatures: number, nBins: number): BinnedFeatures {
  const nSamples = X.length / nFeatures;
  const bins = new Uint8Array(new SharedArrayBuffer(X.length));
  const column = new Float32Array(nSamples);
  const thresholds = Array.from({ length: nFeatures }, (_, j) => {
    for (let i = 0; i < nSamples; i++) column[i] = X[i * nFeatures + j];
    const cuts = cutPoints(column.slice().sort(), nBins);
    const offset = j * nSamples;
    for (let i = 0; i < nSamples; i++) bins[offset + i] = binOf(column[i], cuts);
    return cuts;
  });
  return { bins, thresholds };
}

/**
 * Chooses where to cut one feature: between all its distinct values if they are few enough, else so that the bins
 * hold about equally many values, equal ones together.
 *
 * @param sorted Finite values, ascending.
 * @param nBins Most bins.
 * @returns Upper limits of all bins but the last: midpoints between neighbouring distinct values.
 */
export function cutPoints(sorted: Float32Array, nBins: number): Float32Array {
  const ends: number[] = []; // ends[k] is where the run of the k-th distinct value ends
  for (let i = 1; i <= sorted.length; i++) {
    if (i === sorted.length || sorted[i] !== sorted[i - 1]) ends.push(i);
  }
  const isExact = ends.length <= nBins;
  const cuts: number[] = [];
  let begin = 0;
  for (const end of ends.slice(0, -1)) {
    const share = (sorted.length - begin) / (nBins - cuts.length);
    if (!isExact && end - begin < share) continue;
    cuts.push(midpoint(sorted[end - 1], sorted[end]));
    begin = end;
  }
  return Float32Array.from(cuts);
}

/** The number of thresholds below a value. */
function binOf(value: number, thresholds: Float32Array): number {
  let low = 0;
  let high = thresholds.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (thresholds[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A 32-bit number `t` in the middle with `below <= t < above`. */
function midpoint(below: number, above: number): number {
  const middle = Math.fround(below / 2 + above / 2);
  return middle < above ? middle : below;
}
