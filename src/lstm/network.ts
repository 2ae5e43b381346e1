/**
 * A network at work on one chunk of samples: forward, loss and back through time.
 *
 * @module
 */

import { Random } from "~/core/mod.ts";
import { headsOf } from "./heads.ts";
import type { LayerSize, LstmKernels } from "./kernels/kernels.ts";
import { type LossSettings, sampleLoss } from "./loss.ts";
import { CHUNK, type MemoryMap } from "./memory.ts";
import { OUTPUTS, roundUp } from "./shape.ts";
import { viewsOf } from "./views.ts";

/** What learning is told. */
export interface LearnSettings {
  /** The loss. */
  readonly loss: LossSettings;
  /** Share of the last hidden state that is left out. */
  readonly dropout: number;
  /** Seed of dropout. */
  readonly seed: number;
}

/** A network in a memory, as one thread works with it. */
export interface Network {
  /** Answers for a chunk: its outputs, and its loss as its classes, targets and weights are. */
  answer(chunk: number): void;
  /** Answers for the first `n` samples of a chunk, one by one: quicker for a few, and the same. */
  answerFew(chunk: number, n: number): void;
  /** Answers for a chunk with dropout, and takes the gradient of its loss. */
  learn(chunk: number): void;
  /**
   * Takes the gradient of given derivatives of a chunk's outputs with respect to its inputs.
   *
   * @param derivative Derivative of what is asked for with respect to the outputs [OUTPUTS, CHUNK] of each sample.
   * @param out Where the gradient goes [steps, inputs rounded up to 4, CHUNK].
   */
  inputGradient(chunk: number, derivative: (outputs: Float32Array) => void, out: Float32Array): void;
}

/** What a network that only answers is told. */
export const ANSWERS_ONLY: LearnSettings = {
  loss: { actionWeight: 1, returnWeight: 1, classWeights: [1, 1, 1], focalGamma: 0 },
  dropout: 0,
  seed: 0,
};

/**
 * Sets a network to work.
 *
 * @param thread Whose blocks it uses.
 */
export function networkOf(
  kernels: LstmKernels,
  buffer: ArrayBufferLike,
  map: MemoryMap,
  thread: number,
  { loss, dropout, seed }: LearnSettings,
): Network {
  const { packing, turned, weights, chunks, needs: { shape: { steps }, nChunks } } = map;
  const { units } = packing;
  const blocks = map.threads[thread];
  const views = viewsOf(buffer);
  const sizeH = units * CHUNK;
  const layers = packing.layers.map((layer, l) => {
    const size: LayerSize = { steps, depth: layer.depth, units, lanes: CHUNK };
    const own = blocks.layers[l];
    const step = layer.depth * CHUNK;
    const xh = views.floats(own.xh, (steps + 1) * step);
    for (let t = 0; t <= steps; t++) {
      xh.fill(1, t * step + layer.inputs * CHUNK, t * step + (layer.inputs + 1) * CHUNK);
    }
    return { ...layer, ...own, w: weights + 4 * layer.first, size, step, x: xh };
  });
  const top = layers[layers.length - 1];
  const lastHidden = top.xh + 4 * ((steps + 1) * top.step - sizeH);
  const heads = headsOf(kernels, views, map, blocks, dropout);
  const dHidden = views.floats(blocks.dHidden, sizeH);
  const round = views.doubles(map.round, 2);
  const sample = new Float64Array(OUTPUTS);

  const forward = (chunk: number, saves: boolean, random: Random | null) => {
    for (const [l, { w, xh, gates, cell, squashed, size, inputs, x, step }] of layers.entries()) {
      if (l === 0) kernels.gather(map.rows, chunks[chunk].offsets, xh, inputs, size);
      else {
        const below = layers[l - 1];
        for (let t = 0; t < steps; t++) {
          const hidden = (t + 2) * below.step - sizeH;
          x.set(below.x.subarray(hidden, hidden + sizeH), t * step);
        }
      }
      views.floats(cell, sizeH).fill(0);
      kernels.forward(w, xh, gates, cell, squashed, size, saves);
    }
    heads.forward(lastHidden, chunks[chunk].outputs, random);
  };

  /** From the gradient of the outputs, which is where the outputs were, back to the gates of every layer. */
  const backward = (chunk: number) => {
    const { outputs, gradient } = chunks[chunk];
    heads.backward(outputs, gradient, blocks.dHidden);
    for (let l = layers.length - 1; l >= 0; l--) {
      const { w: _, xh, gates, cell, squashed, size, first, inputs, outer } = layers[l];
      const recurrent = turned.recurrent[l];
      const dw = gradient + 4 * first;
      kernels.backward(recurrent, xh, gates, cell, squashed, blocks.dHidden, blocks.dCell, dw, outer, size);
      if (l === 0) break;
      for (let t = 0; t < steps; t++) {
        const below = layers[l - 1].outer + 4 * t * sizeH;
        kernels.multiply(turned.inputs[l], gates + 16 * t * sizeH, below, inputs, 4 * units, CHUNK);
      }
      dHidden.fill(0);
    }
  };

  /** Sums the chunk's loss; with `derives`, its outputs become the gradient of the whole batch's loss. */
  const lossOf = (chunk: number, derives: boolean) => {
    const own = chunks[chunk];
    const outputs = views.floats(own.outputs, OUTPUTS * CHUNK);
    const classes = views.ints(own.classes, CHUNK);
    const targets = views.floats(own.targets, CHUNK);
    const sampleWeights = views.floats(own.weights, CHUNK);
    const weightSum = round[1];
    let sum = 0;
    for (let b = 0; b < CHUNK; b++) {
      const weight = sampleWeights[b];
      if (weight === 0) sample.fill(0);
      else {
        for (let k = 0; k < OUTPUTS; k++) sample[k] = outputs[k * CHUNK + b];
        sum += weight * sampleLoss(sample, classes[b], targets[b], loss);
      }
      if (!derives) continue;
      for (let k = 0; k < OUTPUTS; k++) outputs[k * CHUNK + b] = sample[k] * weight / weightSum;
    }
    views.doubles(own.loss, 1)[0] = sum;
  };

  return {
    answer(chunk) {
      forward(chunk, false, null);
      lossOf(chunk, false);
    },

    answerFew(chunk, n) {
      const offsets = views.ints(chunks[chunk].offsets, n);
      const hidden = views.floats(lastHidden, sizeH);
      for (let b = 0; b < n; b++) {
        let source = map.rows + 4 * offsets[b];
        for (const [l, { w, inputs, size }] of layers.entries()) {
          const states = blocks.states[l];
          kernels.answerOne(w, source, blocks.single, states, inputs, size, l < layers.length - 1);
          source = states;
        }
        const state = views.floats(source, units);
        for (let u = 0; u < units; u++) hidden[u * CHUNK + b] = state[u];
      }
      heads.forward(lastHidden, chunks[chunk].outputs, null);
    },

    learn(chunk) {
      views.floats(chunks[chunk].gradient, packing.length).fill(0);
      forward(chunk, true, new Random(seed, round[0] * nChunks + chunk));
      lossOf(chunk, true);
      backward(chunk);
    },

    inputGradient(chunk, derivative, out) {
      views.floats(chunks[chunk].gradient, packing.length).fill(0);
      forward(chunk, true, null);
      derivative(views.floats(chunks[chunk].outputs, OUTPUTS * CHUNK));
      backward(chunk);
      const rows = roundUp(layers[0].inputs, 4);
      const { dHidden: scratch } = blocks;
      for (let t = 0; t < steps; t++) {
        for (let row = 0; row < rows; row += 4) {
          kernels.multiply(
            turned.inputs[0] + 16 * row * units,
            layers[0].gates + 16 * t * sizeH,
            scratch,
            4,
            4 * units,
            CHUNK,
          );
          out.set(views.floats(scratch, 4 * CHUNK), (t * rows + row) * CHUNK);
        }
      }
    },
  };
}
