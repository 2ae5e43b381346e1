/**
 * Exponential smoothing, over a column or over each window afresh.
 *
 * @module
 */

import { newColumn } from "./column.ts";
import { lag } from "./rolling.ts";

/**
 * Sessions a recursive average is run over before its value is used. With Wilder's 1/14 what lies before weighs less
 * than 1e-7, and a value depends on its window alone: any history that holds it gives the same bits.
 */
export const SMOOTHING_WINDOW = 252;

/**
 * Exponential moving average of a whole column, y = α x + (1 - α) y₋₁ with α = 2 / (span + 1), started at the first
 * value: row t depends on every row before. A `NaN` stays in all later rows.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(emaFromStart(Float64Array.of(1, 2, 4), 3), Float64Array.of(1, 1.5, 2.75));
 * ```
 */
export function emaFromStart(x: Float64Array, span: number): Float64Array {
  const alpha = 2 / (span + 1);
  const out = newColumn(x.length);
  for (let i = 0, value = x[0]; i < x.length; i++) {
    value += alpha * (x[i] - value);
    out[i] = value;
  }
  return out;
}

/** Exponential moving average run afresh over the last {@link SMOOTHING_WINDOW} rows, started at their first value. */
export function windowedEma(x: Float64Array, span: number): Float64Array {
  const alpha = 2 / (span + 1);
  const first = SMOOTHING_WINDOW - 1;
  const out = lag(x, first);
  for (let age = first - 1; age >= 0; age--) { // all windows a step at a time: no step waits for the one before
    for (let t = first; t < out.length; t++) out[t] += alpha * (x[t - age] - out[t]);
  }
  return out;
}

/**
 * Wilder's relative strength index, 100 - 100 / (1 + G / L): G and L start as the mean of the first n gains and losses
 * of the window and go on as ((n - 1) G + g) / n. Run afresh over the last {@link SMOOTHING_WINDOW} changes.
 *
 * @returns 0 to 100, 100 without any loss; `NaN` where nothing moved or the history is shorter than the window.
 * @see Wilder, J. W. (1978), New Concepts in Technical Trading Systems.
 */
export function wilderRsi(close: Float64Array, n: number, window: number = SMOOTHING_WINDOW): Float64Array {
  const [up, down, gain, loss] = Array.from({ length: 4 }, () => newColumn(close.length).fill(0));
  for (let t = 1; t < close.length; t++) {
    const change = close[t] - close[t - 1];
    up[t] = Math.max(change, 0) / n;
    down[t] = Math.max(-change, 0) / n;
  }
  for (let age = window - 1; age >= 0; age--) {
    const decay = window - age <= n ? 1 : (n - 1) / n;
    for (let t = window; t < close.length; t++) {
      gain[t] = decay * gain[t] + up[t - age];
      loss[t] = decay * loss[t] + down[t - age];
    }
  }
  const out = newColumn(close.length).fill(NaN, 0, window);
  for (let t = window; t < out.length; t++) out[t] = relativeStrength(gain[t], loss[t]);
  return out;
}

/** 100 - 100 / (1 + gain / loss); 100 without loss, `NaN` when both are 0. */
export function relativeStrength(gain: number, loss: number): number {
  return 100 * gain / (gain + loss);
}
