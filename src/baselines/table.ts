/**
 * What every baseline knows: answers by group, one group for all or one for each third of a feature.
 *
 * @module
 */

import type { Thresholds } from "./thirds.ts";

/** Answers by group. */
export interface Table {
  /** Feature names of the data it was learned from. */
  readonly features: readonly string[];
  /** What is ranked and grouped by; `null` if there is one group and nothing is ranked. */
  readonly ranked: { readonly feature: string; readonly thresholds: Thresholds } | null;
  /** Class probabilities [nGroups, 3]; a 1 says a class outright, without probabilities, and takes one group. */
  readonly probabilities: Float64Array;
  /** Expected return [nGroups], decimal fraction. */
  readonly expectedReturn: Float64Array;
}
