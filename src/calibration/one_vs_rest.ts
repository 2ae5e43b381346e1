/**
 * Three questions of yes or no in place of one with three answers, and back.
 *
 * @module
 */

import { CLASSES } from "~/core/mod.ts";

/** Probabilities [nSamples] of class `k`. */
export function probabilitiesOf(k: number, probabilities: Float64Array): Float64Array {
  const width = CLASSES.length;
  return Float64Array.from({ length: probabilities.length / width }, (_, i) => probabilities[i * width + k]);
}

/**
 * Maps every probability by its class and divides each row by its sum; a row of zeros becomes even, as in scikit-learn.
 *
 * @param map Probability of class `k`, calibrated on its own; 0 or more.
 */
export function mapAndNormalise(
  probabilities: Float64Array,
  map: (probability: number, k: number) => number,
): Float64Array {
  const width = CLASSES.length;
  const calibrated = probabilities.map((probability, at) => map(probability, at % width));
  for (let at = 0; at < calibrated.length; at += width) {
    const sum = calibrated[at] + calibrated[at + 1] + calibrated[at + 2];
    for (let k = 0; k < width; k++) calibrated[at + k] = sum > 0 ? calibrated[at + k] / sum : 1 / width;
  }
  return calibrated;
}
