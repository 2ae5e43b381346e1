/**
 * How sure an answer is: calibrated probabilities, an interval of the return, the classes that cannot be ruled out, and
 * whether the row is like those that were learned from.
 *
 * @module
 */

import { applyCalibrator, type Calibrator } from "~/calibration/mod.ts";
import {
  abstains,
  checkDomain,
  classesOf,
  type ConformalFit,
  type Domain,
  predictionSets,
  quantileAt,
} from "~/conformal/mod.ts";
import type { Certainty, ReturnInterval } from "~/core/mod.ts";

/** What a saved model knows of its own certainty: plain data, saved with it. */
export interface CertaintyFit {
  /** What makes its probabilities mean what they say. */
  readonly calibrator: Calibrator;
  /** Quantiles of |return| over {@link returnScale}: intervals lie around 0, for no model narrows them. */
  readonly intervals: ConformalFit;
  /** Quantiles of 1 - p(true class), of calibrated probabilities. */
  readonly classSets: ConformalFit;
  /** Where the training rows lie. */
  readonly domain: Domain;
}

/** Shares that intervals may miss. */
export const INTERVAL_ALPHAS: readonly number[] = [0.2, 0.1];

/** Share of cases in which the true class may be outside the set. */
export const SET_ALPHA = 0.1;

/** How sure an answer is. */
export interface Assessment {
  /** Calibrated class probabilities, in the order of `CLASSES`. */
  readonly probabilities: Float64Array;
  /** Intervals, sets and the domain. */
  readonly certainty: Certainty;
}

/**
 * Calibrates one answer and says how sure it is.
 *
 * @param fit What the model knows of itself.
 * @param probabilities The model's class probabilities [3].
 * @param row Its features.
 * @param scale How far the share goes over the horizon, see `returnScale`; `NaN` gives no interval.
 */
export function assess(
  { calibrator, intervals, classSets, domain }: CertaintyFit,
  probabilities: Float64Array,
  row: Float32Array,
  scale: number,
): Assessment {
  const calibrated = applyCalibrator(calibrator, probabilities);
  const [set] = predictionSets(calibrated, Float64Array.of(quantileAt(classSets, SET_ALPHA)));
  const { isOutside, extremes } = checkDomain(domain, row);
  return {
    probabilities: calibrated,
    certainty: {
      intervals: INTERVAL_ALPHAS.flatMap((alpha): ReturnInterval[] => {
        const half = quantileAt(intervals, alpha) * scale;
        return Number.isFinite(half) ? [{ level: 1 - alpha, low: -half, high: half }] : [];
      }),
      classSet: { level: 1 - SET_ALPHA, classes: classesOf(set) },
      isOutsideDomain: isOutside,
      extremes: isOutside ? extremes.map(({ feature }) => feature) : [],
      advice: abstains(set) || isOutside ? "do not act" : "act",
    },
  };
}
