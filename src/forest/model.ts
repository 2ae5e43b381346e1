/**
 * Fitted forests.
 *
 * @module
 */

import { type Artifact, checkSamples, CLASSES, type Forecast, type Model, type Samples } from "~/core/mod.ts";
import { readArtifact, toArtifact } from "./artifact.ts";
import type { OutOfBag } from "./out_of_bag.ts";
import type { Forest, Trees } from "./tree.ts";

/** A fitted random forest. */
export interface ForestModel extends Model {
  /** What its cuts were judged by; only `gini` gives probabilities. */
  readonly criterion: "gini" | "squared_error";
  /** Share of each feature in the decrease of impurity, mean over trees; sums to 1, or to 0 if nothing was cut. */
  readonly importances: Readonly<Record<string, number>>;
  /** How it does on rows that trees left out; `null` for regression, and if every tree saw every row. */
  readonly outOfBag: OutOfBag | null;
  /** Number of trees. */
  readonly nTrees: number;
  /** Number of leaves of all trees together. */
  readonly nLeaves: number;
  /** Depth of the deepest leaf, the root being 0. */
  readonly depth: number;
}

/** Makes a model of a forest's data. */
export function modelOf(forest: Forest): ForestModel {
  const { criterion, features, importances, outOfBag, depth, trees } = forest;
  const values = criterion === "gini" ? frequencies(trees.leafValue) : Float64Array.from(trees.leafValue);
  return {
    criterion,
    features,
    importances,
    outOfBag,
    depth,
    nTrees: trees.roots.length - 1,
    nLeaves: trees.leafReturn.length,
    // deno-lint-ignore require-await -- what goes wrong rejects
    async predict(samples: Samples): Promise<Forecast> {
      checkSamples("a forest", features, samples);
      const { answers, returns } = askTrees(trees, values, samples);
      if (criterion === "squared_error") {
        return { probabilities: null, score: answers, expectedReturn: returns };
      }
      const score = Float64Array.from(returns, (_, i) => answers[3 * i + 2] - answers[3 * i]); // P(buy) - P(sell)
      return { probabilities: answers, score, expectedReturn: returns };
    },
    toArtifact: (): Artifact => toArtifact(forest),
  };
}

/**
 * Reads a forest that `toArtifact()` wrote; it answers exactly as the one that was written.
 *
 * @throws {ModelError} If the artifact is damaged or of another format; the message names what was wanted and found.
 */
export function loadForest(artifact: Artifact): ForestModel {
  return modelOf(readArtifact(artifact));
}

/** Means over trees of what the leaves say [nSamples, nValues] and of their returns [nSamples]. */
function askTrees(trees: Trees, values: Float64Array, { nSamples, features, X }: Samples) {
  const { roots, feature, threshold, right, leafReturn } = trees;
  const nTrees = roots.length - 1;
  const nValues = values.length / leafReturn.length;
  const answers = new Float64Array(nSamples * nValues);
  const returns = new Float64Array(nSamples);
  for (let t = 0; t < nTrees; t++) {
    for (let i = 0; i < nSamples; i++) {
      const row = i * features.length;
      let node = roots[t];
      for (let j = feature[node]; j >= 0; j = feature[node]) {
        node = X[row + j] <= threshold[node] ? node + 1 : right[node];
      }
      const leaf = right[node];
      for (let k = 0; k < nValues; k++) answers[i * nValues + k] += values[leaf * nValues + k];
      returns[i] += leafReturn[leaf];
    }
  }
  return { answers: answers.map((sum) => sum / nTrees), returns: returns.map((sum) => sum / nTrees) };
}

/** Class frequencies of each leaf from its weighted counts. */
function frequencies(counts: Float32Array): Float64Array {
  const width = CLASSES.length;
  return Float64Array.from(counts, (count, i) => {
    const leaf = i - i % width;
    return count / (counts[leaf] + counts[leaf + 1] + counts[leaf + 2]);
  });
}
