/**
 * A run to a saved version.
 *
 * @module
 */

import { z } from "zod";
import {
  CLASSES,
  type Dataset,
  formatSession,
  ModelError,
  type Probabilities,
  takeSamples,
} from "~/core/mod.ts";
import { closingFold } from "~/dataset/mod.ts";
import { featureSet, lookbackOf } from "~/features/mod.ts";
import type { CertaintyFit } from "~/predictor/mod.ts";
import type { UniverseDescription } from "~/report/mod.ts";
import { type Manifest, readAliases, readDocument, saveVersion, type Version } from "~/registry/mod.ts";
import { tradeWalk } from "./backtest.ts";
import { type BacktestRecord, backtestRecord } from "./backtest_report.ts";
import { contendersOf, estimatorOf } from "./contenders.ts";
import { type Evaluation, judgeWalks } from "./evaluate.ts";
import type { TestPeriod } from "./evaluation_folds.ts";
import { fitStore, recipeToKeep, walksOf } from "./forecast_store.ts";
import { FACTS_OUTLINE, factsOf, type ModelFacts, type RunModel } from "./model_facts.ts";
import { prepare, type Prepared } from "./prepare.ts";
import type { Run } from "./run.ts";
import { walkRun, type WorkOptions } from "./walk.ts";

/** Where to read and save, and how to work. */
export interface TrainOptions extends Omit<WorkOptions, "walks">, TestPeriod {
  /** Database file. */
  readonly db: string;
  /** The models folder. */
  readonly models: string;
  /** What runs, for the manifest: names and versions. */
  readonly software: Readonly<Record<string, string>>;
}

/** A trained version and everything that was seen on the way. */
export interface Trained {
  /** The version's manifest. */
  readonly manifest: Manifest;
  /** Where it is saved. */
  readonly folder: string;
  /** Whether the version is new; the same run on the same data gives the same one. */
  readonly isNew: boolean;
  /** What it learned from. */
  readonly prepared: Prepared;
  /** How its recipe did on sessions it had not seen. */
  readonly evaluation: Evaluation;
  /** The fitted model. */
  readonly model: RunModel;
}

/** What a training left behind for those who judge the version: scores, what the model weighs, what was not used. */
export interface TrainingRecord {
  /** How the recipe did on sessions it had not seen. */
  readonly evaluation: Evaluation;
  /** What the fitted model is like. */
  readonly facts: ModelFacts;
  /** What the data held and what was not used. */
  readonly account: Pick<Prepared, "sources" | "leftOut" | "actions" | "findings"> & {
    readonly tickers: readonly string[];
    readonly nBars: number;
    /** Tickers and samples of each calendar year. */
    readonly byYear: UniverseDescription["byYear"];
  };
  /** The model as a strategy, on sessions it had not seen. */
  readonly backtest: BacktestRecord;
}

/** Name of the document in a version's folder that holds its {@link TrainingRecord}. */
const TRAINING = "training";

/** Name of the document that holds what the version knows of its own certainty, a `CertaintyFit`. */
const CERTAINTY = "certainty";

const list = z.array(z.unknown());
const group = z.looseObject({});
/** The outline of a {@link TrainingRecord}: enough to tell another program's or another release's file. */
const OUTLINE = z.looseObject({
  evaluation: z.looseObject({
    leaderboard: z.looseObject({ rows: list, verdicts: list }),
    folds: list,
    blocks: list,
    histories: list,
    certainty: group,
    learning: list.optional(),
  }),
  facts: FACTS_OUTLINE,
  account: z.looseObject({
    sources: list,
    leftOut: group,
    actions: list,
    findings: list,
    tickers: list,
    byYear: list,
  }),
  backtest: z.looseObject({ report: group, estimates: group }),
});

/** What a leaderboard's row has since scores are broken down; earlier releases wrote rows without. */
const ROW = z.looseObject({ quantiles: group, byYear: list, byTicker: list });

/** Share of the work that the last fit is, after the folds' fits. */
const FINAL_SHARE = 0.2;

/**
 * Evaluates a run walk-forward, then fits its model on all samples that the recipe takes and saves it with those scores:
 * the scores are of the recipe on data it had not seen, the model has learned from what there is up to the end.
 *
 * @throws {ConfigError | DataError | ModelError} If run and data do not fit; nothing is saved then.
 */
export async function train(run: Run, options: TrainOptions): Promise<Trained> {
  const { db, models, software, onProgress = () => {} } = options;
  await readAliases(models, run.name); // fails now if saving would fail after all the work
  onProgress(0, "reading prices");
  const prepared = await prepare(run, db, options);
  const walk = await walkRun(run, prepared, contendersOf(run, prepared, options), {
    ...options,
    walks: walksOf(db),
    onProgress: (done, what) => onProgress(done * (1 - FINAL_SHARE), what),
  });
  const { evaluation, certaintyFit } = judgeWalks(run, prepared, [walk]);
  const traded = await tradeWalk(run, prepared, walk, { models }); // records that it was looked at, whatever comes now
  const { model, learned, seen } = await fitOnAll(run, prepared, options);
  const record: TrainingRecord = {
    evaluation,
    facts: await factsOf(model, learned),
    account: accountOf(prepared),
    backtest: backtestRecord(traded),
  };
  const saved = await saveVersion(models, run.name, {
    description: { ...descriptionOf(run, prepared, seen, evaluation), software },
    artifact: model.toArtifact(),
    documents: { [TRAINING]: record, ...(certaintyFit && { [CERTAINTY]: certaintyFit }) },
  });
  await walk.forget();
  onProgress(1, "saved");
  return { ...saved, prepared, evaluation, model };
}

/** The model of the run's recipe on all samples there are, and those that it learned from. */
async function fitOnAll(
  run: Run,
  { dataset }: Prepared,
  { db, workers, signal, onWarning, onProgress = () => {} }: TrainOptions,
): Promise<{ model: RunModel; learned: Dataset; seen: Dataset }> {
  const fold = closingFold(dataset, run.folds);
  const learned = takeSamples(dataset, fold.train);
  const seen = takeSamples(dataset, Int32Array.from([...fold.train, ...fold.validation]));
  const store = await fitStore(walksOf(db), dataset, fold, recipeToKeep(run));
  const model = await estimatorOf(run, { ...(workers && { workers }) }).fit(learned, {
    seed: run.seed,
    onProgress: (done, detail) => {
      onProgress(
        1 - FINAL_SHARE + done * FINAL_SHARE,
        ["model on all samples up to the end", ...(detail ? [detail] : [])].join(", "),
      );
    },
    ...(signal && { signal }),
    ...(fold.validation.length > 0 && { validation: takeSamples(dataset, fold.validation) }),
    ...(store && { checkpoint: store.checkpoint }),
    ...(onWarning && { onWarning }),
  });
  await store?.clear();
  return { model, learned, seen };
}

function descriptionOf(
  run: Run,
  { returns, sha256 }: Prepared,
  dataset: Dataset,
  { leaderboard }: Evaluation,
) {
  const set = featureSet(run.features);
  const { session, labelEnd, nSamples } = dataset;
  return {
    kind: run.kind,
    run,
    features: [...dataset.features],
    lookback: lookbackOf(set),
    featureBasis: set.basis,
    returnBasis: returns.basis,
    data: {
      firstSession: formatSession(session[0]),
      lastSession: formatSession(session[nSamples - 1]),
      trainedThrough: formatSession(labelEnd.reduce((a, b) => Math.max(a, b))),
      nSamples,
      nTickers: new Set(dataset.ticker).size,
      sha256,
    },
    baseline: classFrequencies(dataset.y),
    verdict: leaderboard.verdicts[0].sentence,
  };
}

function accountOf(
  { panel, dataset, sources, leftOut, actions, findings }: Prepared,
): TrainingRecord["account"] {
  const tickers = [...new Set(dataset.ticker)].sort((a, b) => a - b).map((t) => panel.tickers[t]);
  const byYear = yearsOf(dataset);
  return { sources, tickers, nBars: panel.session.length, byYear, leftOut, actions, findings };
}

function yearsOf({ session, ticker }: Dataset): UniverseDescription["byYear"] {
  const samples = Map.groupBy(session.keys(), (i) => Number(formatSession(session[i]).slice(0, 4)));
  return [...samples].map(([year, rows]) => ({
    year,
    nTickers: new Set(rows.map((i) => ticker[i])).size,
    nSamples: rows.length,
  }));
}

/**
 * The record of a version's training.
 *
 * @throws {ModelError} If the version has none, or one of another shape or an earlier release.
 */
export function readTraining(version: Version): TrainingRecord {
  const record = readDocument(version, TRAINING, isRecord);
  if (record.evaluation.leaderboard.rows.every((row) => ROW.safeParse(row).success)) return record;
  const { name, version: id } = version.manifest;
  throw new ModelError(
    `Cannot read the training of ${name}@${id}: its scores are of an earlier release; train the run again`,
  );
}

/** What a version knows of its own certainty; `null` if nothing. */
export function readCertainty(version: Version): CertaintyFit | null {
  return `${CERTAINTY}.json` in version.files ? readDocument(version, CERTAINTY, isCertaintyFit) : null;
}

const FIT = z.looseObject({ calibrator: group, intervals: group, classSets: group, domain: group });

function isCertaintyFit(value: unknown): value is CertaintyFit {
  return FIT.safeParse(value).success;
}

function isRecord(value: unknown): value is TrainingRecord {
  return OUTLINE.safeParse(value).success;
}

function classFrequencies(y: Uint8Array): Probabilities {
  const counts = CLASSES.map((_, k) => y.reduce((n, code) => n + (code === k ? 1 : 0), 0) / y.length);
  return { sell: counts[0], hold: counts[1], buy: counts[2] };
}
