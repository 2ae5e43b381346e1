/**
 * The protocol of the Python system that this one is compatible with, beside an honest one.
 *
 * Its label is a rule over the row's own inputs, its split is by lot, its headline is of price levels. What all of that
 * is worth shows beside "always hold" and beside the price of today.
 *
 * @module
 */

import { majority, panelScores } from "~/baselines/mod.ts";
import {
  type Dataset,
  type Estimator,
  type FitOptions,
  type Fold,
  type Forecast,
  type Label,
  type Panel,
  takeSamples,
} from "~/core/mod.ts";
import { type LabelRule, splitFold, unsafeShuffledFold } from "~/dataset/mod.ts";
import {
  classificationScores,
  type PersistenceScores,
  persistenceScores,
  predictedClasses,
  priceScores,
} from "~/evaluation/mod.ts";
import { REFERENCE, REFERENCE_WITHOUT_BOOK } from "~/features/mod.ts";
import { estimatorOf } from "./contenders.ts";
import { loadMarket } from "./market.ts";
import { prepareFrom } from "./prepare.ts";
import { marketOf, type Run } from "./run.ts";
import type { WorkOptions } from "./walk.ts";

/** How samples were divided: dealt by lot, or train before test. */
export type Split = "random" | "time";

/** What one way of answering scored on one split. */
export interface RuleScores {
  /** Who answered. */
  readonly name: string;
  /** How train and test were divided. */
  readonly split: Split;
  /** Samples of the test block; `null` where they are not published. */
  readonly nTest: number | null;
  /** Share of right answers. */
  readonly accuracy: number;
  /** Mean F1 of the three classes. */
  readonly macroF1: number;
  /** F1 by class; `null` where it is not defined. */
  readonly f1: Readonly<Record<Label, number | null>>;
}

/** What forecasts of prices scored. */
export interface PriceRow extends Omit<PersistenceScores, "nRows"> {
  /** Who forecast them. */
  readonly name: string;
  /** Prices forecast; `null` where they are not published. */
  readonly nRows: number | null;
}

/** The comparison. */
export interface ReferenceComparison {
  /** Classes of the rule. */
  readonly rule: readonly RuleScores[];
  /** Prices some sessions ahead. */
  readonly prices: readonly PriceRow[];
  /** Sessions from a price to the one forecast. */
  readonly horizon: number;
}

/** Shares of the sessions, the older 60 % for train. */
const SHARES = { validation: 0.2, test: 0.2 };

/**
 * What that system's README says of its LSTM. Its class names are bound to the wrong rows: what it prints as `sell` is
 * hold. Named rightly here.
 */
const PUBLISHED: RuleScores = {
  name: "reference LSTM, as published",
  split: "random",
  nTest: null,
  accuracy: 0.913,
  macroF1: 0.411,
  f1: { sell: 0.136, hold: 0.954, buy: 0.143 },
};
const PUBLISHED_PRICES: PriceRow = {
  name: "reference LSTM, as published",
  nRows: null,
  rSquared: 0.9982,
  mape: 0.0849,
  mae: 1.25,
  rmse: 5.74,
};

/** What to compare. */
export interface ReferenceOptions extends WorkOptions {
  /** Seeds that an LSTM is trained from, one after the other. @default {1} */
  readonly seeds?: number;
  /** Whether to score a split by lot, too, which lets neighbours of test rows into train. @default {false} */
  readonly unsafeShuffle?: boolean;
}

/**
 * Scores a run's model and "always hold" on its rule label, and the price of today on prices; beside it, those that an LSTM
 * forecasts, on the same rows.
 *
 * @param run A run with a rule for a label; its folds are not used, but for the embargo. Where the data has no order book,
 *   two of the thirteen features of `reference` are left out.
 * @param db Database file.
 */
export async function referenceProtocol(
  run: Run,
  db: string,
  options: ReferenceOptions = {},
): Promise<ReferenceComparison> {
  options.onProgress?.(0, "reading prices");
  const market = await loadMarket(db, marketOf(run));
  const hasBook = market.panel.bid.some(Number.isFinite);
  const features = run.features === REFERENCE.name && !hasBook ? REFERENCE_WITHOUT_BOOK.name : run.features;
  const { dataset, returns } = await prepareFrom(market, { ...run, features }, db);
  const { unsafeShuffle = false, workers = 1, seeds = 1, signal, onProgress = () => {} } = options;
  const folds: { split: Split; fold: Fold }[] = [
    { split: "time", fold: splitFold(dataset, SHARES, run.folds.embargoSessions) },
    ...(unsafeShuffle
      ? [{ split: "random" as const, fold: unsafeShuffledFold(dataset.y, SHARES, run.seed) }]
      : []),
  ];
  const answers: Answers[] = [];
  const candidates = candidatesOf(run, { workers, seeds });
  const nFits = folds.length * candidates.length;
  for (const { split, fold } of folds) {
    for (const { name, estimator, seed } of candidates) {
      const nDone = answers.length;
      const report = (done: number, detail = "") => {
        onProgress((nDone + done) / nFits, [`${name}, ${split} split`, detail].filter(Boolean).join(", "));
      };
      const fit = { seed, onProgress: report, ...(signal && { signal }) };
      answers.push({ name, split, ...await answer(estimator, dataset, fold, fit) });
      report(1);
    }
  }
  const { horizon } = run.label;
  return {
    rule: [PUBLISHED, ...withMeans(answers.map(ruleScores))],
    prices: [
      PUBLISHED_PRICES,
      ...forecastPrices(answers, returns, run.label),
      {
        name: `the price of today (${returns.basis} basis)`,
        ...persistenceScores(returns, horizon, dataset.session[0]),
      },
    ],
    horizon,
  };
}

/** A model's answers for a test block. */
interface Answers {
  readonly name: string;
  readonly split: Split;
  readonly test: Dataset;
  readonly forecast: Forecast;
  readonly claimsPrice: boolean;
}

/** What is compared: the run's model, from as many seeds as wanted if it is an LSTM, and the class that is most frequent. */
function candidatesOf(run: Run, { workers, seeds }: { readonly workers: number; readonly seeds: number }) {
  const nSeeds = run.kind === "lstm" ? seeds : 1;
  const name = run.kind === "lstm" ? "lstm" : "forest";
  return [
    ...Array.from({ length: nSeeds }, (_, k) => ({
      name: nSeeds === 1 ? name : `${name}, seed ${run.seed + k}`,
      estimator: estimatorOf(run, { workers }) as Estimator,
      seed: run.seed + k,
    })),
    { name: "always the most frequent class", estimator: majority(), seed: run.seed },
  ];
}

async function answer(
  estimator: Estimator,
  dataset: Dataset,
  { train, validation, test }: Fold,
  options: FitOptions,
): Promise<Pick<Answers, "test" | "forecast" | "claimsPrice">> {
  const model = await estimator.fit(takeSamples(dataset, train), {
    ...options,
    validation: takeSamples(dataset, validation),
  });
  const samples = takeSamples(dataset, test);
  return { test: samples, forecast: await model.predict(samples), claimsPrice: model.claimsPrice ?? false };
}

function ruleScores({ name, split, test, forecast }: Answers): RuleScores {
  const classes = predictedClasses(forecast, test.session);
  const { accuracy, macroF1, byClass } = classificationScores(test.y, classes, forecast.probabilities);
  const { sell, hold, buy } = byClass;
  const f1 = { sell: sell.f1, hold: hold.f1, buy: buy.f1 };
  return { name, split, nTest: test.nSamples, accuracy, macroF1, f1 };
}

/** The rows with the mean of an LSTM's seeds after each split's. */
function withMeans(rows: readonly RuleScores[]): RuleScores[] {
  return [...Map.groupBy(rows, ({ split }) => split).values()].flatMap((ofSplit) => {
    const seeds = ofSplit.filter(({ name }) => name.includes(", seed "));
    if (seeds.length === 0) return ofSplit;
    const mean = (of: (row: RuleScores) => number | null) =>
      seeds.reduce((sum, row) => sum + (of(row) ?? 0), 0) / seeds.length;
    const { split, nTest } = seeds[0];
    const average: RuleScores = {
      name: `lstm, mean of ${seeds.length} seeds`,
      split,
      nTest,
      accuracy: mean((row) => row.accuracy),
      macroF1: mean((row) => row.macroF1),
      f1: {
        sell: mean((row) => row.f1.sell),
        hold: mean((row) => row.f1.hold),
        buy: mean((row) => row.f1.buy),
      },
    };
    return ofSplit.toSpliced(seeds.length, 0, average);
  });
}

/** Prices that models forecast, of closes whose return was learned, and today's on the same rows. */
function forecastPrices(
  answers: readonly Answers[],
  returns: Panel,
  { price, horizon }: LabelRule,
): PriceRow[] {
  const claims = answers.filter(({ claimsPrice, split }) => claimsPrice && split === "time");
  if (price !== "close" || claims.length === 0) return [];
  const { test } = claims[0];
  const now = panelScores(returns, returns.close)(test);
  const later = (growth: Float64Array) => now.map((close, i) => close * (1 + growth[i]));
  const actual = later(test.targetReturn);
  const row = (name: string, forecast: Float64Array): PriceRow => ({
    name,
    nRows: test.nSamples,
    ...priceScores(forecast, actual),
  });
  return [
    ...claims.map(({ name, forecast }) =>
      row(name, later(forecast.expectedReturn ?? new Float64Array(now.length)))
    ),
    row(`the price of today, rows of the test ${horizon} sessions ahead`, now),
  ];
}
