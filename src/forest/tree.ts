/**
 * Trees as flat arrays, their nodes in preorder: the left child of a node is the next one.
 *
 * @module
 */

import type { OutOfBag } from "./out_of_bag.ts";
import type { ResolvedParams } from "./params.ts";

/** One grown tree. */
export interface Tree {
  /** Feature that each node asks for; -1 marks a leaf. */
  readonly feature: Int16Array;
  /** Values up to and including it go left; 0 in leaves. */
  readonly threshold: Float32Array;
  /** Node of the right child; in a leaf, the number of the leaf. */
  readonly right: Int32Array;
  /** What the leaves answer [nLeaves, nValues]. */
  readonly leafValue: Float32Array;
  /** Mean target return of each leaf's rows. */
  readonly leafReturn: Float32Array;
  /** Decrease of weighted impurity by feature; sums to 1, or to 0 in a tree without a split. */
  readonly importance: Float64Array;
  /** Depth of the deepest leaf. */
  readonly depth: number;
}

/** All trees end to end; node and leaf numbers count through. */
export interface Trees {
  /** Node of each tree's root, and the number of nodes at the end [nTrees + 1]. */
  readonly roots: Int32Array;
  readonly feature: Int16Array;
  readonly threshold: Float32Array;
  readonly right: Int32Array;
  readonly leafValue: Float32Array;
  readonly leafReturn: Float32Array;
}

/** Everything that a fitted forest is, as data. */
export interface Forest {
  readonly criterion: "gini" | "squared_error";
  readonly features: readonly string[];
  /** How it was grown; the number of workers is no part of it. */
  readonly params: Readonly<Omit<ResolvedParams, "workers">>;
  readonly seed: number;
  readonly depth: number;
  readonly importances: Readonly<Record<string, number>>;
  readonly outOfBag: OutOfBag | null;
  readonly trees: Trees;
}

/** Puts trees end to end. */
export function joinTrees(trees: readonly Tree[]): Trees {
  const nNodes = trees.reduce((n, tree) => n + tree.feature.length, 0);
  const nLeaves = trees.reduce((n, tree) => n + tree.leafReturn.length, 0);
  const nValues = trees.reduce((n, tree) => n + tree.leafValue.length, 0);
  const joined: Trees = {
    roots: new Int32Array(trees.length + 1),
    feature: new Int16Array(nNodes),
    threshold: new Float32Array(nNodes),
    right: new Int32Array(nNodes),
    leafValue: new Float32Array(nValues),
    leafReturn: new Float32Array(nLeaves),
  };
  let node = 0, leaf = 0, value = 0;
  trees.forEach((tree, t) => {
    joined.feature.set(tree.feature, node);
    joined.threshold.set(tree.threshold, node);
    joined.right.set(tree.right.map((to, i) => to + (tree.feature[i] < 0 ? leaf : node)), node);
    joined.leafValue.set(tree.leafValue, value);
    joined.leafReturn.set(tree.leafReturn, leaf);
    node += tree.feature.length;
    leaf += tree.leafReturn.length;
    value += tree.leafValue.length;
    joined.roots[t + 1] = node;
  });
  return joined;
}
