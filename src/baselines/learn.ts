/**
 * What baselines learn: how often each class came, and what came of it on average.
 *
 * @module
 */

import { checkTrain, CLASSES, type Dataset, type FitOptions, type Model } from "~/core/mod.ts";
import { tableModel } from "./model.ts";
import type { Table } from "./table.ts";

/** Runs a fit: checks the data, learns a table, reports that it is done. */
export function fitTable(train: Dataset, options: FitOptions, learn: () => Table): Promise<Model> {
  return Promise.try(() => {
    options.signal?.throwIfAborted();
    checkTrain("a baseline", train);
    const model = tableModel(learn());
    options.onProgress?.(1);
    return model;
  });
}

/** Samples of each class [nGroups, 3] and sums of their returns [nGroups]. */
export interface Tally {
  readonly counts: Float64Array;
  readonly returns: Float64Array;
}

/** Counts classes and adds up returns by group. */
export function tally(train: Dataset, group: Uint8Array, nGroups: number): Tally {
  const counts = new Float64Array(nGroups * CLASSES.length);
  const returns = new Float64Array(nGroups);
  group.forEach((g, i) => {
    counts[g * CLASSES.length + train.y[i]]++;
    returns[g] += train.targetReturn[i];
  });
  return { counts, returns };
}

/**
 * Frequencies of the classes as probabilities, as if three more samples had been seen that were spread like `prior`.
 *
 * What has never happened is then rare, not impossible, so that no baseline is ruined by one event and easily beaten.
 *
 * @see Laplace's rule of succession.
 */
export function frequencies(counts: Float64Array, prior: Float64Array): Float64Array {
  const total = counts.reduce((a, b) => a + b, 0);
  return counts.map((count, k) => (count + CLASSES.length * prior[k]) / (total + CLASSES.length));
}

/** Equal probabilities, the prior of one who knows nothing. */
export const UNIFORM = new Float64Array(CLASSES.length).fill(1 / CLASSES.length);
