/**
 * Several forecasts as one.
 *
 * @module
 */

import { combineRankings, type Forecast, sessionBlocks } from "~/core/mod.ts";

/**
 * The mean of forecasts' ranks: each score becomes a percentile rank within its session, so that all count alike
 * whatever their scale.
 *
 * It ranks and nothing else: it has neither probabilities nor expected returns. A forecast with constant scores moves
 * nothing.
 *
 * @param forecasts Forecasts for the same samples, at least one.
 * @param session Decision session of the samples, ascending.
 * @returns Scores above -0.5 and below 0.5.
 * @throws {RangeError} If there is no forecast, or one is not for these samples.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const forecastOf = (...scores: number[]) => ({
 *   probabilities: null,
 *   score: Float64Array.from(scores),
 *   expectedReturn: null,
 * });
 * const { score } = meanRank([forecastOf(1, 2), forecastOf(900, 5), forecastOf(-7, 3)], Int32Array.of(9, 9));
 * assert.deepEqual([...score].map((x) => Math.round(x * 12)), [-1, 1]); // of -1/4, 1/4, -1/4
 * ```
 */
export function meanRank(forecasts: readonly Forecast[], session: Int32Array): Forecast {
  const scores = forecasts.map(({ score }) => score);
  const other = scores.find(({ length }) => length !== session.length);
  if (scores.length === 0 || other !== undefined) {
    throw new RangeError(
      `Cannot average forecasts: at least one, each of ${session.length} samples, is wanted, found ` +
        (other === undefined ? "none" : `one of ${other.length}`),
    );
  }
  const score = combineRankings(scores, sessionBlocks(session));
  return { probabilities: null, score, expectedReturn: null };
}
