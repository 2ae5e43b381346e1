/**
 * Isotonic calibration: for each class against the rest, the best curve that never falls.
 *
 * @module
 */

import { CLASSES, ModelError } from "~/core/mod.ts";
import { checkForecasts } from "./check.ts";
import { mapAndNormalise, probabilitiesOf } from "./one_vs_rest.ts";

/** A curve that never falls: straight between its knots, level outside of them. */
export interface RisingCurve {
  /** Where the knots are, ascending. */
  readonly x: readonly number[];
  /** Its values there, never falling. */
  readonly y: readonly number[];
}

/** Curves learned from forecasts: one over each class's probability. */
export interface IsotonicCalibrator {
  /** Which calibrator it is. */
  readonly kind: "isotonic";
  /** One for each class, in the order of `CLASSES`. */
  readonly curves: readonly RisingCurve[];
}

/** Fewer samples than this and the curve follows their noise, as scikit-learn's guide warns. */
export const LEAST_ISOTONIC_SAMPLES = 1000;

/**
 * Fits the best rising curve over the probability of each class.
 *
 * It can bend as it must, and can give 0 and 1 where few samples lie: a class it calls impossible may happen.
 *
 * @param probabilities Class probabilities [nSamples, 3] of a model that did not learn from these samples.
 * @param y Class codes [nSamples].
 * @throws {ModelError} If there are fewer than {@link LEAST_ISOTONIC_SAMPLES} samples.
 * @throws {RangeError} If lengths do not fit, a probability is outside [0, 1] or a code no class.
 */
export function fitIsotonic(probabilities: Float64Array, y: Uint8Array): IsotonicCalibrator {
  checkForecasts(probabilities, y);
  if (y.length < LEAST_ISOTONIC_SAMPLES) {
    throw new ModelError(
      `Cannot fit isotonic calibration: at least ${LEAST_ISOTONIC_SAMPLES} samples are wanted, found ${y.length}; ` +
        "use platt or temperature",
    );
  }
  const curveOf = (k: number) =>
    isotonicRegression(probabilitiesOf(k, probabilities), Float64Array.from(y, (code) => +(code === k)));
  return { kind: "isotonic", curves: CLASSES.map((_, k) => curveOf(k)) };
}

/** Calibrated probabilities [nSamples, 3]: each class by its curve, then rows divided by their sums. */
export function applyIsotonic({ curves }: IsotonicCalibrator, probabilities: Float64Array): Float64Array {
  return mapAndNormalise(probabilities, (probability, k) => valueAt(curves[k], probability));
}

/**
 * The rising curve with the least squared distance from points, by pooling adjacent violators.
 *
 * Points of equal x count as one at their mean. O(n log n).
 *
 * @param x Finite numbers, in any order; at least one.
 * @param y Finite numbers, one for each x.
 * @returns Knots at both ends of each level stretch.
 * @see Barlow, R. et al. (1972), Statistical Inference under Order Restrictions.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const curve = isotonicRegression(Float64Array.of(1, 2, 3, 4), Float64Array.of(1, 5, 3, 6));
 * assert.deepEqual(curve, { x: [1, 2, 3, 4], y: [1, 4, 4, 6] });
 * ```
 */
export function isotonicRegression(x: Float64Array, y: Float64Array): RisingCurve {
  const order = Uint32Array.from(x, (_, i) => i).sort((i, j) => x[i] - x[j]);
  const stretches: { first: number; last: number; sum: number; n: number }[] = [];
  for (let at = 0; at < order.length;) {
    const stretch = { first: x[order[at]], last: x[order[at]], sum: 0, n: 0 };
    for (; at < order.length && x[order[at]] === stretch.first; at++) {
      stretch.sum += y[order[at]];
      stretch.n++;
    }
    let before = stretches.at(-1);
    while (before !== undefined && before.sum / before.n >= stretch.sum / stretch.n) {
      stretch.first = before.first;
      stretch.sum += before.sum;
      stretch.n += before.n;
      stretches.pop();
      before = stretches.at(-1);
    }
    stretches.push(stretch);
  }
  const knots = stretches.flatMap(({ first, last, sum, n }) =>
    first === last ? [[first, sum / n]] : [[first, sum / n], [last, sum / n]]
  );
  return { x: knots.map(([place]) => place), y: knots.map(([, level]) => level) };
}

/** The curve at a place. */
function valueAt({ x, y }: RisingCurve, place: number): number {
  let [low, high] = [0, x.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (x[middle] <= place) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return y[0];
  if (low === x.length) return y[low - 1];
  const share = (place - x[low - 1]) / (x[low] - x[low - 1]);
  return y[low - 1] + share * (y[low] - y[low - 1]);
}
