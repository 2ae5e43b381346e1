/**
 * What a calibrator demands of the forecasts it learns from.
 *
 * @module
 */

import { CLASSES } from "~/core/mod.ts";

/**
 * Demands probabilities and classes to fit to: at least one sample, three probabilities each, all in [0, 1].
 *
 * @throws {RangeError} Otherwise, naming the first offender.
 */
export function checkForecasts(probabilities: Float64Array, y: Uint8Array): void {
  if (y.length === 0 || probabilities.length !== y.length * CLASSES.length) {
    throw new RangeError(
      `Cannot fit a calibrator: ${CLASSES.length} probabilities for each of at least one sample are wanted, found ` +
        `${probabilities.length} for ${y.length}`,
    );
  }
  const stray = probabilities.findIndex((probability) => !(probability >= 0 && probability <= 1));
  if (stray >= 0) {
    throw new RangeError(
      `Cannot fit a calibrator: probabilities in [0, 1] are wanted, found ${probabilities[stray]} in sample ${
        Math.floor(stray / CLASSES.length)
      }`,
    );
  }
  const odd = y.findIndex((code) => code >= CLASSES.length);
  if (odd >= 0) {
    throw new RangeError(
      `Cannot fit a calibrator: class codes below ${CLASSES.length} are wanted, found ${
        y[odd]
      } in sample ${odd}`,
    );
  }
}
