/**
 * Whether a label is a function of its own inputs.
 *
 * @module
 */

import { CLASSES, type Dataset, type Fold, takeSamples } from "~/core/mod.ts";
import { classificationScores, predictedClasses } from "~/evaluation/mod.ts";
import { forestClassifier } from "~/forest/mod.ts";
import type { Check } from "./check.ts";

/**
 * Mean recall of the classes, and share of the classes' uncertainty that is explained, from which on a label is taken for
 * a rule over its inputs. What comes of prices is nowhere near: on B3's terciles 0.41 and 0.02.
 */
const DETERMINED = { balancedAccuracy: 0.75, explained: 0.5 };

/** Samples of each block that are looked at, at most; sessions are thinned out. */
const MOST_SAMPLES = 40_000;

/** A rule of a few comparisons is found by a few deep trees that see all features. */
const FOREST = { nEstimators: 10, maxDepth: 12, minSamplesLeaf: 1, maxFeatures: 1, maxSamples: 1 } as const;

/** Features named as those that give the label away. */
const N_NAMED = 5;

/**
 * Learns the label of a train block from its own rows and answers for the later block: where that is nearly always
 * right, the label is a rule over its inputs and says nothing of the future. Flagged, for it is no look ahead; a score on
 * such a label measures how well a rule was learned. A rule over the next bar's indicators passes: they cannot be had from
 * the row, however little they move in a session.
 *
 * @param fold Train and a later test block.
 * @param seed Seed of the trees.
 * @param workers Threads that grow them.
 */
export async function checkLabel(dataset: Dataset, fold: Fold, seed: number, workers = 1): Promise<Check> {
  const name = "label from inputs";
  const train = takeSamples(dataset, thinned(dataset, fold.train));
  const test = takeSamples(dataset, thinned(dataset, fold.test));
  const entropy = entropyOf(test.y);
  if (new Set(train.y).size < 2 || entropy === 0) {
    return { name, outcome: "skipped", summary: "the labels are of one class alone", evidence: [] };
  }
  const model = await forestClassifier({ ...FOREST, workers }).fit(train, { seed });
  const forecast = await model.predict(test);
  const { balancedAccuracy, logLoss } = classificationScores(
    test.y,
    predictedClasses(forecast, test.session),
    forecast.probabilities,
  );
  const explained = logLoss === null ? 0 : 1 - logLoss / entropy;
  const isDetermined = balancedAccuracy >= DETERMINED.balancedAccuracy || explained >= DETERMINED.explained;
  const figures =
    `trees that learned ${train.nSamples} samples give ${test.nSamples} later ones a mean recall of ${
      balancedAccuracy.toFixed(2)
    } and explain ${(100 * Math.max(0, explained)).toFixed(0)} % of their classes`;
  const named = Object.entries(model.importances).sort(([, a], [, b]) => b - a).slice(0, N_NAMED)
    .map(([feature, importance]) => ({ feature, importance }));
  return {
    name,
    outcome: isDetermined ? "flagged" : "pass",
    summary: isDetermined
      ? `the label is a function of its own inputs (${
        named.slice(0, 3).map(({ feature }) => feature).join(", ")
      }, …) ` +
        `and says nothing of the future: ${figures}`
      : `the label is no function of its own inputs: ${figures}`,
    evidence: isDetermined ? named : [],
  };
}

/** Samples of every k-th session, so that there are not too many. */
function thinned({ session }: Dataset, indices: Int32Array): Int32Array {
  const step = Math.ceil(indices.length / MOST_SAMPLES);
  const position = new Map([...new Set(indices.map((i) => session[i]))].map((day, k) => [day, k]));
  return indices.filter((i) => (position.get(session[i]) ?? 0) % step === 0);
}

/** Log-loss of saying a block's own class frequencies, nats. */
function entropyOf(y: Uint8Array): number {
  return CLASSES.reduce((sum, _, k) => {
    const share = y.reduce((n, code) => n + (code === k ? 1 : 0), 0) / y.length;
    return share === 0 ? sum : sum - share * Math.log(share);
  }, 0);
}
