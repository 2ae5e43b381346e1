/**
 * How well classes and their probabilities were forecast, with scikit-learn's definitions.
 *
 * @module
 */

import { CLASSES } from "~/core/mod.ts";
import { sampleLogLoss } from "./log_loss.ts";
import { mean } from "./mean.ts";
import type { ClassificationScores, ClassScores } from "./scores.ts";

/**
 * Scores forecast classes, and probabilities if there are any, against what came true.
 *
 * An undefined ratio is `null`; only {@link ClassificationScores.macroF1} counts it as 0, as scikit-learn does.
 *
 * @param y True class codes [nSamples].
 * @param predicted Forecast class codes [nSamples].
 * @param probabilities Class probabilities [nSamples, 3], or `null`.
 * @throws {RangeError} If there is no sample, lengths do not fit, a code is no class or a row no distribution.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const scores = classificationScores(Uint8Array.of(0, 0, 2, 2), Uint8Array.of(0, 2, 2, 2), null);
 * assert.equal(scores.accuracy, 0.75);
 * assert.equal(scores.byClass.buy.precision, 2 / 3);
 * assert.equal(scores.byClass.hold.precision, null);
 * ```
 */
export function classificationScores(
  y: Uint8Array,
  predicted: Uint8Array,
  probabilities: Float64Array | null,
): ClassificationScores {
  const confusion = confusionMatrix(y, predicted);
  const byClass = {
    sell: classScores(confusion, 0),
    hold: classScores(confusion, 1),
    buy: classScores(confusion, 2),
  };
  const classes = Object.values(byClass);
  const recalls = classes.map(({ recall }) => recall).filter((recall) => recall !== null);
  return {
    accuracy: sum(confusion.map((row, k) => row[k])) / y.length,
    balancedAccuracy: mean(recalls),
    macroF1: mean(classes.map(({ f1 }) => f1 ?? 0)),
    byClass,
    confusion,
    ...probabilityScores(y, probabilities),
  };
}

function confusionMatrix(y: Uint8Array, predicted: Uint8Array): number[][] {
  if (y.length === 0 || predicted.length !== y.length) {
    throw new RangeError(
      `Cannot score classes: one forecast for each sample is wanted, found ${predicted.length} for ${y.length}`,
    );
  }
  const confusion = CLASSES.map(() => CLASSES.map(() => 0));
  y.forEach((code, i) => {
    const worst = Math.max(code, predicted[i]);
    if (worst >= CLASSES.length) {
      throw new RangeError(
        `Cannot score classes: codes 0, 1 and 2 are wanted, found ${worst} in sample ${i}`,
      );
    }
    confusion[code][predicted[i]]++;
  });
  return confusion;
}

function classScores(confusion: readonly (readonly number[])[], k: number): ClassScores {
  const support = sum(confusion[k]);
  const predicted = sum(confusion.map((row) => row[k]));
  return {
    precision: ratio(confusion[k][k], predicted),
    recall: ratio(confusion[k][k], support),
    f1: ratio(2 * confusion[k][k], support + predicted),
    support,
    predicted,
  };
}

function probabilityScores(
  y: Uint8Array,
  probabilities: Float64Array | null,
): Pick<ClassificationScores, "logLoss" | "brierLoss" | "nImpossible"> {
  if (probabilities === null) return { logLoss: null, brierLoss: null, nImpossible: null };
  const losses = sampleLogLoss(y, probabilities);
  let squares = 0;
  probabilities.forEach((p, at) => {
    const truth = y[Math.floor(at / CLASSES.length)] === at % CLASSES.length ? 1 : 0;
    squares += (p - truth) ** 2;
  });
  const nImpossible = sum(
    y.entries().map(([i, code]) => probabilities[i * CLASSES.length + code] === 0 ? 1 : 0),
  );
  return { logLoss: mean(losses), brierLoss: squares / y.length, nImpossible };
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
