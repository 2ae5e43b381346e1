/**
 * The answer to "what about this share?".
 *
 * @module
 */

import type { Label } from "./dataset.ts";

/** Class probabilities by name; they sum to 1. */
export type Probabilities = Readonly<Record<Label, number>>;

/** A range that holds the return as often as its level says. */
export interface ReturnInterval {
  /** Share of cases in which it does, such as 0.9. */
  readonly level: number;
  /** Lower end of the return over the horizon, decimal fraction. */
  readonly low: number;
  /** Upper end. */
  readonly high: number;
}

/** How sure an answer is. */
export interface Certainty {
  /** Intervals of the return, around 0: no model is known to narrow them. Empty where the share's volatility is not known. */
  readonly intervals: readonly ReturnInterval[];
  /** Classes that cannot be ruled out, so that the true one is among them in `level` of the cases. */
  readonly classSet: { readonly level: number; readonly classes: readonly Label[] };
  /** Whether the row is unlike those that the model learned from. */
  readonly isOutsideDomain: boolean;
  /** The features that are furthest off; empty inside the domain. */
  readonly extremes: readonly string[];
  /** `do not act` where no class or all of them are possible, or the row is outside the domain. */
  readonly advice: "act" | "do not act";
}

/** One ticker's prediction with everything needed to judge it. */
export interface Prediction {
  /** Trading code. */
  readonly ticker: string;
  /** The class that the model says outright; the most probable one where it says none. */
  readonly label: Label;
  /** How probable each class is. */
  readonly probabilities: Probabilities;
  /** Expected return over the horizon, decimal fraction; `null` if the model gives none. */
  readonly expectedReturn: number | null;
  /**
   * The close that the expected return makes of the last one, BRL as published; `null` if the model does not claim to know
   * prices. `lastClose` is what doing nothing says.
   */
  readonly expectedPrice: number | null;
  /** How sure that is; `null` for a version that does not know. */
  readonly certainty: Certainty | null;
  /** What one would say without a model: the class frequencies in the training data. */
  readonly baseline: Probabilities;
  /** Session whose close the answer is based on, `YYYY-MM-DD`. */
  readonly dataDate: string;
  /** Close of that session as published, BRL. */
  readonly lastClose: number;
  /** Sessions from entry (next open) to exit. */
  readonly horizon: number;
  /** `name@version` of the model. */
  readonly model: string;
  /** Last session that the model learned from, `YYYY-MM-DD`. */
  readonly trainedThrough: string;
  /** What the model's evaluation concluded: whether it beats its baselines. */
  readonly verdict: string;
  /** Why to be careful with this answer, in sentences; empty if nothing is odd. */
  readonly warnings: readonly string[];
}
