/**
 * The walk-forward evaluation of a run.
 *
 * @module
 */

import { panelScores } from "~/baselines/mod.ts";
import {
  CLASSES,
  type Dataset,
  type Fold,
  type Label,
  type LearningCurve,
  type Session,
} from "~/core/mod.ts";
import { type FoldBlock, foldBlocks } from "~/dataset/mod.ts";
import {
  type Contender,
  type FoldRanges,
  type Leaderboard,
  leaderboard,
  predictedClasses,
  type SampleRange,
  score,
  type SeedSummary,
  summarizeSeeds,
} from "~/evaluation/mod.ts";
import type { CertaintyFit } from "~/predictor/mod.ts";
import { medianTurnover } from "~/prices/mod.ts";
import { recordTrial } from "~/registry/mod.ts";
import { type CertaintyReport, judgeCertainty } from "./certainty.ts";
import { contendersOf, SEEDED, withEnsemble } from "./contenders.ts";
import { type TestPeriod, touchesUntouched } from "./evaluation_folds.ts";
import type { Prepared } from "./prepare.ts";
import { recipeOf } from "./recipe.ts";
import type { Run } from "./run.ts";
import { type Walk, walkRun, type WorkOptions } from "./walk.ts";

/** Classes predicted for one ticker, each by a model that had not seen its session. */
export interface TickerHistory {
  /** Trading code. */
  readonly ticker: string;
  /** Answers by decision session, oldest first. */
  readonly predicted: readonly { readonly session: Session; readonly label: Label }[];
}

/** What an evaluation came to; saved with the version it judges. */
export interface Evaluation {
  /** The run's model first. */
  readonly leaderboard: Leaderboard;
  /** What each fold learned from and was tested on. */
  readonly folds: readonly FoldRanges[];
  /** The same with what was left out between, for a picture. */
  readonly blocks: readonly (readonly FoldBlock[])[];
  /** Out-of-sample classes of the most traded tickers. */
  readonly histories: readonly TickerHistory[];
  /** How sure the model's answers were. */
  readonly certainty: CertaintyReport;
  /** How the model learned in each fold; absent of one that learns in one go. */
  readonly learning?: readonly LearningCurve[];
  /** Spread of the scores of models that draw lots over seeds; empty if there was one. */
  readonly seeds: readonly SeedSummary[];
}

/** What to evaluate on, and how often. */
export interface EvaluateOptions extends WorkOptions, TestPeriod {
  /** Seeds that such models are fitted from, beginning with the run's: how much of a score is the luck of the draw. @default {1} */
  readonly seeds?: number | undefined;
  /** Models folder in which the evaluation is recorded as tried. @default {not recorded} */
  readonly models?: string | undefined;
}

/** An evaluation, and what a model of the same recipe, made of all samples, may say of its own certainty. */
export interface Evaluated {
  /** What it came to. */
  readonly evaluation: Evaluation;
  /** For the saved model; `null` where that cannot be known. */
  readonly certaintyFit: CertaintyFit | null;
}

const N_HISTORIES = 4;

/**
 * Walks a run's folds with its model, the ranking models and the baselines, all on the same samples, and judges their
 * answers. The model's probabilities are those that would be served: calibrated by the fold before, where that helped;
 * as they came out of it they stand below.
 *
 * @throws {DataError} If the sessions do not suffice for the folds.
 */
export async function evaluate(
  run: Run,
  prepared: Prepared,
  options: EvaluateOptions = {},
): Promise<Evaluated> {
  const { seeds = 1, onProgress = () => {} } = options;
  const contenders = contendersOf(run, prepared, options);
  const walkWith = (seed: number, some: readonly Contender[]) =>
    walkRun({ ...run, seed: run.seed + seed }, prepared, some, {
      ...options,
      onProgress: (done, what) =>
        onProgress((seed + done) / seeds, seed === 0 ? what : `${what}, seed ${seed + 1}`),
    });
  const walks = [await walkWith(0, contenders)];
  const drawn = contenders.filter(({ name }) => SEEDED.includes(name));
  while (walks.length < seeds) walks.push(await walkWith(walks.length, drawn));
  if (options.models !== undefined) await recordLook(options.models, run, prepared, walks[0].folds);
  const evaluated = judgeWalks(run, prepared, walks);
  for (const walk of walks) await walk.forget();
  return evaluated;
}

/**
 * Judges the answers of a walk.
 *
 * @param walks The walk; and others of its seeded contenders alone, from other seeds.
 */
export function judgeWalks(run: Run, prepared: Prepared, [walk, ...others]: readonly Walk[]): Evaluated {
  const { dataset, panel } = prepared;
  const { horizon } = run.label;
  const { folds, test, entries, choices, learning, trainReturns } = walk;
  const { forecast } = entries[0];
  const at = (column: Float64Array) => panelScores(panel, column)(test);
  const context = {
    trainReturns,
    price: at(panel.close.map((close, row) => close / panel.factor[row])),
    liquidity: at(medianTurnover(panel)),
  };
  const board = leaderboard(withEnsemble(entries, test.session), test, horizon, context);
  const spreads = board.rows.filter(({ name }) => SEEDED.includes(name)).map((row) => [
    row,
    ...others.flatMap((other) =>
      other.entries.filter(({ name }) => name === row.name).map(({ name, forecast }) =>
        score(name, false, forecast, test, horizon, context)
      )
    ),
  ]);
  const certainty = judgeCertainty({ dataset, panel, horizon, folds, test, forecast, choices });
  const predicted = predictedClasses(forecast, test.session);
  const evaluation: Evaluation = {
    leaderboard: board,
    folds: folds.map((fold) => rangesOf(dataset, fold)),
    blocks: foldBlocks(dataset, folds),
    histories: mostTraded(prepared, N_HISTORIES).map((ticker) => historyOf(test, predicted, ticker)),
    certainty: certainty.report,
    ...(learning.length > 0 && { learning }),
    seeds: others.length === 0 ? [] : spreads.map(summarizeSeeds),
  };
  return { evaluation, certaintyFit: certainty.fit };
}

/** Records that a run was tested on its data, and whether on the untouched slice. */
export async function recordLook(
  models: string,
  run: Run,
  { sha256: data, dataset }: Pick<Prepared, "sha256" | "dataset">,
  folds: readonly Fold[],
): Promise<void> {
  const look = { data, recipe: recipeOf(run) };
  await recordTrial(models, touchesUntouched(dataset, folds) ? { ...look, isFinal: true } : look);
}

function rangesOf(dataset: Dataset, { train, validation, test }: Fold): FoldRanges {
  const range = (indices: Int32Array): SampleRange => ({
    firstSession: dataset.session[indices[0]],
    lastSession: dataset.session[indices[indices.length - 1]],
    nSamples: indices.length,
  });
  return {
    train: range(train),
    validation: validation.length === 0 ? null : range(validation),
    test: range(test),
  };
}

/** Tickers of the panel by turnover in its last year, greatest first. */
function mostTraded({ panel }: Prepared, n: number): string[] {
  const yearAgo = panel.calendar[Math.max(0, panel.calendar.length - 252)];
  const turnover = panel.tickers.map((_, t) => {
    let sum = 0;
    for (let row = panel.offsets[t]; row < panel.offsets[t + 1]; row++) {
      if (panel.session[row] >= yearAgo) sum += panel.turnover[row];
    }
    return sum;
  });
  return [...panel.tickers.keys()].sort((a, b) => turnover[b] - turnover[a]).slice(0, n).map((t) =>
    panel.tickers[t]
  );
}

function historyOf(test: Dataset, predicted: Uint8Array, ticker: string): TickerHistory {
  const rows = Array.from(test.session.keys()).filter((i) => test.tickers[test.ticker[i]] === ticker);
  return { ticker, predicted: rows.map((i) => ({ session: test.session[i], label: CLASSES[predicted[i]] })) };
}
