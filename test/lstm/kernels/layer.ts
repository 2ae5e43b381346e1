/**
 * A layer with random numbers, alone in a memory that kernels can be tried on.
 *
 * @module
 */

import { Random } from "~/core/mod.ts";
import { FIRST_ADDRESS, type KernelsName, type LayerSize, type LstmKernels } from "~/lstm/kernels/kernels.ts";
import { kernelsOf, newMemory } from "~/lstm/kernels/load.ts";
import { nativeObstacle } from "~/lstm/kernels/native.ts";
import { plainKernels } from "~/lstm/kernels/plain.ts";
import { wasmVariant } from "~/lstm/kernels/wasm.ts";

/** Which compiled sets cannot be had here. */
export const ABSENT: Readonly<Record<Exclude<KernelsName, "plain">, boolean>> = {
  "wasm, plain SIMD": wasmVariant() === null,
  wasm: wasmVariant() !== "wasm",
  native: nativeObstacle() !== null,
};

/** A layer to try. */
export interface LayerTest extends LayerSize {
  /** Inputs of a step. */
  readonly inputs: number;
  /** What standard normal weights are multiplied by: large ones saturate gates. */
  readonly spread: number;
}

/** A layer of a size. */
export function layerTest(
  inputs: number,
  steps: number,
  units: number,
  lanes: number,
  spread = 0.3,
): LayerTest {
  return { inputs, steps, units, lanes, spread, depth: 2 * Math.ceil((inputs + 1) / 2) + units };
}

/** Floats of each block, see `kernels.ts`. */
function blockSizes({ inputs, steps, depth, units, lanes }: LayerTest) {
  const state = units * lanes;
  return {
    source: (steps + lanes) * inputs,
    offsets: lanes,
    w: units * depth * 4,
    wt: Math.max(units, 4 * Math.ceil(inputs / 4)) * 4 * units,
    xh: (steps + 1) * depth * lanes,
    gates: steps * state * 4,
    cell: (steps + 1) * state,
    squashed: steps * state,
    dh: state,
    dc: state,
    dw: units * depth * 4,
    outer: steps * state,
    mean: units * depth * 4,
    square: units * depth * 4,
    x: steps * inputs,
    scratch: depth + 2 * units,
    out: steps * units,
  };
}

/** Name of a block. */
export type Block = keyof ReturnType<typeof blockSizes>;

/** A layer in a memory. */
export interface Layer {
  /** What it is. */
  readonly test: LayerTest;
  /** The kernels that are tried, on the layer's memory. */
  readonly kernels: LstmKernels;
  /** The plain ones, on the same. */
  readonly plain: LstmKernels;
  /** Address of each block, in bytes. */
  readonly at: Readonly<Record<Block, number>>;
  /** A block as it is now, seen and not copied. */
  block(name: Block): Float32Array;
  /** Everything in the memory, blocks and what is between them. */
  readonly all: Float32Array;
}

const ALIGNMENT = 32;
const BETWEEN = 32;

/** A layer in a new memory: the same numbers for the same test, whatever the kernels. */
export function newLayer(test: LayerTest, name: KernelsName): Layer {
  const sizes = blockSizes(test);
  const names = Object.keys(sizes) as Block[];
  const first = new Map<Block, number>();
  let floats = FIRST_ADDRESS / 4;
  for (const block of names) {
    first.set(block, floats);
    floats += ALIGNMENT * Math.ceil(sizes[block] / ALIGNMENT) + BETWEEN;
  }
  const memory = newMemory(4 * floats);
  const all = new Float32Array(memory.buffer);
  const block = (name: Block) => all.subarray(first.get(name), (first.get(name) ?? 0) + sizes[name]);
  const layer = {
    test,
    kernels: kernelsOf(memory, name),
    plain: plainKernels(memory.buffer),
    at: Object.fromEntries(names.map((name) => [name, 4 * (first.get(name) ?? 0)])) as Record<Block, number>,
    block,
    all,
  };
  fill(layer);
  return layer;
}

function fill({ test: { inputs, steps, depth, units, lanes, spread }, block, all }: Layer): void {
  const random = new Random(11, inputs + 100 * units);
  for (let i = FIRST_ADDRESS / 4; i < all.length; i++) all[i] = random.normal();
  block("w").forEach((value, i, w) => w[i] = spread * value);
  block("square").forEach((value, i, square) => square[i] = value * value);
  const offsets = block("offsets");
  const positions = new Int32Array(offsets.buffer, offsets.byteOffset, lanes);
  positions.forEach((_, b) => positions[b] = random.below(lanes) * inputs);
  const xh = block("xh");
  for (let t = 0; t <= steps; t++) {
    const ones = (t * depth + inputs) * lanes;
    xh.fill(1, ones, ones + lanes);
    xh.fill(0, ones + lanes, (t * depth + depth - units) * lanes);
  }
  xh.fill(0, (depth - units) * lanes, depth * lanes);
  block("cell").fill(0, 0, units * lanes);
}
