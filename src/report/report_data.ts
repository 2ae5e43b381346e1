/**
 * Everything a report is made of, as plain data: who fills it needs to know nothing about pages.
 *
 * @module
 */

import type { Finding, Prediction, PriceBasis, Session } from "~/core/mod.ts";
import type { FoldBlock, LabelRule } from "~/dataset/mod.ts";
import type { FoldRanges, Leaderboard, SeedSummary } from "~/evaluation/mod.ts";
import type { BacktestReport } from "./backtest_data.ts";
import type { AnswerAttribution } from "./figures/attribution.ts";
import type { CoverageTable } from "./figures/coverage.ts";
import type { FeatureImportance } from "./figures/importance.ts";
import type { LossCurve } from "./figures/loss_curve.ts";
import type { PriceHistory } from "./figures/price.ts";

/** The model that a report is about. */
export interface ModelIdentity {
  /** Name in the registry, for example `forest_h21`. */
  readonly name: string;
  /** Version in the registry. */
  readonly version: string;
  /** Code of the kind, for example `rf`. */
  readonly kind: string;
  /** Sessions from entry (next open) to exit. */
  readonly horizon: number;
  /** What buy, hold and sell mean. */
  readonly label: LabelRule["kind"];
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

/** Which shares were looked at. */
export interface UniverseDescription {
  /** Turnover that half of the last 60 sessions must reach, BRL. */
  readonly minTurnover: number;
  /** Sessions traded among the last 252. */
  readonly minSessions: number;
  /** Published close, BRL. */
  readonly minClose: number;
  /** Tickers chosen by hand to learn from; `null` if all are. */
  readonly nChosen: number | null;
  /** Tickers and samples of each calendar year, oldest first; none, and there is no table of them. */
  readonly byYear: readonly { readonly year: number; readonly nTickers: number; readonly nSamples: number }[];
}

/** A reason to be careful with a report; what it says is in the words of each language. */
export type CautionCode =
  | "other_data"
  | "few_tickers"
  | "split_returns"
  | "rule_label"
  | "next_rule_label"
  | "no_costs"
  | "breaks"
  | "stopped"
  | "seen_years";

/** A reason to be careful with this very report. */
export interface Caution {
  /** Which. */
  readonly code: CautionCode;
  /** How many, where the sentence has a number: tickers of `few_tickers`. */
  readonly count?: number;
}

/** What importances measure: `gini`, mean decrease of impurity; `permutation`, fall in rank IC when shuffled. */
export type ImportanceMethod = "gini" | "permutation";

/** A report before it is written. What may be missing is left out of the page where it is. */
export interface ReportData {
  /** The model and its settings. */
  readonly model: ModelIdentity;
  /** Where the data came from. */
  readonly data: DataProvenance;
  /** Which shares were looked at. */
  readonly universe?: UniverseDescription | undefined;
  /** Its first row is the model that the report is about. */
  readonly leaderboard: Leaderboard;
  /** Spread over seeds of some of its rows. */
  readonly seeds?: readonly SeedSummary[] | undefined;
  /** How often intervals and sets held what came. */
  readonly coverage?: readonly CoverageTable[] | undefined;
  /** The model as a strategy, beside its references. */
  readonly backtest?: BacktestReport | undefined;
  /** Folds, oldest first. */
  readonly folds: readonly FoldRanges[];
  /** The same folds in blocks, purge and embargo among them, for a picture. */
  readonly foldBlocks?: readonly (readonly FoldBlock[])[] | undefined;
  /** Feature importances and what they measure; `null` if the model gives none. */
  readonly importances:
    | { readonly method: ImportanceMethod; readonly features: readonly FeatureImportance[] }
    | null;
  /** How a network learned; of other models nothing. */
  readonly lossCurve?: LossCurve | undefined;
  /** Features, and what they contributed to the scores of some answers; of models that can tell. */
  readonly attribution?:
    | { readonly features: readonly string[]; readonly answers: readonly AnswerAttribution[] }
    | undefined;
  /** A few tickers with out-of-sample predictions; each has a block of its own. */
  readonly prices: readonly PriceHistory[];
  /** Answers on the newest data by the model that the report is about; the page shows the most decided ones. */
  readonly predictions: readonly Prediction[];
  /** What was left out. */
  readonly omissions: readonly Omission[];
  /** What was noticed about the data: corporate actions used, unexplained jumps. */
  readonly findings: readonly Finding[];
  /** Why to be careful with this very report, the gravest first. */
  readonly cautions: readonly Caution[];
  /** How to make it again; `config` is shown as JSON. */
  readonly reproduction: { readonly command: string; readonly config: unknown };
}
