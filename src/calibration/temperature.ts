/**
 * Temperature: one number that makes all forecasts bolder or more timid.
 *
 * @module
 */

import { CLASSES } from "~/core/mod.ts";
import { LEAST_PROBABILITY } from "~/evaluation/mod.ts";
import { checkForecasts } from "./check.ts";

/** One number learned from forecasts: the power that probabilities are raised to. */
export interface TemperatureCalibrator {
  /** Which calibrator it is. */
  readonly kind: "temperature";
  /** Power `1/T`, T being the temperature: below 1 forecasts become more even, at 0 they are even. */
  readonly power: number;
}

/** Beyond this power every forecast is as good as certain. */
const MAX_POWER = 100;
const MAX_STEPS = 200;

/**
 * Fits the power to which probabilities are raised, before rows are divided by their sums, by maximum likelihood.
 *
 * One parameter that keeps the order of the classes and knows no base rate: the calibrator for classes whose
 * frequencies move from year to year. The loss is convex in the power; Newton's method inside a bracket that shrinks.
 * Probabilities below 2^-52 count as that much.
 *
 * @param probabilities Class probabilities [nSamples, 3] of a model that did not learn from these samples.
 * @param y Class codes [nSamples].
 * @returns A power from 0 (forecasts that say the opposite of what happens, or nothing) to 100.
 * @throws {RangeError} If there is no sample, lengths do not fit, a probability is outside [0, 1] or a code no class.
 * @see Guo, C. et al. (2017), "On Calibration of Modern Neural Networks", ICML.
 *
 * @example Boasting is toned down: 0.8 was said, 2 in 3 came true
 * ```ts
 * import assert from "node:assert/strict";
 * const said = Float64Array.of(0.8, 0.2, 0, 0.8, 0.2, 0, 0.8, 0.2, 0);
 * const { power } = fitTemperature(said, Uint8Array.of(0, 0, 1));
 * assert.equal(power.toFixed(4), "0.5000"); // (0.8 / 0.2) ^ 0.5 = 2
 * ```
 */
export function fitTemperature(probabilities: Float64Array, y: Uint8Array): TemperatureCalibrator {
  checkForecasts(probabilities, y);
  const logs = probabilities.map((p) => Math.log(Math.max(p, LEAST_PROBABILITY)));
  const kind = "temperature";
  if (slopes(logs, y, 0).first >= 0) return { kind, power: 0 };
  if (slopes(logs, y, MAX_POWER).first <= 0) return { kind, power: MAX_POWER };
  let [low, high, power] = [0, MAX_POWER, 1];
  for (let step = 0; step < MAX_STEPS; step++) {
    const { first, second } = slopes(logs, y, power);
    if (first > 0) high = power;
    else low = power;
    const newton = power - first / second;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    const isThere = Math.abs(next - power) <= 1e-13 * power;
    power = next;
    if (isThere) break;
  }
  return { kind, power };
}

/** Calibrated probabilities [nSamples, 3]. */
export function applyTemperature(
  { power }: TemperatureCalibrator,
  probabilities: Float64Array,
): Float64Array {
  const logs = probabilities.map((p) => Math.log(Math.max(p, LEAST_PROBABILITY)));
  const calibrated = new Float64Array(logs.length);
  for (let at = 0; at < logs.length; at += CLASSES.length) {
    calibrated.set(powerOf(logs.subarray(at, at + CLASSES.length), power), at);
  }
  return calibrated;
}

/** First and second derivative of the negative log-likelihood by the power. */
function slopes(logs: Float64Array, y: Uint8Array, power: number): { first: number; second: number } {
  let [first, second] = [0, 0];
  for (let i = 0; i < y.length; i++) {
    const row = logs.subarray(i * CLASSES.length, (i + 1) * CLASSES.length);
    const p = powerOf(row, power);
    const mean = p[0] * row[0] + p[1] * row[1] + p[2] * row[2];
    const square = p[0] * row[0] ** 2 + p[1] * row[1] ** 2 + p[2] * row[2] ** 2;
    first += mean - row[y[i]];
    second += square - mean * mean;
  }
  return { first, second };
}

/** Probabilities proportional to a power of those whose logarithms are given. */
function powerOf(logs: Float64Array, power: number): Float64Array {
  const greatest = Math.max(logs[0], logs[1], logs[2]);
  const raised = logs.map((log) => Math.exp(power * (log - greatest)));
  const sum = raised[0] + raised[1] + raised[2];
  return raised.map((value) => value / sum);
}
