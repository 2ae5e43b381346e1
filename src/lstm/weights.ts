/**
 * A network's weights, as Keras lays them out and as kernels do.
 *
 * @module
 */

import { Random } from "~/core/mod.ts";
import { type NetworkShape, OUTPUTS, type Packing, packingOf } from "./shape.ts";

/** One layer's weights, row-major, gates in the order input, forget, cell, output. */
export interface LayerWeights {
  /** [inputs, 4 * units]. */
  readonly kernel: Float32Array;
  /** [units, 4 * units]. */
  readonly recurrent: Float32Array;
  /** [4 * units]. */
  readonly bias: Float32Array;
}

/** A network's weights in Keras' layout, or numbers of their shape: a gradient. */
export interface Weights {
  /** Lowest layer first. */
  readonly layers: readonly LayerWeights[];
  /** Gains and offsets of the normalization, [units] each; `null` without one. */
  readonly norm: { readonly gamma: Float32Array; readonly beta: Float32Array } | null;
  /** [units, 4]: the logits of sell, hold and buy, and the rank or return. */
  readonly headKernel: Float32Array;
  /** [4]. */
  readonly headBias: Float32Array;
}

/** Every array of weights with its name and shape, in the order in which it is drawn, packed and saved. */
export function* namedArrays(
  weights: Weights,
  { inputs, units }: Pick<NetworkShape, "inputs" | "units">,
): Generator<{ readonly name: string; readonly shape: readonly number[]; readonly values: Float32Array }> {
  for (const [l, { kernel, recurrent, bias }] of weights.layers.entries()) {
    yield { name: `lstm_${l + 1}/kernel`, shape: [l === 0 ? inputs : units, 4 * units], values: kernel };
    yield { name: `lstm_${l + 1}/recurrent_kernel`, shape: [units, 4 * units], values: recurrent };
    yield { name: `lstm_${l + 1}/bias`, shape: [4 * units], values: bias };
  }
  if (weights.norm !== null) {
    yield { name: "norm/gamma", shape: [units], values: weights.norm.gamma };
    yield { name: "norm/beta", shape: [units], values: weights.norm.beta };
  }
  yield { name: "head/kernel", shape: [units, OUTPUTS], values: weights.headKernel };
  yield { name: "head/bias", shape: [OUTPUTS], values: weights.headBias };
}

/** Weights that are all 0. */
export function zeroWeights({ inputs, units, layers, layerNorm }: NetworkShape): Weights {
  return {
    layers: Array.from({ length: layers }, (_, l) => ({
      kernel: new Float32Array((l === 0 ? inputs : units) * 4 * units),
      recurrent: new Float32Array(units * 4 * units),
      bias: new Float32Array(4 * units),
    })),
    norm: layerNorm ? { gamma: new Float32Array(units), beta: new Float32Array(units) } : null,
    headKernel: new Float32Array(units * OUTPUTS),
    headBias: new Float32Array(OUTPUTS),
  };
}

/** Weights to begin with: uniform within one over the root of the units, as PyTorch draws them; gains 1, offsets 0. */
export function initialWeights(shape: NetworkShape, random: Random): Weights {
  const weights = zeroWeights(shape);
  const limit = 1 / Math.sqrt(shape.units);
  for (const { name, values } of namedArrays(weights, shape)) {
    if (name === "norm/gamma") values.fill(1);
    else if (name !== "norm/beta") values.forEach((_, i) => values[i] = limit * (2 * random.uniform() - 1));
  }
  return weights;
}

/** Writes weights where kernels want them; padding becomes 0. */
export function packWeights(weights: Weights, shape: NetworkShape, packed: Float32Array): void {
  packed.fill(0);
  visit(weights, shape, (values, i, at) => packed[at] = values[i]);
}

/** Reads weights from where kernels have them. */
export function unpackWeights(packed: Float32Array, shape: NetworkShape): Weights {
  const weights = zeroWeights(shape);
  visit(weights, shape, (values, i, at) => values[i] = packed[at]);
  return weights;
}

/** Calls back for every weight with its array, its place there, and its place among the packed ones. */
function visit(
  weights: Weights,
  shape: NetworkShape,
  pair: (values: Float32Array, i: number, at: number) => void,
): void {
  const { units } = shape;
  const packing = packingOf(shape);
  weights.layers.forEach((layer, l) => visitLayer(layer, units, packing.layers[l], pair));
  const { head, headDepth, norm } = packing;
  weights.headKernel.forEach((_, i) => pair(weights.headKernel, i, head + i));
  weights.headBias.forEach((_, i) => pair(weights.headBias, i, head + (headDepth - 2) * OUTPUTS + i));
  if (weights.norm === null || norm === null) return;
  const { gamma, beta } = weights.norm;
  gamma.forEach((_, u) => pair(gamma, u, norm + u));
  beta.forEach((_, u) => pair(beta, u, norm + packing.units + u));
}

function visitLayer(
  { kernel, recurrent, bias }: LayerWeights,
  units: number,
  { inputs, depth, first }: Packing["layers"][number],
  pair: (values: Float32Array, i: number, at: number) => void,
): void {
  const hidden = depth - Math.ceil(units / 8) * 8;
  const nInputs = kernel.length / (4 * units); // those of the layer below without its padding
  for (let u = 0; u < units; u++) {
    for (let g = 0; g < 4; g++) {
      const at = (k: number) => first + (u * depth + k) * 4 + g;
      const column = g * units + u;
      for (let k = 0; k < nInputs; k++) pair(kernel, k * 4 * units + column, at(k));
      pair(bias, column, at(inputs));
      for (let k = 0; k < units; k++) pair(recurrent, k * 4 * units + column, at(hidden + k));
    }
  }
}
