/**
 * Exponential smoothing, over a column or over each window afresh.
 *
 * @module
 */

import { newColumn } from "./column.ts";
import { rolling } from "./rolling.ts";

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
  return rolling(x.length, SMOOTHING_WINDOW, (begin, end) => {
    let value = x[begin];
    for (let i = begin + 1; i < end; i++) value += alpha * (x[i] - value);
    return value;
  });
}

/**
 * Wilder's relative strength index, 100 - 100 / (1 + G / L): G and L start as the mean of the first n gains and losses
 * of the window and go on as ((n - 1) G + g) / n. Run afresh over the last {@link SMOOTHING_WINDOW} changes.
 *
 * @returns 0 to 100, 100 without any loss; `NaN` where nothing moved or the history is shorter than the window.
 * @see Wilder, J. W. (1978), New Concepts in Technical Trading Systems.
 */
export function wilderRsi(close: Float64Array, n: number, window: number = SMOOTHING_WINDOW): Float64Array {
  return rolling(close.length, window + 1, (begin, end) => {
    let [gain, loss] = [0, 0];
    for (let i = begin + 1; i < end; i++) {
      const change = close[i] - close[i - 1];
      const decay = i - begin <= n ? 1 : (n - 1) / n;
      gain = decay * gain + Math.max(change, 0) / n;
      loss = decay * loss + Math.max(-change, 0) / n;
    }
    return relativeStrength(gain, loss);
  });
}

/** 100 - 100 / (1 + gain / loss); 100 without loss, `NaN` when both are 0. */
export function relativeStrength(gain: number, loss: number): number {
  return 100 * gain / (gain + loss);
}
