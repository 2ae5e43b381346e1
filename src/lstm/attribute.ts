/**
 * Which channels of which sessions a score came from.
 *
 * @module
 */

import type { History } from "~/core/mod.ts";
import { type Fitted, shapeOf } from "./fitted.ts";
import { answeringKernels, kernelsOf, newMemory } from "./kernels/load.ts";
import { CHUNK, memoryMap } from "./memory.ts";
import type { Attribution } from "./model.ts";
import { ANSWERS_ONLY, networkOf } from "./network.ts";
import { scaleRows } from "./scaler.ts";
import { OUTPUTS, roundUp } from "./shape.ts";
import { turnWeights } from "./turn.ts";
import { viewsOf } from "./views.ts";
import { packWeights } from "./weights.ts";

/** Which output is the score. */
const SCORE = OUTPUTS - 1;

/**
 * Integrated gradients of scores.
 *
 * The path from the training means, where every scaled channel is 0, straight to the sequence is walked at the middles of
 * as many parts as a chunk has samples, so that one chunk explains one sample; contributions add up to the score's
 * distance from the baseline's to about a thousandth of it.
 *
 * @param outputs The network's outputs [n, 4] for the samples.
 */
export function attribute(fitted: Fitted, history: History, outputs: Float32Array): Attribution {
  const shape = shapeOf(fitted);
  const { inputs, steps } = shape;
  const sequence = steps * inputs;
  const map = memoryMap({ shape, nRows: CHUNK * steps, nChunks: 1, nThreads: 1, learns: true });
  const memory = newMemory(map.bytes);
  const kernels = kernelsOf(memory, answeringKernels());
  const views = viewsOf(memory.buffer);
  packWeights(fitted.weights, shape, views.floats(map.weights, map.packing.length));
  turnWeights(kernels, map, true);
  const network = networkOf(kernels, memory.buffer, map, 0, ANSWERS_ONLY);
  const rows = views.floats(map.rows, CHUNK * sequence);
  views.ints(map.chunks[0].offsets, CHUNK).forEach((_, b, offsets) => offsets[b] = b * sequence);
  const scoreOf = views.floats(map.chunks[0].outputs + 4 * SCORE * CHUNK, 1);

  rows.fill(0);
  network.answer(0);
  const baseline = scoreOf[0];

  const n = history.row.length;
  const value = new Float64Array(n * sequence);
  const scaled = new Float32Array(sequence);
  const gradient = new Float32Array(steps * roundUp(inputs, 4) * CHUNK);
  for (let i = 0; i < n; i++) {
    const end = (history.row[i] + 1) * inputs;
    scaleRows(history.rows.subarray(end - sequence, end), fitted.scaler, scaled);
    for (let b = 0; b < CHUNK; b++) {
      const share = (b + 0.5) / CHUNK;
      rows.set(scaled.map((x) => x * share), b * sequence);
    }
    network.inputGradient(0, deriveScore, gradient);
    for (let at = 0; at < sequence; at++) {
      const row = Math.floor(at / inputs) * roundUp(inputs, 4) + at % inputs;
      let sum = 0;
      for (let b = 0; b < CHUNK; b++) sum += gradient[row * CHUNK + b];
      value[i * sequence + at] = scaled[at] * sum / CHUNK;
    }
  }
  return { value, score: Float64Array.from({ length: n }, (_, i) => outputs[i * OUTPUTS + SCORE]), baseline };
}

/** Of all outputs, the score alone is derived. */
function deriveScore(outputs: Float32Array): void {
  outputs.fill(0).fill(1, SCORE * CHUNK);
}
