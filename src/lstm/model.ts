/**
 * Fitted LSTMs, seen from outside.
 *
 * @module
 */

import type { Epoch, Model, Samples } from "~/core/mod.ts";
import type { LstmSettings } from "./params.ts";

/** What each channel of each session contributed to the scores of samples. */
export interface Attribution {
  /** Contributions [nSamples, lookback, nFeatures], oldest session first: they add up to `score - baseline`. */
  readonly value: Float64Array;
  /** Scores of the samples [nSamples], of the network before any calibration. */
  readonly score: Float64Array;
  /** Score of a sequence whose every channel is at its training mean. */
  readonly baseline: number;
}

/** A fitted LSTM. */
export interface LstmModel extends Model {
  /** What it was told. */
  readonly settings: LstmSettings;
  /** Sessions in its sequences. */
  readonly lookback: number;
  /** How learning went, epoch by epoch. */
  readonly epochs: readonly Epoch[];
  /** The epoch whose weights it has. */
  readonly bestEpoch: number;
  /** Weights in all. */
  readonly nWeights: number;
  /** What it was trained with, for example `wasm`. */
  readonly trainedWith: string;
  /**
   * Explains scores by integrated gradients along the straight path from the training means to the sequence.
   *
   * @throws {ModelError} See `predict`.
   * @see Sundararajan, Taly and Yan (2017), "Axiomatic Attribution for Deep Networks".
   */
  attribute(samples: Samples): Promise<Attribution>;
}
