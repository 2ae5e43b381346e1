/**
 * What a fit leaves: everything that answers, and an account of how it was learned.
 *
 * @module
 */

import type { LearningCurve } from "~/core/mod.ts";
import type { LstmSettings } from "./params.ts";
import type { ScoreReturns } from "./score_returns.ts";
import type { Scaler } from "./scaler.ts";
import type { NetworkShape } from "./shape.ts";
import type { Weights } from "./weights.ts";

/** A fitted network as data. */
export interface Fitted extends LearningCurve {
  /** Channel names. */
  readonly features: readonly string[];
  /** What it was told. */
  readonly settings: LstmSettings;
  /** Its seed. */
  readonly seed: number;
  /** How its channels are scaled. */
  readonly scaler: Scaler;
  /** Its weights; the action head's biases correct for how samples were drawn and weighted, unless its loss is focal. */
  readonly weights: Weights;
  /** What that correction adds to the logits of sell, hold and buy: without it, the class that is said outright. */
  readonly correction: readonly number[];
  /** What scores brought in training; `null` where the second head says the return itself. */
  readonly scoreReturns: ScoreReturns | null;
  /** What computed. */
  readonly trainedWith: string;
}

/** The shape of a fitted network. */
export function shapeOf({ features, settings }: Pick<Fitted, "features" | "settings">): NetworkShape {
  const { lookback, units, layers, layerNorm } = settings;
  return { inputs: features.length, steps: lookback, units, layers, layerNorm };
}
