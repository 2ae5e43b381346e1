/**
 * A fitted network's outputs, for one sample or many.
 *
 * @module
 */

import type { History } from "~/core/mod.ts";
import { type Fitted, shapeOf } from "./fitted.ts";
import { answeringKernels, kernelsOf, newMemory } from "./kernels/load.ts";
import { CHUNK, memoryMap } from "./memory.ts";
import { ANSWERS_ONLY, networkOf } from "./network.ts";
import { scaleRows } from "./scaler.ts";
import { OUTPUTS } from "./shape.ts";
import { viewsOf } from "./views.ts";
import { packWeights } from "./weights.ts";

/** Gives the outputs [n, 4] of samples: the logits of sell, hold and buy, and the rank or return. */
export type Answer = (history: History) => Float32Array;

/** From so many samples on a whole chunk is worth its while; fewer are answered one by one, with the same result. */
const WORTH_A_CHUNK = 24;

/** Makes a network that answers; it has a small memory of its own. */
export function answerOf(fitted: Fitted): Answer {
  const shape = shapeOf(fitted);
  const sequence = shape.steps * shape.inputs;
  const map = memoryMap({ shape, nRows: CHUNK * shape.steps, nChunks: 1, nThreads: 1, learns: false });
  const memory = newMemory(map.bytes);
  const kernels = kernelsOf(memory, answeringKernels());
  const views = viewsOf(memory.buffer);
  packWeights(fitted.weights, shape, views.floats(map.weights, map.packing.length));
  const network = networkOf(kernels, memory.buffer, map, 0, ANSWERS_ONLY);
  const rows = views.floats(map.rows, CHUNK * sequence);
  views.ints(map.chunks[0].offsets, CHUNK).forEach((_, b, offsets) => offsets[b] = b * sequence);
  const outputs = views.floats(map.chunks[0].outputs, OUTPUTS * CHUNK);

  return (history) => {
    const n = history.row.length;
    const answers = new Float32Array(n * OUTPUTS);
    for (let from = 0; from < n; from += CHUNK) {
      const count = Math.min(CHUNK, n - from);
      for (let b = 0; b < count; b++) {
        const end = (history.row[from + b] + 1) * shape.inputs;
        const target = rows.subarray(b * sequence, (b + 1) * sequence);
        scaleRows(history.rows.subarray(end - sequence, end), fitted.scaler, target);
      }
      if (count < WORTH_A_CHUNK) network.answerFew(0, count);
      else network.answer(0);
      for (let b = 0; b < count; b++) {
        for (let k = 0; k < OUTPUTS; k++) answers[(from + b) * OUTPUTS + k] = outputs[k * CHUNK + b];
      }
    }
    return answers;
  };
}
