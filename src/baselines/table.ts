/**
 * What every baseline knows: answers by group, one group for all or one for each third of a ranking.
 *
 * @module
 */

import type { Thresholds } from "./thirds.ts";

/** Answers by group. */
export interface Table {
  /** Feature names of the data it was learned from. */
  readonly features: readonly string[];
  /** What is ranked and grouped by; `null` if there is one group and nothing is ranked. */
  readonly ranked: {
    /** Whether scores are a feature or come from elsewhere. */
    readonly kind: "feature" | "ranking";
    /** The feature's or ranking's name. */
    readonly name: string;
    readonly thresholds: Thresholds;
  } | null;
  /** Class probabilities [nGroups, 3]; a 1 says a class outright, without probabilities, and takes one group. */
  readonly probabilities: Float64Array;
  /** Expected return [nGroups], decimal fraction. */
  readonly expectedReturn: Float64Array;
}
