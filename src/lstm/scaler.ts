/**
 * Channels to a common scale, learned from training samples only.
 *
 * @module
 */

import type { Dataset } from "~/core/mod.ts";

/** How channels are scaled. */
export interface Scaler {
  /** Mean of each channel over the training samples' own rows. */
  readonly mean: readonly number[];
  /** Standard deviation of each channel, of the population; 0 where it is constant. */
  readonly deviation: readonly number[];
}

/** Deviations from the mean beyond which a value counts as this far: one wild value must not drown a sequence. */
export const CLIP = 4;

/** Learns means and deviations of samples' own rows; those of the sessions before them are not asked. */
export function fitScaler({ nSamples, features, X }: Pick<Dataset, "nSamples" | "features" | "X">): Scaler {
  const width = features.length;
  const mean = new Float64Array(width);
  const square = new Float64Array(width);
  for (let i = 0; i < X.length; i++) mean[i % width] += X[i] / nSamples;
  for (let i = 0; i < X.length; i++) square[i % width] += (X[i] - mean[i % width]) ** 2 / nSamples;
  const deviation = square.map(Math.sqrt);
  // what rounding leaves of a constant is no deviation
  const isConstant = (j: number) => deviation[j] <= 1e-6 * Math.abs(mean[j]);
  return { mean: [...mean], deviation: [...deviation].map((value, j) => isConstant(j) ? 0 : value) };
}

/**
 * Scales rows to deviations from the mean, at most {@link CLIP}; a channel that was constant in training becomes 0.
 *
 * @param rows Feature rows [nRows, nFeatures]; NaN stays NaN.
 * @param out Where they go. @default {an array of their own}
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const scaler = { mean: [10, 5], deviation: [2, 0] };
 * assert.deepEqual(scaleRows(Float32Array.of(12, 7, 99, 7), scaler), Float32Array.of(1, 0, 4, 0));
 * ```
 */
export function scaleRows(
  rows: Float32Array,
  { mean, deviation }: Scaler,
  out: Float32Array = new Float32Array(rows.length),
): Float32Array {
  const width = mean.length;
  for (let j = 0; j < width; j++) {
    const factor = deviation[j] === 0 ? 0 : 1 / deviation[j];
    for (let i = j; i < rows.length; i += width) {
      out[i] = Math.min(CLIP, Math.max(-CLIP, (rows[i] - mean[j]) * factor));
    }
  }
  return out;
}
