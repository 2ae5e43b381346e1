/**
 * Whether a fit sees its train samples alone, and an answer nothing that came later.
 *
 * @module
 */

import {
  type Artifact,
  CLASSES,
  type Dataset,
  type Estimator,
  type Fold,
  type Forecast,
  type Model,
  Random,
  takeSamples,
} from "~/core/mod.ts";
import { walkForward } from "~/evaluation/mod.ts";
import type { Check, Evidence } from "./check.ts";

/** A fold's model and what it said of the fold's test samples. */
export interface Learned {
  /** The fitted model. */
  readonly artifact: Artifact;
  /** Its answers for the test samples, in their order. */
  readonly forecast: Forecast;
}

/** Learns a fold of a dataset: everything from scaling to answering. */
export type Learn = (dataset: Dataset, fold: Fold) => Promise<Learned>;

/** The way that an evaluation learns: an estimator, fitted on a fold's train samples by walking forward. */
export function learnBy(estimator: Estimator, seed: number): Learn {
  return async (dataset, fold) => {
    const models: Model[] = [];
    const recorded: Estimator = {
      name: estimator.name,
      async fit(train, options) {
        const model = await estimator.fit(train, options);
        models.push(model);
        return model;
      },
    };
    const contender = { name: estimator.name, isBaseline: false, estimator: recorded };
    const { entries } = await walkForward(dataset, [fold], [contender], { seed });
    return { artifact: models[0].toArtifact(), forecast: entries[0].forecast };
  };
}

/**
 * Learns a fold again with all but its train and validation samples and the earlier half of its test sessions replaced
 * by noise, and once more with what comes after that half left out: the model must be the same byte for byte, and so
 * must be its answers for that half.
 *
 * @param fold Of a walk forward: what is learned from comes before what is tested on.
 * @param seed Seed of the noise.
 */
export async function checkFit(dataset: Dataset, fold: Fold, learn: Learn, seed: number): Promise<Check> {
  const middle = dataset.session[fold.test[fold.test.length >> 1]];
  const early = fold.test.filter((i) => dataset.session[i] < middle);
  const shortened = early.length === 0 ? fold.test : early;
  const kept = new Set([...fold.train, ...fold.validation, ...shortened]);
  const original = await learn(dataset, fold);
  const spoilt = await learn(withNoise(dataset, (i) => kept.has(i), seed), fold);
  const end = Math.max(...[fold.train, fold.validation, shortened].map((indices) => indices.at(-1) ?? -1)) +
    1;
  const past = takeSamples(dataset, Int32Array.from({ length: end }, (_, i) => i));
  const cut = await learn(past, { ...fold, test: shortened });
  const n = shortened.length;
  const evidence = [
    ...differences("what is not learned from is noise", original, spoilt, n),
    ...differences("what comes later is left out", original, cut, n),
  ];
  return {
    name: "fit",
    outcome: evidence.length === 0 ? "pass" : "leak",
    summary: evidence.length === 0
      ? `the model of ${fold.train.length} samples and its answers for ${n} are the same whatever is in the others`
      : "a model or its answers change with samples that it must not see",
    evidence,
  };
}

function differences(when: string, was: Learned, is: Learned, nAnswers: number): Evidence[] {
  const nChanged = countChanged(was.forecast, is.forecast, nAnswers);
  return [
    ...(isSameArtifact(was.artifact, is.artifact) ? [] : [{ what: "model", when, changes: 1 }]),
    ...(nChanged === 0 ? [] : [{ what: "answers", when, changes: nChanged }]),
  ];
}

function isSameArtifact(a: Artifact, b: Artifact): boolean {
  return a.format === b.format && JSON.stringify(a.header) === JSON.stringify(b.header) &&
    a.data.length === b.data.length && a.data.every((byte, i) => byte === b.data[i]);
}

/** How many of the first answers differ in any part. */
function countChanged(a: Forecast, b: Forecast, nAnswers: number): number {
  const width = CLASSES.length;
  let nChanged = 0;
  for (let i = 0; i < nAnswers; i++) {
    const isSame = a.score[i] === b.score[i] && a.classes?.[i] === b.classes?.[i] &&
      a.expectedReturn?.[i] === b.expectedReturn?.[i] &&
      CLASSES.every((_, k) => a.probabilities?.[i * width + k] === b.probabilities?.[i * width + k]);
    if (!isSame) nChanged++;
  }
  return nChanged;
}

/** The dataset with features, returns and labels of some samples replaced by what never was. */
function withNoise(dataset: Dataset, isKept: (i: number) => boolean, seed: number): Dataset {
  const random = new Random(seed);
  const width = dataset.features.length;
  const [X, y] = [dataset.X.slice(), dataset.y.slice()];
  const targetReturn = dataset.targetReturn.slice();
  for (let i = 0; i < dataset.nSamples; i++) {
    if (isKept(i)) continue;
    for (let k = i * width; k < (i + 1) * width; k++) X[k] = 10 * (1 + Math.abs(X[k])) * random.normal();
    y[i] = random.below(CLASSES.length);
    targetReturn[i] = random.normal();
  }
  return { ...dataset, X, y, targetReturn, ...noisyHistory(dataset, isKept, random) };
}

/** A history whose rows are noise, but for those in the sequences of samples that are kept. */
function noisyHistory(
  { history, features, nSamples }: Dataset,
  isKept: (i: number) => boolean,
  random: Random,
) {
  if (history === undefined) return {};
  const { lookback, row } = history;
  const rows = history.rows.slice();
  const isSeen = new Uint8Array(rows.length / features.length);
  for (let i = 0; i < nSamples; i++) {
    if (isKept(i)) isSeen.fill(1, row[i] - lookback + 1, row[i] + 1);
  }
  for (let k = 0; k < rows.length; k++) {
    if (isSeen[Math.floor(k / features.length)] === 0) {
      rows[k] = 10 * (1 + Math.abs(rows[k])) * random.normal();
    }
  }
  return { history: { ...history, rows } };
}
