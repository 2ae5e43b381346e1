/**
 * How the folds of an evaluation were cut: plain data, ready for a table or JSON.
 *
 * @module
 */

import type { Session } from "~/core/mod.ts";

/** A run of sessions and the samples in it. */
export interface SampleRange {
  /** Decision session of the first sample. */
  readonly firstSession: Session;
  /** Decision session of the last sample. */
  readonly lastSession: Session;
  /** Samples from the first to the last. */
  readonly nSamples: number;
}

/** One fold as it was cut. */
export interface FoldRanges {
  /** What the model learned from. */
  readonly train: SampleRange;
  /** What choices were made on; `null` when nothing was chosen. */
  readonly validation: SampleRange | null;
  /** What it was tested on. */
  readonly test: SampleRange;
}
