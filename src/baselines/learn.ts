/**
 * What baselines learn: how often each class came, and what came of it on average.
 *
 * @module
 */

import { checkTrain, CLASSES, type Dataset, type FitOptions, type Model } from "~/core/mod.ts";
import { tableModel } from "./model.ts";
import type { ScoreOf } from "./score_of.ts";
import type { Table } from "./table.ts";
import { thirdsBySession, type Thresholds, thresholdsOf } from "./thirds.ts";

/** Runs a fit: checks the data, learns a table, reports that it is done. `scoreOf` is for tables of a `ranking`. */
export function fitTable(
  train: Dataset,
  options: FitOptions,
  learn: () => Table,
  scoreOf?: ScoreOf,
): Promise<Model> {
  return Promise.try(() => {
    options.signal?.throwIfAborted();
    checkTrain("a baseline", train);
    const model = tableModel(learn(), scoreOf);
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

/**
 * Learns the class frequencies and the mean return of each third of a score within its session.
 *
 * A third without samples says what is usual in all of train.
 *
 * @param score Score of each sample of `train`, finite.
 */
export function learnThirds(
  train: Dataset,
  score: Float64Array,
): Pick<Table, "probabilities" | "expectedReturn"> & { readonly thresholds: Thresholds } {
  const thresholds = thresholdsOf(score);
  const all = tally(train, new Uint8Array(train.nSamples), 1);
  const usual = frequencies(all.counts, UNIFORM);
  const meanReturn = all.returns[0] / train.nSamples;
  const { counts, returns } = tally(train, thirdsBySession(score, train.session, thresholds), 3);
  const probabilities = new Float64Array(counts.length);
  const expectedReturn = returns.map((sum, third) => {
    const begin = third * CLASSES.length;
    const own = counts.subarray(begin, begin + CLASSES.length);
    probabilities.set(frequencies(own, usual), begin);
    const n = own.reduce((a, b) => a + b, 0);
    return n === 0 ? meanReturn : sum / n;
  });
  return { thresholds, probabilities, expectedReturn };
}
