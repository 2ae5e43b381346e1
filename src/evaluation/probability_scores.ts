/**
 * How good forecast probabilities were, whatever class they come down to.
 *
 * @module
 */

import { CLASSES } from "~/core/mod.ts";
import { averagePrecision } from "./average_precision.ts";
import { calibrationError, probabilityOf, reliability } from "./calibration.ts";
import { sampleLogLoss } from "./log_loss.ts";
import { mean } from "./mean.ts";
import type { ClassificationScores } from "./scores.ts";

/** What {@link ClassificationScores} says of probabilities, and the average precision by class code. */
export type ProbabilityScores =
  & Pick<
    ClassificationScores,
    | "logLoss"
    | "brierLoss"
    | "brierSkill"
    | "nImpossible"
    | "calibrationError"
    | "macroAveragePrecision"
    | "reliability"
  >
  & { readonly averagePrecisions: readonly (number | null)[] };

/** The scores of a forecast without probabilities: none. */
export const NO_PROBABILITIES: ProbabilityScores = {
  logLoss: null,
  brierLoss: null,
  brierSkill: null,
  nImpossible: null,
  calibrationError: null,
  macroAveragePrecision: null,
  reliability: null,
  averagePrecisions: CLASSES.map(() => null),
};

/**
 * Scores class probabilities.
 *
 * @param y True class codes [nSamples], at least one.
 * @param probabilities Class probabilities [nSamples, 3].
 * @throws {RangeError} If lengths do not fit or a row is no distribution.
 */
export function probabilityScores(y: Uint8Array, probabilities: Float64Array): ProbabilityScores {
  const logLoss = mean(sampleLogLoss(y, probabilities));
  let brierLoss = 0, usualLoss = 0, nImpossible = 0;
  const averagePrecisions = CLASSES.map((_, k) => {
    const isTrue = y.map((code) => code === k ? 1 : 0);
    const probability = probabilityOf(probabilities, k);
    const frequency = mean(isTrue);
    usualLoss += frequency * (1 - frequency);
    brierLoss += mean(probability.map((p, i) => (p - isTrue[i]) ** 2));
    probability.forEach((p, i) => nImpossible += p === 0 ? isTrue[i] : 0);
    return averagePrecision(probability, isTrue);
  });
  const table = reliability(y, probabilities);
  return {
    logLoss,
    brierLoss,
    brierSkill: usualLoss === 0 ? null : 1 - brierLoss / usualLoss,
    nImpossible,
    calibrationError: calibrationError(table.topClass),
    macroAveragePrecision: mean(averagePrecisions.filter((area) => area !== null)),
    reliability: table,
    averagePrecisions,
  };
}
