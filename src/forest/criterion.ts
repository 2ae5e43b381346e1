/**
 * What a cut is judged by.
 *
 * @module
 */

import type { Bag } from "./bag.ts";

/** The best cut of one feature in one node. */
export interface Cut {
  /** What it is worth, comparable within the node; `-Infinity` if no cut leaves enough rows on both sides. */
  score: number;
  /** Bins up to this one go left. */
  bin: number;
}

/**
 * A measure of how well cuts part a node's rows: it alone knows the targets.
 *
 * A side with target sums S and weight W scores |S|^2 / W. For sums by class that is least Gini impurity, for a sum of
 * numbers least squared error; the best cut has the greatest score of both sides together, and of equal ones the first.
 */
export interface Criterion {
  /** Numbers that a leaf answers with. */
  readonly nValues: number;
  /** Puts a node's sums into `totals[0..2]` and its weight into `totals[3]`; tells whether its targets are all alike. */
  isPure(bag: Bag, begin: number, end: number, totals: Float64Array): boolean;
  /**
   * Finds the best cut of a node by one feature that leaves `minRows` on both sides.
   *
   * @param bins The feature's bin of every train row.
   * @param totals What `isPure` said of the node.
   * @returns Whether the feature varies in the node; if not, `best` is left as it was.
   */
  findCut(
    bins: Uint8Array,
    bag: Bag,
    begin: number,
    end: number,
    totals: Float64Array,
    minRows: number,
    best: Cut,
  ): boolean;
  /** Writes a leaf's answer from its totals. */
  writeLeaf(totals: Float64Array, values: Float32Array, offset: number): void;
}

/** The score of a node that is not cut. */
export function scoreOf(totals: Float64Array): number {
  return (totals[0] ** 2 + totals[1] ** 2 + totals[2] ** 2) / totals[3];
}
