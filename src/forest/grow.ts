/**
 * Growing trees on binned features.
 *
 * @module
 */

import { Random } from "~/core/mod.ts";
import { drawRows, emptyBag, partRows } from "./bag.ts";
import { type Cut, scoreOf } from "./criterion.ts";
import { giniCriterion } from "./gini.ts";
import { castVotes } from "./out_of_bag.ts";
import { squaredErrorCriterion } from "./squared_error.ts";
import type { TrainingSet } from "./training_set.ts";
import type { Tree } from "./tree.ts";

/** What a grower works on. */
export interface Plantation {
  /** What trees learn from, and how. */
  readonly set: TrainingSet;
  /** Where classification trees add what they say about rows out of their bag [nSamples, 3], if anywhere. */
  readonly votes: Float64Array | null;
}

/** A node to be: its rows in the bag and out of it. */
interface Plot {
  /** The node whose right child it will be; -1 for a left child or the root. */
  readonly parent: number;
  readonly depth: number;
  readonly begin: number;
  readonly end: number;
  readonly outBegin: number;
  readonly outEnd: number;
}

/**
 * Makes a function that grows the trees of a forest by number, one at a time.
 *
 * A tree depends on the training set and its number alone, so it does not matter who grows it and when. Growing takes
 * O(rows * depth * features per split) time; the memory for it is taken once, here.
 */
export function treeGrower({ set, votes }: Plantation): (number: number) => Tree {
  const { nSamples, thresholds, minSamplesLeaf } = set;
  const nFeatures = thresholds.length;
  const columns = thresholds.map((_, j) => set.bins.subarray(j * nSamples, (j + 1) * nSamples));
  const criterion = set.target ? squaredErrorCriterion(set.target) : giniCriterion(set.classWeight);
  const { nValues } = criterion;

  const maxLeaves = Math.max(1, Math.floor(nSamples / minSamplesLeaf));
  const feature = new Int16Array(2 * maxLeaves);
  const threshold = new Float32Array(2 * maxLeaves);
  const right = new Int32Array(2 * maxLeaves);
  const leafValue = new Float32Array(maxLeaves * nValues);
  const leafReturn = new Float32Array(maxLeaves);
  const importance = new Float64Array(nFeatures);

  const bag = emptyBag(nSamples);
  const totals = new Float64Array(4); // of the node at hand: three sums and the weight
  const pool = Uint32Array.from(columns.keys()); // features, those tried in the node at hand in front
  const candidate: Cut = { score: 0, bin: 0 };
  const best = { score: 0, bin: 0, feature: 0 };

  /** Finds the best cut among features drawn for this node; on past the wanted number while all of them are constant. */
  function findCut(random: Random, begin: number, end: number): boolean {
    best.score = -Infinity;
    let nConstant = 0;
    for (let tried = 0; tried < nFeatures && (tried < set.featuresPerSplit || tried === nConstant); tried++) {
      const drawn = tried + random.below(nFeatures - tried);
      const j = pool[drawn];
      pool[drawn] = pool[tried];
      pool[tried] = j;
      if (!criterion.findCut(columns[j], bag, begin, end, totals, minSamplesLeaf, candidate)) {
        nConstant++;
      } else if (candidate.score > best.score) {
        best.score = candidate.score;
        best.bin = candidate.bin;
        best.feature = j;
      }
    }
    return best.score > -Infinity;
  }

  function meanReturn(begin: number, end: number): number {
    let sum = 0, weight = 0;
    for (let i = begin; i < end; i++) {
      const times = bag.codes[i] >>> 2;
      sum += times * set.targetReturn[bag.rows[i]];
      weight += times;
    }
    return sum / weight;
  }

  return (number) => {
    const random = new Random(set.seed, number);
    const nRows = drawRows(bag, set.y, set.nDraws, random);
    pool.forEach((_, j) => pool[j] = j);
    importance.fill(0);
    let nNodes = 0, nLeaves = 0, deepest = 0;
    const plots: Plot[] = [
      { parent: -1, depth: 0, begin: 0, end: nRows, outBegin: nRows, outEnd: votes ? nSamples : nRows },
    ];
    for (let plot = plots.pop(); plot; plot = plots.pop()) {
      const { parent, depth, begin, end, outBegin, outEnd } = plot;
      const node = nNodes++;
      if (parent >= 0) right[parent] = node;
      const isPure = criterion.isPure(bag, begin, end, totals);
      const mayCut = !isPure && depth < set.maxDepth && end - begin >= 2 * minSamplesLeaf;
      if (mayCut && findCut(random, begin, end)) {
        importance[best.feature] += Math.max(0, best.score - scoreOf(totals));
        feature[node] = best.feature;
        threshold[node] = thresholds[best.feature][best.bin];
        const bins = columns[best.feature];
        const middle = partRows(bag, bins, best.bin, begin, end);
        const outMiddle = partRows(bag, bins, best.bin, outBegin, outEnd);
        plots.push({ parent: node, depth: depth + 1, begin: middle, end, outBegin: outMiddle, outEnd });
        plots.push({ parent: -1, depth: depth + 1, begin, end: middle, outBegin, outEnd: outMiddle });
      } else {
        feature[node] = -1;
        threshold[node] = 0;
        right[node] = nLeaves;
        criterion.writeLeaf(totals, leafValue, nLeaves * nValues);
        leafReturn[nLeaves] = meanReturn(begin, end);
        if (votes) castVotes(votes, bag, outBegin, outEnd, totals);
        deepest = Math.max(deepest, depth);
        nLeaves++;
      }
    }
    const total = importance.reduce((a, b) => a + b, 0) || 1;
    return {
      feature: feature.slice(0, nNodes),
      threshold: threshold.slice(0, nNodes),
      right: right.slice(0, nNodes),
      leafValue: leafValue.slice(0, nLeaves * nValues),
      leafReturn: leafReturn.slice(0, nLeaves),
      importance: importance.map((gain) => gain / total),
      depth: deepest,
    };
  };
}
