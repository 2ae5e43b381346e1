/**
 * The answer to "what about this share?".
 *
 * @module
 */

import type { Label } from "./dataset.ts";

/** Class probabilities by name; they sum to 1. */
export type Probabilities = Readonly<Record<Label, number>>;

/** One ticker's prediction with everything needed to judge it. */
export interface Prediction {
  /** Trading code. */
  readonly ticker: string;
  /** The most probable class. */
  readonly label: Label;
  /** How probable each class is. */
  readonly probabilities: Probabilities;
  /** Expected return over the horizon, decimal fraction; `null` if the model gives none. */
  readonly expectedReturn: number | null;
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
