/**
 * The class that a forecast comes down to.
 *
 * @module
 */

import { CLASSES, type Forecast, sessionBlocks, terciles } from "~/core/mod.ts";

/**
 * The class said outright, or the most probable one; without either, the third of the session that the score is in.
 *
 * Of equally probable classes the first in the order of `CLASSES` is taken; equal scores share a third.
 *
 * @param forecast What the model said [nSamples].
 * @param session Decision session [nSamples], ascending.
 * @returns Class codes [nSamples].
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const score = Float64Array.of(3, 1, 2);
 * const forecast = { probabilities: null, score, expectedReturn: null };
 * assert.deepEqual(predictedClasses(forecast, Int32Array.of(7, 7, 7)), Uint8Array.of(2, 0, 1));
 * ```
 */
export function predictedClasses(forecast: Forecast, session: Int32Array): Uint8Array {
  const { probabilities, score } = forecast;
  if (forecast.classes !== undefined) return forecast.classes;
  const classes = new Uint8Array(session.length);
  if (probabilities === null) {
    for (const [begin, end] of sessionBlocks(session)) {
      classes.set(terciles(score.subarray(begin, end)), begin);
    }
    return classes;
  }
  return classes.map((_, i) => {
    const row = probabilities.subarray(i * CLASSES.length, (i + 1) * CLASSES.length);
    return row.indexOf(Math.max(...row));
  });
}
