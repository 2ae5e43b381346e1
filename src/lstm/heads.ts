/**
 * From the last hidden state to the outputs, and back: normalization, dropout, two heads in one multiplication.
 *
 * @module
 */

import { Random } from "~/core/mod.ts";
import type { LstmKernels } from "./kernels/kernels.ts";
import { CHUNK, type MemoryMap, type ThreadBlocks } from "./memory.ts";
import { OUTPUTS } from "./shape.ts";
import type { Views } from "./views.ts";

/** The heads of a thread. */
export interface Heads {
  /**
   * Answers for a chunk.
   *
   * @param hidden Address of the last hidden state.
   * @param outputs Address where the outputs go.
   * @param dropout Random numbers for dropout while learning; `null` leaves nothing out.
   */
  forward(hidden: number, outputs: number, dropout: Random | null): void;
  /**
   * Goes back over what {@link forward} did last.
   *
   * @param dOutputs Address of the gradient of the outputs.
   * @param gradient Address of the packed gradient that is added to.
   * @param dHidden Address where the gradient of the hidden state goes.
   */
  backward(dOutputs: number, gradient: number, dHidden: number): void;
}

/** Added to the variance before its root is taken, as PyTorch and Keras do. */
const EPSILON = 1e-5;

/** Makes the heads of a thread. */
export function headsOf(
  kernels: LstmKernels,
  views: Views,
  { packing, weights, turned, needs }: MemoryMap,
  blocks: ThreadBlocks,
  dropout: number,
): Heads {
  const { units, head, headDepth, norm } = packing;
  const nUnits = needs.shape.units;
  const size = units * CHUNK;
  const input = views.floats(blocks.headInput, headDepth * CHUNK);
  const mask = views.floats(blocks.mask, size);
  input.fill(1, size, size + CHUNK);
  mask.fill(1);
  const normalization = norm === null ? null : normalizationOf(
    nUnits,
    views.floats(weights + 4 * norm, units),
    views.floats(weights + 4 * (norm + units), units),
    views.floats(blocks.normalized, size),
  );
  let isMasked = false;

  return {
    forward(hidden, outputs, random) {
      const state = views.floats(hidden, size);
      if (normalization === null) input.set(state);
      else normalization.forward(state, input);
      isMasked = random !== null && dropout > 0;
      if (random !== null && dropout > 0) dropOut(input, mask.subarray(0, nUnits * CHUNK), dropout, random);
      kernels.multiply(weights + 4 * head, blocks.headInput, outputs, OUTPUTS, headDepth, CHUNK);
    },

    backward(dOutputs, gradient, dHidden) {
      kernels.accumulate(dOutputs, blocks.headInput, gradient + 4 * head, 1, headDepth, CHUNK);
      kernels.multiply(turned.head, dOutputs, dHidden, units, OUTPUTS, CHUNK);
      const d = views.floats(dHidden, size);
      if (isMasked) { for (let i = 0; i < size; i++) d[i] *= mask[i]; }
      if (normalization === null || norm === null) return;
      const dGamma = views.floats(gradient + 4 * norm, units);
      normalization.backward(d, dGamma, views.floats(gradient + 4 * (norm + units), units));
    },
  };
}

/**
 * Draws 0 for what is left out and, so that sums keep their size, more than 1 for what stays; and multiplies by it. One
 * random number serves two units: 16 bits are fine enough for a share.
 */
function dropOut(input: Float32Array, mask: Float32Array, dropout: number, random: Random): void {
  const kept = 1 / (1 - dropout);
  const limit = dropout * 2 ** 16;
  for (let i = 0; i < mask.length; i += 2) {
    const bits = random.uint32();
    const [first, second] = [(bits & 0xffff) < limit ? 0 : kept, (bits >>> 16) < limit ? 0 : kept];
    mask[i] = first;
    mask[i + 1] = second;
    input[i] *= first;
    input[i + 1] *= second;
  }
}

/** Normalizes each sample's hidden state over the units. */
function normalizationOf(nUnits: number, gamma: Float32Array, beta: Float32Array, normalized: Float32Array) {
  const inverse = new Float64Array(CHUNK);
  return {
    forward(state: Float32Array, out: Float32Array) {
      for (let b = 0; b < CHUNK; b++) {
        let mean = 0, square = 0;
        for (let u = 0; u < nUnits; u++) mean += state[u * CHUNK + b];
        mean /= nUnits;
        for (let u = 0; u < nUnits; u++) square += (state[u * CHUNK + b] - mean) ** 2;
        inverse[b] = 1 / Math.sqrt(square / nUnits + EPSILON);
        for (let u = 0; u < nUnits; u++) {
          const i = u * CHUNK + b;
          normalized[i] = (state[i] - mean) * inverse[b];
          out[i] = normalized[i] * gamma[u] + beta[u];
        }
      }
    },

    backward(d: Float32Array, dGamma: Float32Array, dBeta: Float32Array) {
      for (let u = 0; u < nUnits; u++) {
        let byGain = 0, byOffset = 0;
        for (let i = u * CHUNK; i < (u + 1) * CHUNK; i++) {
          byGain += d[i] * normalized[i];
          byOffset += d[i];
        }
        dGamma[u] += byGain;
        dBeta[u] += byOffset;
      }
      for (let b = 0; b < CHUNK; b++) {
        let sum = 0, product = 0;
        for (let u = 0; u < nUnits; u++) {
          const i = u * CHUNK + b;
          sum += d[i] * gamma[u];
          product += d[i] * gamma[u] * normalized[i];
        }
        for (let u = 0; u < nUnits; u++) {
          const i = u * CHUNK + b;
          d[i] = inverse[b] * (d[i] * gamma[u] - (sum + normalized[i] * product) / nUnits);
        }
      }
    },
  };
}
