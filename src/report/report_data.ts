/**
 * Everything a report is made of, as plain data: who fills it needs to know nothing about pages.
 *
 * @module
 */

import type { Finding, Prediction, PriceBasis, Session } from "~/core/mod.ts";
import type { FoldRanges, Leaderboard } from "~/evaluation/mod.ts";
import type { FeatureImportance } from "./figures/importance.ts";
import type { PriceHistory } from "./figures/price.ts";

/** The model that a report is about. */
export interface ModelIdentity {
  /** Name in the registry, for example `forest_h21`. */
  readonly name: string;
  /** Version in the registry. */
  readonly version: string;
  /** For example `random forest`. */
  readonly kind: string;
  /** Sessions from entry (next open) to exit. */
  readonly horizon: number;
  /** What buy, hold and sell mean, in words or by the label's name. */
  readonly label: string;
  /** Prices that features were computed from. */
  readonly featureBasis: PriceBasis;
  /** Prices that the returns behind the labels were computed from. */
  readonly returnBasis: PriceBasis;
  /** Name of the feature set. */
  readonly features: string;
  /** Features in the set. */
  readonly nFeatures: number;
  /** Seed of the fit. */
  readonly seed: number;
  /** Settings of the estimator by name. */
  readonly hyperparameters: Readonly<Record<string, string | number | boolean | null>>;
}

/** Where the data came from and how much there was. */
export interface DataProvenance {
  /** File names or feeds, in alphabetical order. */
  readonly sources: readonly string[];
  /** Tickers with at least one sample. */
  readonly tickers: readonly string[];
  /** First decision session of a sample. */
  readonly firstSession: Session;
  /** Last decision session of a sample. */
  readonly lastSession: Session;
  /** Bars read. */
  readonly nBars: number;
  /** Samples with features and a label. */
  readonly nSamples: number;
  /** Hash of the data used. */
  readonly hash: string;
}

/** Data that was not used, and why. */
export interface Omission {
  /** Why, in a few words. */
  readonly reason: string;
  /** How many of what `detail` says. */
  readonly count: number;
  /** What was counted and which, for example `bars: ATOM3, ENJU3`. */
  readonly detail: string;
}

/** A report before it is written. */
export interface ReportData {
  /** The model and its settings. */
  readonly model: ModelIdentity;
  /** Where the data came from. */
  readonly data: DataProvenance;
  /** Its first row is the model that the report is about. */
  readonly leaderboard: Leaderboard;
  /** Folds, oldest first. */
  readonly folds: readonly FoldRanges[];
  /** Feature importances and what they measure; `null` if the model gives none. */
  readonly importances: { readonly method: string; readonly features: readonly FeatureImportance[] } | null;
  /** A few tickers with out-of-sample predictions. */
  readonly prices: readonly PriceHistory[];
  /** Answers on the newest data by the model that the report is about; the page shows the most decided ones. */
  readonly predictions: readonly Prediction[];
  /** What was left out. */
  readonly omissions: readonly Omission[];
  /** What was noticed about the data: corporate actions used, unexplained jumps. */
  readonly findings: readonly Finding[];
  /** Why to be careful with this very report, in sentences. */
  readonly cautions: readonly string[];
  /** How to make it again; `config` is shown as JSON. */
  readonly reproduction: { readonly command: string; readonly config: unknown };
}
