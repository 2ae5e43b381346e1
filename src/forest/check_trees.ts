/**
 * What trees from outside must be before they are walked.
 *
 * @module
 */

import { CLASSES, ModelError } from "~/core/mod.ts";
import type { Trees } from "./tree.ts";

/**
 * Demands that the arrays fit together, hold finite numbers, and that every tree is one, whole and in preorder: then
 * every walk from a root ends in a leaf.
 *
 * @param nValues Numbers in a leaf: 3 class counts, or 1.
 * @throws {ModelError} Otherwise, naming the first thing that is wrong.
 */
export function checkTrees(trees: Trees, nFeatures: number, nValues: number): void {
  checkLeaves(trees, nValues);
  checkNodes(trees, nFeatures);
  checkShape(trees);
}

/** A damaged artifact, as an error. */
export function damaged(why: string): ModelError {
  return new ModelError(`Cannot load a forest: ${why}`);
}

function checkLeaves({ leafValue, leafReturn }: Trees, nValues: number): void {
  const nLeaves = leafReturn.length;
  if (leafValue.length !== nLeaves * nValues) {
    throw damaged(`${nLeaves} leaves need ${nLeaves * nValues} values, found ${leafValue.length}`);
  }
  if (!leafValue.every(Number.isFinite) || !leafReturn.every(Number.isFinite)) {
    throw damaged("a leaf is not finite");
  }
  if (nValues !== CLASSES.length) return;
  for (let leaf = 0; leaf < nLeaves; leaf++) {
    const [sell, hold, buy] = [leafValue[leaf * 3], leafValue[leaf * 3 + 1], leafValue[leaf * 3 + 2]];
    const holdsRows = sell >= 0 && hold >= 0 && buy >= 0 && sell + hold + buy > 0;
    if (!holdsRows) throw damaged(`leaf ${leaf} holds no rows`);
  }
}

function checkNodes({ feature, threshold, right, leafReturn }: Trees, nFeatures: number): void {
  const nNodes = feature.length;
  if (threshold.length !== nNodes || right.length !== nNodes) {
    throw damaged("its node arrays differ in length");
  }
  if (!threshold.every(Number.isFinite)) throw damaged("a threshold is not finite");
  let nLeaves = 0;
  for (let node = 0; node < nNodes; node++) {
    const j = feature[node];
    if (j < -1 || j >= nFeatures) throw damaged(`node ${node} asks for feature ${j} of ${nFeatures}`);
    if (j === -1 && right[node] !== nLeaves++) throw damaged(`node ${node} is not the next leaf`);
  }
  if (nLeaves !== leafReturn.length) {
    throw damaged(`${leafReturn.length} leaves are wanted, found ${nLeaves}`);
  }
}

function checkShape({ roots, feature, right }: Trees): void {
  const nNodes = feature.length;
  const ends = new Int32Array(nNodes + 1); // where the subtree of each node ends
  for (let node = nNodes - 1; node >= 0; node--) {
    if (feature[node] === -1) {
      ends[node] = node + 1;
      continue;
    }
    const isNext = right[node] > node && right[node] < nNodes && right[node] === ends[node + 1];
    if (!isNext) throw damaged(`the right child of node ${node} does not follow its left side`);
    ends[node] = ends[right[node]];
  }
  if (roots[0] !== 0 || roots[roots.length - 1] !== nNodes) {
    throw damaged(`its trees do not cover ${nNodes} nodes`);
  }
  for (let t = 0; t + 1 < roots.length; t++) {
    const isWhole = roots[t] >= 0 && roots[t] < nNodes && ends[roots[t]] === roots[t + 1];
    if (!isWhole) throw damaged(`tree ${t} is not whole`);
  }
}
