/**
 * Random forests that classify or rank shares.
 *
 * @module
 */

import {
  checkTrain,
  CLASSES,
  type Dataset,
  type Estimator,
  type FitOptions,
  rankTarget,
} from "~/core/mod.ts";
import { onSharedMemory } from "~/crew/mod.ts";
import { binFeatures } from "./binning.ts";
import { growTrees } from "./crew.ts";
import { type ForestModel, modelOf } from "./model.ts";
import { scoreVotes } from "./out_of_bag.ts";
import { featuresPerSplit, type ForestParams, type ResolvedParams, resolveParams } from "./params.ts";
import { joinTrees, type Tree } from "./tree.ts";

/**
 * A random forest of classification trees: probabilities, their difference P(buy) - P(sell) as the score, and the
 * expected return, all from one set of leaves.
 *
 * Trees are grown on histograms of at most 255 bins a feature (Gini impurity, features drawn anew for each split, rows
 * by bootstrap). A leaf knows its rows' class frequencies and mean return; the forest answers with the mean over trees.
 *
 * @throws {RangeError} If a parameter is out of its range.
 * @see Breiman, L. (2001), "Random Forests", Machine Learning 45(1).
 *
 * @example Two shares over forty sessions; the first feature tells which one wins
 * ```ts
 * import assert from "node:assert/strict";
 * const samples = Array.from({ length: 80 }, (_, i) => i);
 * const train = {
 *   nSamples: 80,
 *   features: ["momentum"],
 *   X: Float32Array.from(samples, (i) => i % 2 + i / 100),
 *   tickers: ["PETR4", "VALE3"],
 *   ticker: Int32Array.from(samples, (i) => i % 2),
 *   session: Int32Array.from(samples, (i) => 19000 + Math.floor(i / 2)),
 *   y: Uint8Array.from(samples, (i) => i % 2 * 2),
 *   targetReturn: Float64Array.from(samples, (i) => i % 2 ? 0.01 : -0.01),
 *   labelEnd: Int32Array.from(samples, (i) => 19006 + Math.floor(i / 2)),
 * };
 * const model = await forestClassifier({ nEstimators: 10, minSamplesLeaf: 5 }).fit(train, { seed: 1 });
 * const { score } = await model.predict(train);
 * assert.ok(score[78] < 0 && score[79] > 0);
 * ```
 */
export function forestClassifier(params: ForestParams = {}): Estimator<ForestModel> {
  const resolved = resolveParams(params);
  return { name: "forest_classifier", fit: (train, options) => fit("gini", resolved, train, options) };
}

/**
 * A random forest of regression trees that ranks the shares of a session; it gives no probabilities.
 *
 * It learns `rankTarget`, not the return itself: whole sessions rise and fall together and a few returns are
 * huge, neither of which tells which share does better. The score is the predicted rank, about -0.5 to 0.5.
 *
 * @throws {RangeError} If a parameter is out of its range.
 */
export function forestRegressor(params: Omit<ForestParams, "classWeight"> = {}): Estimator<ForestModel> {
  const resolved = resolveParams(params);
  return {
    name: "forest_regressor",
    fit: (train, options) => fit("squared_error", resolved, train, options),
  };
}

async function fit(
  criterion: "gini" | "squared_error",
  params: ResolvedParams,
  train: Dataset,
  { seed, ...options }: FitOptions,
): Promise<ForestModel> {
  options.signal?.throwIfAborted();
  checkTrain("a forest", train);
  const { nSamples, features, session } = train;
  const { bins, thresholds } = binFeatures(train.X, features.length, params.nBins);
  const set = {
    nSamples,
    bins,
    thresholds,
    y: onSharedMemory(train.y),
    targetReturn: onSharedMemory(train.targetReturn),
    target: criterion === "gini" ? null : onSharedMemory(rankTarget(session, train.targetReturn)),
    classWeight: weighClasses(params.classWeight, train.y),
    seed,
    maxDepth: params.maxDepth ?? Infinity,
    minSamplesLeaf: params.minSamplesLeaf,
    featuresPerSplit: featuresPerSplit(params.maxFeatures, features.length),
    nDraws: params.bootstrap ? Math.max(1, Math.round(params.maxSamples * nSamples)) : null,
  };
  const { trees, votes } = await growTrees(set, params.nEstimators, params.workers, options);
  const { workers: _, ...kept } = params;
  return modelOf({
    criterion,
    features: [...features],
    params: kept,
    seed,
    depth: Math.max(...trees.map((tree) => tree.depth)),
    importances: meanImportances(features, trees),
    outOfBag: scoreVotes(votes, train.y),
    trees: joinTrees(trees),
  });
}

function weighClasses(classWeight: ResolvedParams["classWeight"], y: Uint8Array): number[] {
  if (classWeight !== "balanced") return CLASSES.map((label) => classWeight?.[label] ?? 1);
  const counts = CLASSES.map((_, k) => y.reduce((n, code) => n + Number(code === k), 0));
  const nPresent = counts.filter((n) => n > 0).length;
  return counts.map((n) => n > 0 ? y.length / (nPresent * n) : 1);
}

function meanImportances(features: readonly string[], trees: readonly Tree[]): Record<string, number> {
  const sums = features.map((_, j) => trees.reduce((sum, tree) => sum + tree.importance[j], 0));
  const total = sums.reduce((a, b) => a + b, 0) || 1;
  return Object.fromEntries(features.map((name, j) => [name, sums[j] / total]));
}
