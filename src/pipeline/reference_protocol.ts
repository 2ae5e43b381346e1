/**
 * The protocol of the Python system that this one is compatible with, beside an honest one.
 *
 * Its label is a rule over the row's own inputs, its split is by lot, its headline is of price levels. What all of that
 * is worth shows beside "always hold" and beside the price of today.
 *
 * @module
 */

import { majority } from "~/baselines/mod.ts";
import { type Dataset, type Estimator, type Fold, type Label, takeSamples } from "~/core/mod.ts";
import { splitFold, unsafeShuffledFold } from "~/dataset/mod.ts";
import {
  classificationScores,
  type PersistenceScores,
  persistenceScores,
  predictedClasses,
} from "~/evaluation/mod.ts";
import { REFERENCE, REFERENCE_WITHOUT_BOOK } from "~/features/mod.ts";
import { forestClassifier } from "~/forest/mod.ts";
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
  /** Whether to score a split by lot, too, which lets neighbours of test rows into train. @default {false} */
  readonly unsafeShuffle?: boolean;
}

/**
 * Scores a forest and "always hold" on a run's rule label, and the price of today on prices.
 *
 * @param run A run with the label `indicator_rule`; its folds are not used. Where the data has no order book, two of its
 *   thirteen features are left out.
 * @param db Database file.
 */
export async function referenceProtocol(
  run: Run,
  db: string,
  options: ReferenceOptions = {},
): Promise<ReferenceComparison> {
  options.onProgress?.(0, "reading prices");
  const market = await loadMarket(db, marketOf(run));
  const features = market.panel.bid.some(Number.isFinite) ? REFERENCE.name : REFERENCE_WITHOUT_BOOK.name;
  const { dataset, returns } = await prepareFrom(market, { ...run, features }, db);
  const { unsafeShuffle = false, workers = 1, signal, onProgress = () => {} } = options;
  const folds: { split: Split; fold: Fold }[] = [
    { split: "time", fold: splitFold(dataset, SHARES, run.folds.embargoSessions) },
    ...(unsafeShuffle
      ? [{ split: "random" as const, fold: unsafeShuffledFold(dataset.y, SHARES, run.seed) }]
      : []),
  ];
  const contenders: [string, Estimator][] = [
    ["forest", forestClassifier({ ...run.forest, workers })],
    ["always the most frequent class", majority()],
  ];
  const rule: RuleScores[] = [PUBLISHED];
  const nFits = folds.length * contenders.length;
  for (const { split, fold } of folds) {
    for (const [name, estimator] of contenders) {
      const nDone = rule.length - 1;
      const report = (done: number) => onProgress((nDone + done) / nFits, `${name}, ${split} split`);
      const fit = { seed: run.seed, onProgress: report, ...(signal && { signal }) };
      rule.push(await scoresOf(name, split, estimator, dataset, fold, fit));
      report(1);
    }
  }
  const { horizon } = run.label;
  return {
    rule,
    prices: [
      PUBLISHED_PRICES,
      {
        name: `the price of today (${returns.basis} basis)`,
        ...persistenceScores(returns, horizon, dataset.session[0]),
      },
    ],
    horizon,
  };
}

async function scoresOf(
  name: string,
  split: Split,
  estimator: Estimator,
  dataset: Dataset,
  fold: Fold,
  options: Parameters<Estimator["fit"]>[1],
): Promise<RuleScores> {
  const model = await estimator.fit(takeSamples(dataset, fold.train), options);
  const test = takeSamples(dataset, fold.test);
  const forecast = await model.predict(test);
  const { accuracy, macroF1, byClass } = classificationScores(
    test.y,
    predictedClasses(forecast, test.session),
    forecast.probabilities,
  );
  const { sell, hold, buy } = byClass;
  return {
    name,
    split,
    nTest: test.nSamples,
    accuracy,
    macroF1,
    f1: { sell: sell.f1, hold: hold.f1, buy: buy.f1 },
  };
}
