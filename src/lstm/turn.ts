/**
 * Weights turned round, as going back needs them.
 *
 * @module
 */

import type { LstmKernels } from "./kernels/kernels.ts";
import type { MemoryMap } from "./memory.ts";
import { roundUp } from "./shape.ts";

/**
 * Turns a network's weights round.
 *
 * @param toInputs Whether those of the lowest layer's inputs are turned, too, which only gradients of inputs need.
 */
export function turnWeights(
  kernels: LstmKernels,
  { weights, packing, turned }: MemoryMap,
  toInputs = false,
): void {
  const { units, layers, head, headDepth } = packing;
  for (const [l, { inputs, depth, first }] of layers.entries()) {
    const w = weights + 4 * first;
    kernels.transpose(w, turned.recurrent[l], depth - units, units, depth, units);
    if (l > 0 || toInputs) kernels.transpose(w, turned.inputs[l], 0, roundUp(inputs, 4), depth, units);
  }
  kernels.transpose(weights + 4 * head, turned.head, 0, units, headDepth, 1);
}
