/**
 * How far said probabilities are from what came true.
 *
 * @module
 */

import { CLASSES } from "~/core/mod.ts";

const N_BINS = 15;

/**
 * Expected calibration error of the most probable class, in 15 bins of equal width; smaller is better, 0 to 1.
 *
 * Each sample falls into the bin of its greatest probability, `(b/15, (b + 1)/15]`; the error is the mean over samples of
 * the distance between the bin's mean probability and the share of it that came true. Noise alone gives more than 0.
 *
 * @param y Class codes [nSamples], at least one.
 * @param probabilities Class probabilities [nSamples, 3]; of equal ones the first in the order of `CLASSES` counts.
 * @throws {RangeError} If there is no sample or lengths do not fit.
 * @see Naeini, M., Cooper, G. and Hauskrecht, M. (2015), "Obtaining Well Calibrated Probabilities Using Bayesian
 * Binning", AAAI.
 *
 * @example 0.8 was said and half came true
 * ```ts
 * import assert from "node:assert/strict";
 * const error = calibrationError(Uint8Array.of(0, 1), Float64Array.of(0.8, 0.1, 0.1, 0.8, 0.1, 0.1));
 * assert.equal(error.toFixed(6), "0.300000");
 * ```
 */
export function calibrationError(y: Uint8Array, probabilities: Float64Array): number {
  const width = CLASSES.length;
  if (y.length === 0 || probabilities.length !== y.length * width) {
    throw new RangeError(
      `Cannot score calibration: ${width} probabilities for each of at least one sample are wanted, found ` +
        `${probabilities.length} for ${y.length}`,
    );
  }
  const excess = new Float64Array(N_BINS); // said minus came true, summed
  y.forEach((code, i) => {
    const row = probabilities.subarray(i * width, (i + 1) * width);
    const said = Math.max(...row);
    const bin = Math.min(N_BINS - 1, Math.max(0, Math.ceil(said * N_BINS) - 1));
    excess[bin] += said - (row.indexOf(said) === code ? 1 : 0);
  });
  return excess.reduce((sum, value) => sum + Math.abs(value), 0) / y.length;
}
