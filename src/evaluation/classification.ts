/**
 * How well classes and their probabilities were forecast, with scikit-learn's definitions.
 *
 * @module
 */

import { CLASSES } from "~/core/mod.ts";
import { mean } from "./mean.ts";
import { NO_PROBABILITIES, probabilityScores } from "./probability_scores.ts";
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
  const { averagePrecisions, ...ofProbabilities } = probabilities === null
    ? NO_PROBABILITIES
    : probabilityScores(y, probabilities);
  const scoresOf = (k: number) => ({
    ...classScores(confusion, k),
    averagePrecision: averagePrecisions[k],
  });
  const byClass = { sell: scoresOf(0), hold: scoresOf(1), buy: scoresOf(2) };
  const classes = Object.values(byClass);
  const recalls = classes.map(({ recall }) => recall).filter((recall) => recall !== null);
  return {
    accuracy: sum(confusion.map((row, k) => row[k])) / y.length,
    balancedAccuracy: mean(recalls),
    macroF1: mean(classes.map(({ f1 }) => f1 ?? 0)),
    mcc: matthews(confusion),
    byClass,
    confusion,
    ...ofProbabilities,
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

type Confusion = readonly (readonly number[])[];

function classScores(confusion: Confusion, k: number): Omit<ClassScores, "averagePrecision"> {
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

/**
 * Matthews correlation for several classes.
 *
 * @see Gorodkin, J. (2004), "Comparing two K-category assignments by a K-category correlation coefficient",
 * Computational Biology and Chemistry 28(5-6).
 */
function matthews(confusion: Confusion): number | null {
  const truths = confusion.map(sum);
  const forecasts = confusion.map((_, k) => sum(confusion.map((row) => row[k])));
  const n = sum(truths);
  const dot = (a: readonly number[], b: readonly number[]) => sum(a.map((value, k) => value * b[k]));
  const together = n * sum(confusion.map((row, k) => row[k])) - dot(truths, forecasts);
  const apart = Math.sqrt((n ** 2 - dot(truths, truths)) * (n ** 2 - dot(forecasts, forecasts)));
  return apart === 0 ? null : together / apart;
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
