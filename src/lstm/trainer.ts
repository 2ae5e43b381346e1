/**
 * What trains a network, seen from the loop that does: whatever computes behind it.
 *
 * @module
 */

import type { Weights } from "./weights.ts";

/** Samples of a step. */
export interface Batch {
  /** Each sample's own row among the trainer's rows; its sequence ends there. */
  readonly row: Int32Array;
  /** Class codes. */
  readonly y: Uint8Array;
  /** What the second head should say. */
  readonly target: Float32Array;
  /** Weights of the samples. @default {1 each} */
  readonly weight?: Float32Array | undefined;
}

/** What a step is told. */
export interface StepSettings {
  /** Number of the step, from 1. */
  readonly step: number;
  /** Learning rate. */
  readonly rate: number;
  /** Greatest norm of the gradient. */
  readonly clipNorm: number;
  /** Weight decay. */
  readonly weightDecay: number;
  /** Whether weights shrink apart from the gradient. */
  readonly decoupledDecay: boolean;
}

/** Adam's memory of gradients. */
export interface Moments {
  /** Running mean. */
  readonly mean: Weights;
  /** Running mean of squares. */
  readonly square: Weights;
}

/** Trains one network on rows that it was given. */
export interface Trainer {
  /** What computes, for example `wasm`. */
  readonly name: string;
  /**
   * One step: forward with dropout, back through time, gradient shortened, Adam.
   *
   * @returns The batch's loss before the step; not finite where learning has gone astray.
   */
  learn(batch: Batch, step: StepSettings): number | Promise<number>;
  /** Sum of the weighted losses of samples, without dropout. */
  loss(samples: Batch): number | Promise<number>;
  /** Outputs [n, 4] of samples: the logits of sell, hold and buy, and the rank or return. */
  answer(row: Int32Array): Float32Array | Promise<Float32Array>;
  /** The weights as they are. */
  weights(): Weights | Promise<Weights>;
  /** Adam's moments as they are. */
  moments(): Moments | Promise<Moments>;
  /** Takes weights, and moments if there are any; without, they are 0. */
  restore(weights: Weights, moments?: Moments): void | Promise<void>;
  /** Lets go of threads and memory. */
  close(): void;
}
