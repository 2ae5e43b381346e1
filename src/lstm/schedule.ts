/**
 * How the learning rate moves.
 *
 * @module
 */

import type { LstmSettings } from "./params.ts";

/** A learning rate over time. */
export interface Schedule {
  /** Rate of a step, counted from 0. */
  rateOf(step: number): number;
  /** Told the validation loss after each epoch. */
  epochDone(validationLoss: number | null): void;
}

/** Share of the steps in which a cycle goes up. */
const RISE = 0.3;

/** Fewer steps than this have no room for a cycle: they take the highest rate. */
const FEWEST_STEPS = 4;

/** A cycle begins at its highest rate over this … */
const START_DIVISOR = 25;

/** … and ends at its first rate over this. */
const END_DIVISOR = 1e4;

/** A plateau's loss must fall by this share to count as better, as in PyTorch. */
const PLATEAU_THRESHOLD = 1e-4;

/**
 * Makes the schedule of a run.
 *
 * @param nSteps Steps in all.
 */
export function scheduleOf(settings: LstmSettings, nSteps: number): Schedule {
  const { learningRate, lrScheduler, lrSchedulerPatience, lrSchedulerFactor, lrSchedulerMinLr } = settings;
  if (lrScheduler === "one_cycle") {
    return { rateOf: (step) => oneCycle(step, nSteps, learningRate), epochDone() {} };
  }
  let rate = learningRate;
  let best = Infinity;
  let nBad = 0;
  return {
    rateOf: () => rate,
    epochDone(validationLoss) {
      if (lrScheduler === "constant" || validationLoss === null) return;
      const isBetter = validationLoss < best * (1 - PLATEAU_THRESHOLD);
      if (isBetter) best = validationLoss;
      nBad = isBetter ? 0 : nBad + 1;
      if (nBad <= lrSchedulerPatience) return;
      rate = Math.max(lrSchedulerMinLr, rate * lrSchedulerFactor);
      nBad = 0;
    },
  };
}

/**
 * One cycle: half a cosine up to the highest rate, half a cosine down to next to nothing, as PyTorch's `OneCycleLR` has it.
 *
 * @param step From 0 to `nSteps - 1`.
 * @see Smith, L. N. and Topin, N. (2018), "Super-Convergence: Very Fast Training of Neural Networks Using Large Learning
 *   Rates".
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const rates = [0, 29, 99].map((step) => oneCycle(step, 100, 0.05));
 * assert.deepEqual(rates.map((rate) => Number(rate.toFixed(9))), [0.002, 0.05, 0.0000002]);
 * ```
 */
export function oneCycle(step: number, nSteps: number, highest: number): number {
  if (nSteps < FEWEST_STEPS) return highest;
  const first = highest / START_DIVISOR;
  const peak = RISE * nSteps - 1;
  if (step <= peak) return between(first, highest, step / peak);
  return between(highest, first / END_DIVISOR, (step - peak) / (nSteps - 1 - peak));
}

/** Half a cosine from one value to another. */
function between(from: number, to: number, share: number): number {
  return to + (from - to) / 2 * (1 + Math.cos(Math.PI * Math.min(1, share)));
}
