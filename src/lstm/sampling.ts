/**
 * Which samples a step learns from, and what that does to probabilities.
 *
 * @module
 */

import { CLASSES, Random } from "~/core/mod.ts";
import type { LstmSettings } from "./params.ts";

/** How samples are drawn. */
export type Sampling = LstmSettings["sampling"];

/** How often each class comes in training, and how often its samples are drawn. */
interface Shares {
  /** Share of each class among the samples. */
  readonly found: readonly number[];
  /** Share of each class among the drawn. */
  readonly drawn: readonly number[];
}

/**
 * The order in which an epoch goes through samples.
 *
 * @param y Class codes.
 * @returns As many indices as there are samples: each of them once, or drawn with replacement.
 */
export function epochOrder(y: Uint8Array, sampling: Sampling, random: Random): Int32Array {
  const order = Int32Array.from(y, (_, i) => i);
  if (sampling === "uniform") {
    for (let i = order.length - 1; i > 0; i--) {
      const j = random.below(i + 1);
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
  }
  const members = CLASSES.map((_, k) => order.filter((i) => y[i] === k));
  const { drawn } = sharesOf(y, sampling);
  return order.map(() => {
    const luck = random.uniform();
    const k = luck < drawn[0] ? 0 : luck < drawn[0] + drawn[1] ? 1 : 2;
    const from = members[k].length > 0 ? members[k] : order; // rounding may leave a sliver to an absent class
    return from[random.below(from.length)];
  });
}

/**
 * Weights with which all classes count the same in sum, 1 on average; 0 for a class that does not occur.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(balancedWeights(Uint8Array.of(1, 1, 1, 2)), [0, 4 / 6, 2]);
 * ```
 */
export function balancedWeights(y: Uint8Array): number[] {
  const counts = countsOf(y);
  const nPresent = counts.filter((n) => n > 0).length;
  return counts.map((n) => n > 0 ? y.length / (nPresent * n) : 0);
}

/**
 * What must be added to logits so that probabilities are of the world and not of the drawn and weighted samples:
 * `ln(share found / share learned)`, 0 for a class that does not occur.
 *
 * @param classWeights What each class weighs in the loss.
 * @see Elkan, C. (2001), "The Foundations of Cost-Sensitive Learning", theorem 2.
 */
export function priorCorrection(
  y: Uint8Array,
  sampling: Sampling,
  classWeights: readonly number[],
): number[] {
  if (sampling === "uniform" && classWeights.every((weight) => weight === classWeights[0])) {
    return CLASSES.map(() => 0);
  }
  const { found, drawn } = sharesOf(y, sampling);
  const learned = drawn.map((share, k) => share * classWeights[k]);
  const sum = learned.reduce((a, b) => a + b, 0);
  return found.map((share, k) => share > 0 ? Math.log(share * sum / learned[k]) : 0);
}

function sharesOf(y: Uint8Array, sampling: Sampling): Shares {
  const found = countsOf(y).map((n) => n / y.length);
  if (sampling === "uniform") return { found, drawn: found };
  const pull = found.map((share) => sampling === "sqrt" ? Math.sqrt(share) : Number(share > 0));
  const sum = pull.reduce((a, b) => a + b, 0);
  return { found, drawn: pull.map((value) => value / sum) };
}

function countsOf(y: Uint8Array): number[] {
  const counts = CLASSES.map(() => 0);
  for (const code of y) counts[code]++;
  return counts;
}
