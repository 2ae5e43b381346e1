/**
 * A fitted calibrator of any kind: plain data that survives JSON.
 *
 * @module
 */

import { CLASSES } from "~/core/mod.ts";
import { applyIsotonic, fitIsotonic, type IsotonicCalibrator } from "./isotonic.ts";
import { applyPlatt, fitPlatt, type PlattCalibrator } from "./platt.ts";
import { applyTemperature, fitTemperature, type TemperatureCalibrator } from "./temperature.ts";

/** Probabilities left as they are. */
export interface NoCalibrator {
  /** Which calibrator it is. */
  readonly kind: "none";
}

/** What was learned from forecasts and what came true. */
export type Calibrator = NoCalibrator | PlattCalibrator | IsotonicCalibrator | TemperatureCalibrator;

/** Names of the calibrators. */
export type CalibratorKind = Calibrator["kind"];

/**
 * Fits a calibrator by its name.
 *
 * @param probabilities Class probabilities [nSamples, 3] of a model that did not learn from these samples.
 * @param y Class codes [nSamples].
 * @throws {ModelError} If there are too few samples for `isotonic`.
 * @throws {RangeError} If there is no sample, lengths do not fit, a probability is outside [0, 1] or a code no class.
 */
export function fitCalibrator(
  kind: CalibratorKind,
  probabilities: Float64Array,
  y: Uint8Array,
): Calibrator {
  switch (kind) {
    case "none":
      return { kind };
    case "platt":
      return fitPlatt(probabilities, y);
    case "isotonic":
      return fitIsotonic(probabilities, y);
    case "temperature":
      return fitTemperature(probabilities, y);
  }
}

/**
 * Calibrated probabilities: rows are distributions again.
 *
 * @param calibrator A fitted calibrator, also one read back from JSON.
 * @param probabilities Class probabilities [nSamples, 3]; left untouched.
 * @returns Class probabilities [nSamples, 3].
 * @throws {RangeError} If they are not whole rows of three.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const evened = applyCalibrator({ kind: "temperature", power: 0.5 }, Float64Array.of(0.64, 0.32, 0.04));
 * assert.ok(evened[0] < 0.64 && evened[2] > 0.04);
 * ```
 */
export function applyCalibrator(calibrator: Calibrator, probabilities: Float64Array): Float64Array {
  if (probabilities.length % CLASSES.length !== 0) {
    throw new RangeError(
      `Cannot calibrate: rows of ${CLASSES.length} probabilities are wanted, found ${probabilities.length} numbers`,
    );
  }
  switch (calibrator.kind) {
    case "none":
      return probabilities.slice();
    case "platt":
      return applyPlatt(calibrator, probabilities);
    case "isotonic":
      return applyIsotonic(calibrator, probabilities);
    case "temperature":
      return applyTemperature(calibrator, probabilities);
  }
}
