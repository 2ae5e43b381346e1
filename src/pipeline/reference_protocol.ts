/**
 * The protocol of the Python system that this one is compatible with, beside an honest one.
 *
 * Its label is a rule over the row's own inputs, its split is by lot, its headline is of price levels. What all of that
 * is worth shows beside "always hold" and beside the price of today.
 *
 * @module
 */

import { majority } from "~/baselines/mod.ts";
import {
  ConfigError,
  type Dataset,
  type Estimator,
  type FitOptions,
  type Fold,
  takeSamples,
} from "~/core/mod.ts";
import { splitFold, unsafeShuffledFold } from "~/dataset/mod.ts";
import { persistenceScores } from "~/evaluation/mod.ts";
import { REFERENCE, REFERENCE_WITHOUT_BOOK } from "~/features/mod.ts";
import { estimatorOf } from "./contenders.ts";
import { loadMarket } from "./market.ts";
import { prepareFrom } from "./prepare.ts";
import {
  type Answers,
  forecastPrices,
  type PriceRow,
  PUBLISHED,
  PUBLISHED_PRICES,
  type RuleScores,
  ruleScores,
  type Split,
  withMean,
} from "./reference_scores.ts";
import { marketOf, type Run } from "./run.ts";
import type { WorkOptions } from "./walk.ts";

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

/** What to compare. */
export interface ReferenceOptions extends WorkOptions {
  /** Seeds that the run's model is fitted from, beginning with the run's. @default {1} */
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
 * @throws {ConfigError} If the run's label is no rule.
 */
export async function referenceProtocol(
  run: Run,
  db: string,
  options: ReferenceOptions = {},
): Promise<ReferenceComparison> {
  if (run.label.kind === "xs_tercile") {
    throw new ConfigError(
      `Cannot follow the reference's protocol with run "${run.name}": its label must be indicator_rule or ` +
        `next_indicator_rule, is ${run.label.kind}`,
    );
  }
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
  const rule: RuleScores[] = [PUBLISHED];
  const candidates = candidatesOf(run, { workers, seeds });
  const nFits = folds.length * candidates.reduce((sum, { nSeeds }) => sum + nSeeds, 0);
  for (const { split, fold } of folds) {
    for (const { model, estimator, nSeeds } of candidates) {
      const nBefore = answers.length;
      for (let seed = run.seed; seed < run.seed + nSeeds; seed++) {
        const name = nSeeds === 1 ? model : `${model}, seed ${seed}`;
        const nDone = answers.length;
        const report = (done: number, detail = "") => {
          onProgress(
            (nDone + done) / nFits,
            [`${name}, ${split} split`, detail].filter(Boolean).join(", "),
          );
        };
        const fit = { seed, onProgress: report, ...(signal && { signal }) };
        answers.push({ name, split, ...await answer(estimator, dataset, fold, fit) });
        report(1);
      }
      rule.push(...withMean(answers.slice(nBefore).map(ruleScores), model));
    }
  }
  const { horizon } = run.label;
  return {
    rule,
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

/** What is compared: the run's model, from as many seeds as wanted, and the class that is most frequent. */
function candidatesOf(run: Run, { workers, seeds }: { readonly workers: number; readonly seeds: number }) {
  const estimator: Estimator = estimatorOf(run, { workers });
  return [
    { model: run.kind === "lstm" ? "lstm" : "forest", estimator, nSeeds: seeds },
    { model: "always the most frequent class", estimator: majority(), nSeeds: 1 },
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
