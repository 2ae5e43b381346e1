/**
 * Platt's calibration: a sigmoid for each class against the rest.
 *
 * @module
 */

import { CLASSES } from "~/core/mod.ts";
import { checkForecasts } from "./check.ts";
import { mapAndNormalise, probabilitiesOf } from "./one_vs_rest.ts";

/** The curve `1 / (1 + exp(a f + b))` over a score f. */
export interface Sigmoid {
  /** Slope; negative where a greater score makes the event likelier. */
  readonly a: number;
  /** Offset. */
  readonly b: number;
}

/** Six numbers learned from forecasts: a sigmoid over each class's probability. */
export interface PlattCalibrator {
  /** Which calibrator it is. */
  readonly kind: "platt";
  /** One for each class, in the order of `CLASSES`. */
  readonly sigmoids: readonly Sigmoid[];
}

/** A step that would gain fewer nats of log-likelihood than this is the last one; it doubles the digits once more. */
const LEAST_GAIN = 1e-9;
const MAX_STEPS = 100;

/**
 * Fits a sigmoid over the probability of each class.
 *
 * The probability itself is the score, not its logarithm, so a forest's 0 and 1 need no clipping. A monotone curve of
 * two parameters cannot do much harm, which makes it the safe choice for few or dependent samples.
 *
 * @param probabilities Class probabilities [nSamples, 3] of a model that did not learn from these samples.
 * @param y Class codes [nSamples].
 * @throws {RangeError} If there is no sample, lengths do not fit, a probability is outside [0, 1] or a code no class.
 * @see Platt, J. (1999), "Probabilistic Outputs for Support Vector Machines"; Lin, H.-T., Lin, C.-J. and Weng, R. (2007),
 * "A Note on Platt's Probabilistic Outputs for Support Vector Machines", Machine Learning 68.
 *
 * @example Forecasts that say nothing become the frequencies, smoothed
 * ```ts
 * import assert from "node:assert/strict";
 * const even = new Float64Array(12).fill(1 / 3);
 * const platt = fitPlatt(even, Uint8Array.of(0, 2, 2, 2));
 * const [sell, , buy] = applyPlatt(platt, even);
 * assert.ok(buy > sell);
 * ```
 */
export function fitPlatt(probabilities: Float64Array, y: Uint8Array): PlattCalibrator {
  checkForecasts(probabilities, y);
  return {
    kind: "platt",
    sigmoids: CLASSES.map((_, k) => fitSigmoid(probabilitiesOf(k, probabilities), y.map((c) => +(c === k)))),
  };
}

/** Calibrated probabilities [nSamples, 3]: each class by its sigmoid, then rows divided by their sums. */
export function applyPlatt({ sigmoids }: PlattCalibrator, probabilities: Float64Array): Float64Array {
  return mapAndNormalise(probabilities, (f, k) => logistic(-sigmoids[k].a * f - sigmoids[k].b));
}

/**
 * Fits one sigmoid by maximum likelihood to smoothed targets: (n₊ + 1)/(n₊ + 2) for events, 1/(n₋ + 2) for the rest.
 *
 * The targets lie inside (0, 1), so the optimum is finite even where a score parts events from the rest. Newton's method
 * with halved steps on a convex loss; if all scores are equal, the sigmoid is flat.
 */
function fitSigmoid(scores: Float64Array, event: Uint8Array): Sigmoid {
  const nEvents = event.reduce((sum, one) => sum + one, 0);
  const [high, low] = [(nEvents + 1) / (nEvents + 2), 1 / (event.length - nEvents + 2)];
  const target = Float64Array.from(event, (one) => one === 1 ? high : low);
  const mean = scores.reduce((sum, f) => sum + f, 0) / scores.length;
  const centred = scores.map((f) => f - mean); // makes slope and offset nearly independent
  let current = { a: 0, b: Math.log((event.length - nEvents + 1) / (nEvents + 1)) };
  let loss = sigmoidLoss(current, centred, target);
  for (let step = 0; step < MAX_STEPS; step++) {
    const { a, b, gain } = newtonStep(current, centred, target);
    let length = 1;
    let next = current;
    let nextLoss = loss;
    do {
      next = { a: current.a + length * a, b: current.b + length * b };
      nextLoss = sigmoidLoss(next, centred, target);
      length /= 2;
    } while (gain > LEAST_GAIN && nextLoss > loss * (1 + 1e-12) && length > 1e-9);
    current = next;
    loss = nextLoss;
    if (gain <= LEAST_GAIN) break;
  }
  return { a: current.a, b: current.b - current.a * mean };
}

/** Negative log-likelihood of smoothed targets, nats. */
function sigmoidLoss({ a, b }: Sigmoid, scores: Float64Array, target: Float64Array): number {
  let loss = 0;
  for (let i = 0; i < scores.length; i++) {
    const z = a * scores[i] + b;
    loss += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - (1 - target[i]) * z;
  }
  return loss;
}

/** Newton's step, and twice what it would gain on a parabola. */
function newtonStep(
  { a, b }: Sigmoid,
  scores: Float64Array,
  target: Float64Array,
): Sigmoid & { readonly gain: number } {
  let [gradientA, gradientB, hessianAA, hessianAB, hessianBB] = [0, 0, 0, 0, 0];
  for (let i = 0; i < scores.length; i++) {
    const p = logistic(-a * scores[i] - b);
    const weight = p * (1 - p);
    gradientA += (target[i] - p) * scores[i];
    gradientB += target[i] - p;
    hessianAA += weight * scores[i] * scores[i];
    hessianAB += weight * scores[i];
    hessianBB += weight;
  }
  const determinant = hessianAA * hessianBB - hessianAB * hessianAB;
  const isFlat = !(determinant > 1e-12 * hessianBB * hessianBB);
  const stepA = isFlat ? 0 : -(hessianBB * gradientA - hessianAB * gradientB) / determinant;
  const stepB = -(gradientB + hessianAB * stepA) / hessianBB;
  return { a: stepA, b: stepB, gain: -(gradientA * stepA + gradientB * stepB) };
}

function logistic(z: number): number {
  return 1 / (1 + Math.exp(-z));
}
