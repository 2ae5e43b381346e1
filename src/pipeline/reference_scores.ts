/**
 * What the protocol of the compatible system scores: classes of a rule, prices some sessions ahead.
 *
 * @module
 */

import { panelScores } from "~/baselines/mod.ts";
import type { Dataset, Forecast, Label, Panel } from "~/core/mod.ts";
import type { LabelRule } from "~/dataset/mod.ts";
import {
  classificationScores,
  type PersistenceScores,
  predictedClasses,
  priceScores,
  spreadOf,
} from "~/evaluation/mod.ts";

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
  /** Of a mean over seeds: their sample standard deviations. */
  readonly std?: { readonly accuracy: number | null; readonly macroF1: number | null };
}

/** What forecasts of prices scored. */
export interface PriceRow extends Omit<PersistenceScores, "nRows"> {
  /** Who forecast them. */
  readonly name: string;
  /** Prices forecast; `null` where they are not published. */
  readonly nRows: number | null;
}

/**
 * What that system's README says of its LSTM. Its class names are bound to the wrong rows: what it prints as `sell` is
 * hold. Named rightly here.
 */
export const PUBLISHED: RuleScores = {
  name: "reference LSTM, as published",
  split: "random",
  nTest: null,
  accuracy: 0.913,
  macroF1: 0.411,
  f1: { sell: 0.136, hold: 0.954, buy: 0.143 },
};
/** What it says of its prices. */
export const PUBLISHED_PRICES: PriceRow = {
  name: "reference LSTM, as published",
  nRows: null,
  rSquared: 0.9982,
  mape: 0.0849,
  mae: 1.25,
  rmse: 5.74,
};

/** A model's answers for a test block. */
export interface Answers {
  readonly name: string;
  readonly split: Split;
  readonly test: Dataset;
  readonly forecast: Forecast;
  readonly claimsPrice: boolean;
}

/** What answers scored on the rule label. */
export function ruleScores({ name, split, test, forecast }: Answers): RuleScores {
  const classes = predictedClasses(forecast, test.session);
  const { accuracy, macroF1, byClass } = classificationScores(test.y, classes, forecast.probabilities);
  const { sell, hold, buy } = byClass;
  const f1 = { sell: sell.f1, hold: hold.f1, buy: buy.f1 };
  return { name, split, nTest: test.nSamples, accuracy, macroF1, f1 };
}

/** A model's rows from several seeds, and after them their mean. */
export function withMean(rows: readonly RuleScores[], model: string): RuleScores[] {
  if (rows.length < 2) return [...rows];
  const spread = (of: (row: RuleScores) => number | null) => spreadOf(rows.map(of));
  const [accuracy, macroF1] = [spread((row) => row.accuracy), spread((row) => row.macroF1)];
  const f1 = (label: Label) => spread((row) => row.f1[label])?.mean ?? null;
  return [...rows, {
    ...rows[0],
    name: `${model}, mean of ${rows.length} seeds`,
    accuracy: accuracy?.mean ?? NaN,
    macroF1: macroF1?.mean ?? NaN,
    f1: { sell: f1("sell"), hold: f1("hold"), buy: f1("buy") },
    std: { accuracy: accuracy?.std ?? null, macroF1: macroF1?.std ?? null },
  }];
}

/** Prices that models forecast, of closes whose return was learned, and today's on the same rows. */
export function forecastPrices(
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
