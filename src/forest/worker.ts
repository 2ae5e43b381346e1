/**
 * A worker that grows trees: told the training set once, then tree numbers one by one.
 *
 * @module
 */

/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />

import { treeGrower } from "./grow.ts";
import type { TrainingSet } from "./training_set.ts";
import type { Tree } from "./tree.ts";

/** What a worker is told: what to learn from, or which tree to grow. */
export type ToWorker =
  | { readonly set: TrainingSet; readonly votes: Float64Array | null }
  | { readonly number: number };

/** What a worker answers: a tree, or why there is none. */
export type FromWorker =
  | { readonly number: number; readonly tree: Tree }
  | { readonly failure: string };

let grow: ReturnType<typeof treeGrower>;

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  const answer = (message: FromWorker, transfer: Transferable[] = []) => self.postMessage(message, transfer);
  try {
    if ("set" in data) {
      grow = treeGrower(data.set, data.votes);
    } else {
      const tree = grow(data.number);
      const { feature, threshold, right, leafValue, leafReturn, importance } = tree;
      const columns = [feature, threshold, right, leafValue, leafReturn, importance];
      answer({ number: data.number, tree }, columns.map((column) => column.buffer as ArrayBuffer));
    }
  } catch (error) {
    answer({ failure: String(error) });
  }
};
