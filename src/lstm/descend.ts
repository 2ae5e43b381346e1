/**
 * One step of Adam down a gradient that is shortened where it is too long.
 *
 * @module
 */

import { BETA1, BETA2, type LstmKernels } from "./kernels/kernels.ts";
import type { StepSettings } from "./trainer.ts";

/** Addresses of the vectors that a step works on. */
export interface DescentBlocks {
  readonly weights: number;
  readonly gradient: number;
  readonly mean: number;
  readonly square: number;
}

/** Added to the root of the second moment. */
const EPSILON = 1e-8;

/**
 * Takes a step.
 *
 * @param length Floats of each vector, whole vectors.
 * @returns Whether the gradient was finite; otherwise nothing is changed.
 * @see Kingma and Ba (2015), "Adam"; Loshchilov and Hutter (2019), "Decoupled Weight Decay Regularization".
 */
export function descend(
  kernels: LstmKernels,
  { weights, gradient, mean, square }: DescentBlocks,
  length: number,
  { step, rate, clipNorm, weightDecay, decoupledDecay }: StepSettings,
): boolean {
  const norm = Math.sqrt(kernels.sumOfSquares(gradient, length));
  if (!Number.isFinite(norm)) return false;
  const warmUp = Math.sqrt(1 - BETA2 ** step);
  kernels.adam(weights, gradient, mean, square, length, {
    rate: rate * warmUp / (1 - BETA1 ** step),
    epsilon: EPSILON * warmUp,
    scale: norm > clipNorm ? clipNorm / norm : 1,
    l2: decoupledDecay ? 0 : weightDecay,
    decay: decoupledDecay ? rate * weightDecay : 0,
  });
  return true;
}
