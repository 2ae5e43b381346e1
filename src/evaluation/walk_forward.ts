/**
 * Out-of-sample forecasts by walking forward.
 *
 * @module
 */

import {
  type Checkpoint,
  type Dataset,
  type Estimator,
  type Fold,
  type Forecast,
  type LearningCurve,
  takeSamples,
} from "~/core/mod.ts";
import type { Entry } from "./leaderboard.ts";
import { mean } from "./mean.ts";
import type { TrainReturns } from "./regression.ts";

/** An estimator that takes part in a walk-forward evaluation. */
export interface Contender {
  /** What its row is called. */
  readonly name: string;
  /** Whether it is one of the answers that needs no learning worth the name. */
  readonly isBaseline: boolean;
  /** The recipe that each fold fits anew. */
  readonly estimator: Estimator;
}

/** How to walk. */
export interface WalkForwardOptions {
  /** Seed of every fit. */
  readonly seed: number;
  /** Stops the walk; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called with the share done, 0 to 1, and what is being fitted, with the fit's own words if it has any. */
  readonly onProgress?: (done: number, what: string) => void;
  /** Told what a fit has to say that does no harm to the result. */
  readonly onWarning?: (message: string) => void;
  /** Folds that are worked on at a time; the answers are the same. @default {1} */
  readonly foldsAtOnce?: number;
  /** Recalls the answers of an earlier walk instead of computing them, or computes and keeps them. @default {computes} */
  readonly recall?: Recall;
}

/** A fold's answers. */
export interface FoldAnswers extends Forecast {
  /** How the model that gave them learned; of one that learned in one go nothing. */
  readonly learning?: LearningCurve;
}

/**
 * Answers by fold, contender and seed: those that were kept, or else computed and kept now, with a place for a fit to
 * leave what it has.
 */
export type Recall = (
  of: { readonly fold: Fold; readonly contender: string; readonly seed: number },
  compute: (checkpoint?: Checkpoint) => Promise<FoldAnswers>,
) => Promise<FoldAnswers>;

/** What every contender said of the test samples of all folds. */
export interface WalkForward {
  /** The test samples, oldest first; none of them was in the train block of the model that answered for it. */
  readonly test: Dataset;
  /** The contenders' answers for them, in the order given. */
  readonly entries: readonly Entry[];
  /** How the contenders' models learned, fold by fold; of those that learn in one go there is nothing. */
  readonly learning: readonly (readonly LearningCurve[])[];
  /** Where each test sample stands in the dataset that was walked, for columns kept beside it. */
  readonly indices: Int32Array;
  /** What returns were like in the train block of the fold that each test sample belongs to. */
  readonly trainReturns: TrainReturns;
}

/**
 * Fits every contender on each fold's train block, with the validation block to look at if the fold has one, and asks it
 * for the test block.
 *
 * @param folds Folds in time order whose test blocks do not overlap.
 * @throws {ModelError} If a fit refuses its data.
 */
export async function walkForward(
  dataset: Dataset,
  folds: readonly Fold[],
  contenders: readonly Contender[],
  options: WalkForwardOptions,
): Promise<WalkForward> {
  const { seed, onProgress = () => {}, foldsAtOnce = 1, recall = (_, compute) => compute() } = options;
  const failed = new AbortController();
  const signal = AbortSignal.any([failed.signal, ...(options.signal ? [options.signal] : [])]);
  const answers: FoldAnswers[][] = contenders.map(() => []);
  const done = new Float64Array(folds.length * contenders.length);
  const walkFold = async (f: number) => {
    const fold = folds[f];
    const [train, test] = [takeSamples(dataset, fold.train), takeSamples(dataset, fold.test)];
    const validation = fold.validation.length === 0 ? null : takeSamples(dataset, fold.validation);
    for (const [c, { name, estimator }] of contenders.entries()) {
      signal.throwIfAborted();
      const report = (share: number, detail?: string) => {
        done[f * contenders.length + c] = share;
        const sum = done.reduce((a, b) => a + b, 0);
        const what = `${name}, fold ${f + 1} of ${folds.length}`;
        onProgress(sum / done.length, detail === undefined ? what : `${what}, ${detail}`);
      };
      answers[c][f] = await recall({ fold, contender: name, seed }, async (checkpoint) => {
        const model = await estimator.fit(train, {
          seed,
          onProgress: report,
          signal,
          ...(validation && { validation }),
          ...(checkpoint && { checkpoint }),
          ...(options.onWarning && { onWarning: options.onWarning }),
        });
        const { epochs, bestEpoch } = model;
        const forecast = await model.predict(test);
        return epochs === undefined || bestEpoch === undefined
          ? forecast
          : { ...forecast, learning: { epochs, bestEpoch } };
      });
      report(1);
    }
  };
  let next = 0;
  const walkOn = async () => {
    while (next < folds.length) await walkFold(next++);
  };
  try {
    await Promise.all(Array.from({ length: Math.min(foldsAtOnce, folds.length) }, walkOn));
  } catch (error) {
    failed.abort(error); // the folds beside it need not go on
    throw error;
  }
  const indices = Int32Array.from(folds.flatMap((fold) => [...fold.test]));
  return {
    test: takeSamples(dataset, indices),
    indices,
    trainReturns: returnsOfTrain(dataset, folds),
    entries: contenders.map(({ name, isBaseline }, c) => ({
      name,
      isBaseline,
      forecast: join(answers[c]),
    })),
    learning: answers.map((ofFolds) =>
      ofFolds.map(({ learning }) => learning).filter((curve) => curve !== undefined)
    ),
  };
}

function returnsOfTrain({ targetReturn }: Dataset, folds: readonly Fold[]): TrainReturns {
  const byTestSample = (of: (value: number) => number) =>
    Float64Array.from(folds.flatMap(({ train, test }) => {
      const average = mean(Float64Array.from(train, (i) => of(targetReturn[i])));
      return new Array<number>(test.length).fill(average);
    }));
  return { mean: byTestSample((value) => value), meanAbsolute: byTestSample(Math.abs) };
}

/** Forecasts of blocks of samples, end to end. */
function join(forecasts: readonly Forecast[]): Forecast {
  const classes = forecasts.map((forecast) => forecast.classes).filter((block) => block !== undefined);
  return {
    ...(classes.length > 0 && { classes: Uint8Array.from(classes.flatMap((block) => [...block])) }),
    probabilities: joinColumns(forecasts.map((forecast) => forecast.probabilities)),
    score: Float64Array.from(forecasts.flatMap((forecast) => [...forecast.score])),
    expectedReturn: joinColumns(forecasts.map((forecast) => forecast.expectedReturn)),
  };
}

function joinColumns(columns: readonly (Float64Array | null)[]): Float64Array | null {
  const present = columns.filter((column) => column !== null);
  return present.length === 0 ? null : Float64Array.from(present.flatMap((column) => [...column]));
}
