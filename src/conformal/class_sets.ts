/**
 * Sets of classes that hold the true one as often as promised; and when to say nothing instead.
 *
 * @module
 */

import { CLASSES, type Label } from "~/core/mod.ts";

/** All classes at once, as the bits of a set. */
const FULL_SET = 2 ** CLASSES.length - 1;

/**
 * How strange each class that came true was: 1 minus its probability.
 *
 * @param y Class codes [nSamples].
 * @param probabilities Class probabilities [nSamples, 3] of a model that did not learn from these samples.
 * @returns Scores [nSamples], 0 to 1.
 * @throws {RangeError} If lengths do not fit, a code is no class or a probability outside [0, 1].
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(classScores(Uint8Array.of(2), Float64Array.of(0.5, 0.25, 0.25)), Float64Array.of(0.75));
 * ```
 */
export function classScores(y: Uint8Array, probabilities: Float64Array): Float64Array {
  if (probabilities.length !== y.length * CLASSES.length) {
    throw new RangeError(
      `Cannot score classes: ${CLASSES.length} probabilities a sample are wanted, found ${probabilities.length} for ` +
        `${y.length}`,
    );
  }
  return Float64Array.from(y, (code, i) => {
    const probability = code < CLASSES.length ? probabilities[i * CLASSES.length + code] : NaN;
    if (probability >= 0 && probability <= 1) return 1 - probability;
    throw new RangeError(
      `Cannot score classes: codes 0, 1 and 2 and probabilities in [0, 1] are wanted, found ${code} and ${probability} ` +
        `in sample ${i}`,
    );
  });
}

/**
 * The classes whose score does not exceed a conformal quantile, `p >= 1 - quantile`, as the bits of a number.
 *
 * @param probabilities Class probabilities [nSamples, 3].
 * @param quantile Conformal quantile of each sample [nSamples].
 * @returns Sets [nSamples]: bit k is 1 if class k is inside.
 * @throws {RangeError} If lengths do not fit.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const [set] = predictionSets(Float64Array.of(0.5, 0.125, 0.375), Float64Array.of(0.75));
 * assert.deepEqual(classesOf(set), ["sell", "buy"]);
 * assert.equal(abstains(set), false);
 * ```
 */
export function predictionSets(probabilities: Float64Array, quantile: Float64Array): Uint8Array {
  if (probabilities.length !== quantile.length * CLASSES.length) {
    throw new RangeError(
      `Cannot make prediction sets: ${CLASSES.length} probabilities for each quantile are wanted, found ` +
        `${probabilities.length} for ${quantile.length}`,
    );
  }
  return Uint8Array.from(
    quantile,
    (q, i) =>
      CLASSES.reduce(
        (set, _, k) => 1 - probabilities[i * CLASSES.length + k] <= q ? set | 1 << k : set,
        0,
      ),
  );
}

/** The classes in a set, in the order of `CLASSES`. */
export function classesOf(set: number): Label[] {
  return CLASSES.filter((_, k) => (set >> k & 1) === 1);
}

/** Whether a set says nothing to act on: no class is likely enough, or every class is. */
export function abstains(set: number): boolean {
  return set === 0 || set === FULL_SET;
}
