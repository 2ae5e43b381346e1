/**
 * The shape of a network, and where each weight lies in the vector that kernels work on.
 *
 * @module
 */

import { UNITS } from "./kernels/kernels.ts";

/** Shape of a network. */
export interface NetworkShape {
  /** Channels of a session. */
  readonly inputs: number;
  /** Sessions of a sequence. */
  readonly steps: number;
  /** Hidden units of a layer. */
  readonly units: number;
  /** Layers. */
  readonly layers: number;
  /** Whether the last hidden state is normalized before the heads. */
  readonly layerNorm: boolean;
}

/** A layer as kernels see it: its units padded to whole vectors with weights that are 0 and stay 0. */
export interface PackedLayer {
  /** What it is fed: channels, or the units of the layer below. */
  readonly inputs: number;
  /** Rows that a step multiplies: inputs, ones, a row of zeros where needed, hidden state. Even. */
  readonly depth: number;
  /** First float of its weights [units, depth, 4]. */
  readonly first: number;
}

/** Where a network's weights lie. */
export interface Packing {
  /** Units of a layer, padded. */
  readonly units: number;
  /** Lowest layer first. */
  readonly layers: readonly PackedLayer[];
  /** First float of the heads' weights [headDepth, 4]: hidden units, ones, zeros. */
  readonly head: number;
  /** Rows that the heads multiply. Even. */
  readonly headDepth: number;
  /** First float of the normalization's gains and then its offsets, `units` floats each; `null` without one. */
  readonly norm: number | null;
  /** Floats in all, whole vectors. */
  readonly length: number;
}

/** Outputs of a network: the logits of sell, hold and buy, then the rank or return. */
export const OUTPUTS = 4;

/** Floats that blocks are rounded up to, so that every address is a multiple of 128 bytes. */
export const BLOCK_FLOATS = 32;

/**
 * Lays the weights of a network out.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const { units, layers, length } = packingOf({ inputs: 10, steps: 32, units: 30, layers: 1, layerNorm: false });
 * assert.deepEqual([units, layers[0].depth, length], [32, 44, 32 * 44 * 4 + 34 * 4 + 24]);
 * ```
 */
export function packingOf(shape: NetworkShape): Packing {
  const units = roundUp(shape.units, UNITS);
  let length = 0;
  const take = (floats: number) => {
    const first = length;
    length += floats;
    return first;
  };
  const layers = Array.from({ length: shape.layers }, (_, l): PackedLayer => {
    const inputs = l === 0 ? shape.inputs : units;
    const depth = roundUp(inputs + 1, 2) + units;
    return { inputs, depth, first: take(units * depth * 4) };
  });
  const headDepth = units + 2;
  const head = take(headDepth * OUTPUTS);
  const norm = shape.layerNorm ? take(2 * units) : null;
  return { units, layers, head, headDepth, norm, length: roundUp(length, BLOCK_FLOATS) };
}

/** The next multiple of `step` from `n` on. */
export function roundUp(n: number, step: number): number {
  return Math.ceil(n / step) * step;
}

/** Weights that are learned; padding is none. */
export function nWeightsOf({ inputs, units, layers, layerNorm }: NetworkShape): number {
  const lower = 4 * units * (inputs + units + 1);
  const upper = (layers - 1) * 4 * units * (2 * units + 1);
  return lower + upper + (units + 1) * OUTPUTS + (layerNorm ? 2 * units : 0);
}
