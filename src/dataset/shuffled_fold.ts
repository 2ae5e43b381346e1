/**
 * The split that must not be used, for comparison with those who use it.
 *
 * @module
 */

import { CLASSES, type Fold, Random } from "~/core/mod.ts";

/**
 * Deals samples to train, validation and test by lot, each class in the same shares.
 *
 * **Not a way to score a model**: neighbouring sessions of a ticker share most of what their features and labels are made
 * of, so a sample's neighbours in train give its answer away. It exists to reproduce scores that were made so.
 *
 * @param y Class codes [nSamples].
 * @param shares Shares of validation and test, each in [0, 1), together below 1.
 * @param seed The same seed gives the same split.
 * @returns Sample indices, ascending.
 */
export function unsafeShuffledFold(
  y: Uint8Array,
  shares: { readonly validation: number; readonly test: number },
  seed: number,
): Fold {
  const fold = { train: [] as number[], validation: [] as number[], test: [] as number[] };
  for (const [code] of CLASSES.entries()) {
    const indices = shuffled(Int32Array.from(y.keys().filter((i) => y[i] === code)), new Random(seed, code));
    const nTest = Math.round(shares.test * indices.length);
    const nValidation = Math.round(shares.validation * indices.length);
    fold.test.push(...indices.subarray(0, nTest));
    fold.validation.push(...indices.subarray(nTest, nTest + nValidation));
    fold.train.push(...indices.subarray(nTest + nValidation));
  }
  const ascending = (indices: readonly number[]) => Int32Array.from(indices).sort();
  return { train: ascending(fold.train), validation: ascending(fold.validation), test: ascending(fold.test) };
}

/** Fisher and Yates. */
function shuffled(values: Int32Array, random: Random): Int32Array {
  for (let i = values.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [values[i], values[j]] = [values[j], values[i]];
  }
  return values;
}
