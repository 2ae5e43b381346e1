/**
 * The one flat memory that a network learns or answers in: what lies where, and how much it takes.
 *
 * @module
 */

import { ModelError } from "~/core/mod.ts";
import { FIRST_ADDRESS } from "./kernels/kernels.ts";
import { BLOCK_FLOATS, type NetworkShape, OUTPUTS, type Packing, packingOf, roundUp } from "./shape.ts";

/** Samples that kernels work on side by side: a chunk. */
export const CHUNK = 64;

/** What a memory must hold. */
export interface MemoryNeeds {
  /** The network. */
  readonly shape: NetworkShape;
  /** Feature rows that sequences are taken from. */
  readonly nRows: number;
  /** Chunks of the largest batch. */
  readonly nChunks: number;
  /** Threads that work on chunks at the same time. */
  readonly nThreads: number;
  /** Whether it learns, or only answers. */
  readonly learns: boolean;
}

/** Addresses of a chunk's blocks, in bytes. */
export interface ChunkBlocks {
  /** [CHUNK] int32: the first float of each sample's sequence, from the beginning of the rows. */
  readonly offsets: number;
  /** [CHUNK] int32: class codes. */
  readonly classes: number;
  /** [CHUNK] floats: what the second head should say. */
  readonly targets: number;
  /** [CHUNK] floats: weights of the samples, 0 where there is none. */
  readonly weights: number;
  /** [OUTPUTS, CHUNK] floats: what the network says. */
  readonly outputs: number;
  /** [1] float64: sum of weighted losses. */
  readonly loss: number;
  /** Gradient of the chunk's loss, as the weights are packed. */
  readonly gradient: number;
}

/** Addresses of what a layer leaves behind as it goes through a chunk; see the kernels' table. */
export interface LayerBlocks {
  readonly xh: number;
  readonly gates: number;
  readonly cell: number;
  readonly squashed: number;
  /** [steps, units, CHUNK] gradients from the layer above; 0 for the top layer. */
  readonly outer: number;
}

/** Addresses of a thread's own blocks. */
export interface ThreadBlocks {
  /** Lowest layer first. */
  readonly layers: readonly LayerBlocks[];
  /** [units, CHUNK] gradient of a hidden state. */
  readonly dHidden: number;
  /** [units, CHUNK] gradient of a cell state. */
  readonly dCell: number;
  /** [headDepth, CHUNK] what the heads multiply. */
  readonly headInput: number;
  /** [units, CHUNK] what dropout multiplies by. */
  readonly mask: number;
  /** [units, CHUNK] normalized hidden state before gains and offsets. */
  readonly normalized: number;
  /** What a single sample's step multiplies, and its cell and hidden state. */
  readonly single: number;
  /** [steps, units] a single sample's hidden states, of each layer. */
  readonly states: readonly number[];
}

/** Addresses of all blocks of a memory, in bytes. */
export interface MemoryMap {
  /** What it was made for. */
  readonly needs: MemoryNeeds;
  /** Where each weight lies within a block of weights. */
  readonly packing: Packing;
  /** The weights. */
  readonly weights: number;
  /** Gradient of a step. */
  readonly gradient: number;
  /** Adam's first moments. */
  readonly mean: number;
  /** Adam's second moments. */
  readonly square: number;
  /** Weights turned round, for gradients: of each layer's hidden state, of its inputs, and of the heads. */
  readonly turned: {
    readonly recurrent: readonly number[];
    readonly inputs: readonly number[];
    readonly head: number;
  };
  /** Feature rows [nRows, inputs]. */
  readonly rows: number;
  /** Two float64 that a round is told: the number of the step, and the sum of the weights of its samples. */
  readonly round: number;
  /** Blocks of each chunk. */
  readonly chunks: readonly ChunkBlocks[];
  /** Blocks of each thread. */
  readonly threads: readonly ThreadBlocks[];
  /** Bytes in all. */
  readonly bytes: number;
}

/** What 32-bit addresses reach. */
const MOST_BYTES = 2 ** 32;

/**
 * Lays out a memory.
 *
 * @throws {ModelError} If it would be larger than addresses reach; the message says what takes the room and what helps.
 */
export function memoryMap(needs: MemoryNeeds): MemoryMap {
  const { shape: { inputs, steps, layers }, nRows, nChunks, nThreads, learns } = needs;
  const packing = packingOf(needs.shape);
  const { units, headDepth } = packing;
  let bytes = FIRST_ADDRESS;
  const take = (floats: number) => {
    const first = bytes;
    bytes += roundUp(floats, BLOCK_FLOATS) * 4;
    return first;
  };
  const ifLearning = (floats: number) => take(learns ? floats : 0);
  const saved = learns ? steps : 1;
  const forLayers = <T>(make: (layer: number) => T) => Array.from({ length: layers }, (_, l) => make(l));
  const map: Omit<MemoryMap, "bytes"> = {
    needs,
    packing,
    weights: take(packing.length),
    gradient: ifLearning(packing.length),
    mean: ifLearning(packing.length),
    square: ifLearning(packing.length),
    turned: {
      recurrent: forLayers(() => ifLearning(units * 4 * units)),
      inputs: forLayers((l) => ifLearning(roundUp(packing.layers[l].inputs, 4) * 4 * units)),
      head: ifLearning(units * OUTPUTS),
    },
    rows: take(nRows * inputs),
    round: take(4),
    chunks: Array.from({ length: nChunks }, () => ({
      offsets: take(CHUNK),
      classes: take(CHUNK),
      targets: take(CHUNK),
      weights: take(CHUNK),
      outputs: take(OUTPUTS * CHUNK),
      loss: take(2),
      gradient: ifLearning(packing.length),
    })),
    threads: Array.from({ length: nThreads }, () => ({
      layers: forLayers((l) => ({
        xh: take((steps + 1) * packing.layers[l].depth * CHUNK),
        gates: take(saved * units * 4 * CHUNK),
        cell: take((saved + 1) * units * CHUNK),
        squashed: take(saved * units * CHUNK),
        outer: learns && l < layers - 1 ? take(steps * units * CHUNK) : 0,
      })),
      dHidden: take(units * CHUNK),
      dCell: take(units * CHUNK),
      headInput: take(headDepth * CHUNK),
      mask: take(units * CHUNK),
      normalized: take(units * CHUNK),
      single: take(Math.max(...packing.layers.map(({ depth }) => depth)) + 2 * units),
      states: forLayers(() => take(steps * units)),
    })),
  };
  if (bytes <= MOST_BYTES) return { ...map, bytes };
  const gib = (n: number) => `${(n / 2 ** 30).toFixed(1)} GiB`;
  throw new ModelError(
    `Cannot fit an LSTM: it would take ${gib(bytes)} of memory, at most ${
      gib(MOST_BYTES)
    } can be addressed; ` +
      `${nRows} rows of ${inputs} channels take ${gib(nRows * inputs * 4)} of it: ` +
      "learn from fewer channels or tickers, or make batch, units or lookback smaller",
  );
}
