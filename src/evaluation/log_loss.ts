/**
 * The logarithmic score of forecast probabilities, sample by sample.
 *
 * @module
 */

import { CLASSES } from "~/core/mod.ts";

/**
 * The least probability that a logarithm is taken of, 2^-52, as in scikit-learn.
 *
 * An event that was forecast as impossible and happened costs 36.04 nats, a ruin that no average hides: climatology
 * over three even classes costs 1.10.
 */
export const LEAST_PROBABILITY: number = Number.EPSILON;

/** How far a row of probabilities may be from 1: models that compute in single precision stay inside. */
export const SUM_TOLERANCE = 1e-6;

/**
 * Negative log-likelihood of each sample's true class, nats; smaller is better.
 *
 * A probability is raised to {@link LEAST_PROBABILITY} if it is below; nothing else is changed.
 *
 * @param y Class codes [nSamples].
 * @param probabilities Class probabilities [nSamples, 3].
 * @returns Losses [nSamples].
 * @throws {RangeError} If the lengths do not fit or a row is not a probability distribution.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const losses = sampleLogLoss(Uint8Array.of(2, 0), Float64Array.of(0.25, 0.25, 0.5, 0, 0.5, 0.5));
 * assert.deepEqual([...losses], [Math.log(2), 52 * Math.log(2)]);
 * ```
 */
export function sampleLogLoss(y: Uint8Array, probabilities: Float64Array): Float64Array {
  requireDistributions(probabilities, y.length);
  return Float64Array.from(
    y,
    (code, i) => -Math.log(Math.max(probabilities[i * CLASSES.length + code], LEAST_PROBABILITY)),
  );
}

function requireDistributions(probabilities: Float64Array, nSamples: number): void {
  const width = CLASSES.length;
  if (probabilities.length !== nSamples * width) {
    throw new RangeError(
      `Cannot score probabilities: ${nSamples} rows of ${width} are wanted, found ${probabilities.length} numbers`,
    );
  }
  for (let at = 0; at < probabilities.length; at += width) {
    const row = probabilities.subarray(at, at + width);
    if (!(Math.min(...row) >= 0 && Math.abs(row[0] + row[1] + row[2] - 1) <= SUM_TOLERANCE)) {
      throw new RangeError(
        `Cannot score probabilities: row ${at / width} must be 0 or more and sum to 1, found ${
          row.join(", ")
        }`,
      );
    }
  }
}
