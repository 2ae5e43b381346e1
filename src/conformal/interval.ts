/**
 * Intervals for the return, as wide as the share is restless.
 *
 * @module
 */

/** A range of returns, decimal fractions. */
export interface Interval {
  /** Lower end; `-Infinity` if nothing is promised. */
  readonly lower: number;
  /** Upper end; `Infinity` if nothing is promised. */
  readonly upper: number;
}

/**
 * How far each return was from the middle of its interval, in units of the share's own scale: `|y - centre| / scale`.
 *
 * Dividing by a scale known at the decision is what lets a calm share have a narrow interval and a wild one a wide one,
 * and what keeps the coverage when all of the market grows wild at once.
 *
 * @param returns What came true [nSamples], decimal fractions.
 * @param centre Middle of each interval [nSamples], known at the decision; 0 where nothing better is known.
 * @param scale Size of a usual move [nSamples], known at the decision and positive, for example the standard deviation
 * of daily returns over 60 sessions times the square root of the horizon.
 * @returns Scores [nSamples].
 * @throws {RangeError} If lengths do not fit, a scale is not positive or a number not finite.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const scores = intervalScores(Float64Array.of(-0.06, 0.03), Float64Array.of(0, 0), Float64Array.of(0.04, 0.02));
 * assert.deepEqual([...scores], [1.5, 1.5]);
 * ```
 */
export function intervalScores(
  returns: Float64Array,
  centre: Float64Array,
  scale: Float64Array,
): Float64Array {
  if (centre.length !== returns.length || scale.length !== returns.length) {
    throw new RangeError(
      `Cannot score intervals: columns of one length are wanted, found ${returns.length}, ${centre.length}, ` +
        `${scale.length}`,
    );
  }
  return returns.map((value, i) => {
    const score = Math.abs(value - centre[i]) / scale[i];
    if (scale[i] > 0 && Number.isFinite(score)) return score;
    throw new RangeError(
      `Cannot score intervals: finite returns and centres and positive scales are wanted, found ${value}, ` +
        `${centre[i]} and ${scale[i]} in sample ${i}`,
    );
  });
}

/**
 * The interval whose scores do not exceed a conformal quantile: `centre ± quantile · scale`.
 *
 * @param quantile The conformal quantile; `Infinity` gives the whole line.
 * @param scale Positive.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(intervalAround(0, 0.0625, 1.5), { lower: -0.09375, upper: 0.09375 });
 * ```
 */
export function intervalAround(centre: number, scale: number, quantile: number): Interval {
  return { lower: centre - quantile * scale, upper: centre + quantile * scale };
}
