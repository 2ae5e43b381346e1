/**
 * What a network is punished for: a wrong action and a wrong return.
 *
 * @module
 */

import { CLASSES } from "~/core/mod.ts";

/** What the loss is made of. */
export interface LossSettings {
  /** Weight of the action's loss. */
  readonly actionWeight: number;
  /** Weight of the return's loss. */
  readonly returnWeight: number;
  /** Weight of each class in the action's loss. */
  readonly classWeights: readonly number[];
  /** Exponent of the focal loss; 0 is cross-entropy. */
  readonly focalGamma: number;
}

/**
 * Loss of one sample's outputs, and its gradient with respect to them.
 *
 * With the softmax probability p of the true class y it is
 * `actionWeight * classWeights[y] * (1 - p)^focalGamma * -ln p + returnWeight * (output[3] - target)^2`.
 *
 * @param outputs Logits of sell, hold and buy, then the return; overwritten with the gradient.
 * @see Lin, Goyal, Girshick, He and Dollár (2017), "Focal Loss for Dense Object Detection".
 *
 * @example Cross-entropy of even odds
 * ```ts
 * import assert from "node:assert/strict";
 * const outputs = Float64Array.of(0, 0, 0, 0.5);
 * const loss = sampleLoss(outputs, 2, 0.25, { actionWeight: 1, returnWeight: 2, classWeights: [1, 1, 1], focalGamma: 0 });
 * assert.ok(Math.abs(loss - (Math.log(3) + 2 * 0.25 ** 2)) < 1e-12);
 * assert.ok(Math.abs(outputs[2] + 2 / 3) < 1e-12 && outputs[3] === 1);
 * ```
 */
export function sampleLoss(
  outputs: Float64Array,
  y: number,
  target: number,
  { actionWeight, returnWeight, classWeights, focalGamma }: LossSettings,
): number {
  const n = CLASSES.length;
  let greatest = outputs[0];
  for (let k = 1; k < n; k++) greatest = Math.max(greatest, outputs[k]);
  let sum = 0;
  for (let k = 0; k < n; k++) sum += Math.exp(outputs[k] - greatest);
  const logP = outputs[y] - greatest - Math.log(sum);
  const p = Math.exp(logP);
  const factor = actionWeight * classWeights[y];
  const ease = focalGamma === 0 ? 1 : Math.pow(1 - p, focalGamma);
  // d/d ln p of (1 - p)^gamma * -ln p; what a certain, right answer adds is 0, not infinity times 0
  const byEase = focalGamma === 0 || p >= 1 ? 0 : focalGamma * Math.pow(1 - p, focalGamma - 1) * p * logP;
  const slope = factor * (byEase - ease);
  const error = outputs[n] - target;
  for (let k = 0; k < n; k++) {
    outputs[k] = slope * ((k === y ? 1 : 0) - Math.exp(outputs[k] - greatest) / sum);
  }
  outputs[n] = 2 * returnWeight * error;
  return factor * ease * -logP + returnWeight * error * error;
}
