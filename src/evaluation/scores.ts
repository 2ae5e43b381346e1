/**
 * What is known about how good forecasts were: plain data, ready for a table, a page or JSON.
 *
 * @module
 */

import type { Label, Session } from "~/core/mod.ts";
import type { TickerScores, YearScores } from "./breakdown.ts";
import type { Reliability } from "./calibration.ts";
import type { TierScores } from "./liquidity.ts";
import type { QuantileReturns } from "./quantile_returns.ts";
import type { RegressionScores } from "./regression.ts";

/** How well one class was found. A ratio with an empty denominator is `null`, never 0. */
export interface ClassScores {
  /** Of the samples given this class, the share that had it. */
  readonly precision: number | null;
  /** Of the samples that had this class, the share that was given it. */
  readonly recall: number | null;
  /** Harmonic mean of the two; 0 if only one of them exists. */
  readonly f1: number | null;
  /** Area under precision against recall as its probability's threshold falls; chance is `support / nSamples`. */
  readonly averagePrecision: number | null;
  /** Samples that had this class. */
  readonly support: number;
  /** Samples given this class. */
  readonly predicted: number;
}

/** How well classes and their probabilities were forecast. */
export interface ClassificationScores {
  /** Share of samples given their true class. */
  readonly accuracy: number;
  /** Mean recall over the classes that occur. */
  readonly balancedAccuracy: number;
  /** Mean F1 over the three classes; a class without F1 counts as 0, as in scikit-learn. */
  readonly macroF1: number;
  /** Matthews correlation of true and forecast classes, -1 to 1, chance is 0; `null` if one side is constant. */
  readonly mcc: number | null;
  /** Scores of each class, by its name. */
  readonly byClass: Readonly<Record<Label, ClassScores>>;
  /** `confusion[true][predicted]`, both in the order of `CLASSES`. */
  readonly confusion: readonly (readonly number[])[];
  /** Mean negative log-likelihood of the true class, nats, smaller is better; `null` without probabilities. */
  readonly logLoss: number | null;
  /** Mean squared distance of the probability row from the truth, 0 to 2, smaller is better; `null` without. */
  readonly brierLoss: number | null;
  /**
   * Share of the Brier loss of these samples' own class frequencies that is avoided; 0 is no better than knowing them,
   * which no forecast could. `null` without probabilities, and if only one class occurs.
   */
  readonly brierSkill: number | null;
  /** Expected calibration error of the most probable class, 15 bins of equal width; `null` without probabilities. */
  readonly calibrationError: number | null;
  /** Mean average precision over the classes that occur; `null` without probabilities. */
  readonly macroAveragePrecision: number | null;
  /** Probabilities against what came true, bin by bin; `null` without. */
  readonly reliability: Reliability | null;
  /** Samples whose true class was forecast as impossible, each at a log-loss of 36 nats; `null` without. */
  readonly nImpossible: number | null;
}

/** Correlation of one session's scores with its returns. */
export interface SessionIc {
  /** The session in which the shares were ranked. */
  readonly session: Session;
  /** Spearman correlation across the session's tickers. */
  readonly rankIc: number;
  /** Tickers ranked. */
  readonly nTickers: number;
}

/** How well shares were ranked within sessions, greater is better. `null` where nothing can be said. */
export interface RankingScores {
  /** Mean rank IC over sessions. */
  readonly rankIc: number | null;
  /** Mean over sample standard deviation of the sessions' rank ICs. */
  readonly icir: number | null;
  /** t-value of the mean, Newey-West with lag = horizon because labels overlap. */
  readonly tValue: number | null;
  /** t-value from the mean rank IC of each calendar year, with one degree of freedom less than years. */
  readonly yearlyTValue: number | null;
  /** Calendar years that it is made of. */
  readonly nYears: number;
  /** Rank IC by session, oldest first; sessions with too few tickers or constant scores are left out. */
  readonly bySession: readonly SessionIc[];
}

/** One model's or baseline's scores on one set of samples. */
export interface Scores {
  /** What its row is called. */
  readonly name: string;
  /** Whether it is one of the answers that needs no learning worth the name. */
  readonly isBaseline: boolean;
  /** Samples scored. */
  readonly nSamples: number;
  /** Sessions they are from. */
  readonly nSessions: number;
  /** By class and probability. */
  readonly classification: ClassificationScores;
  /** By rank within sessions. */
  readonly ranking: RankingScores;
  /** By the size of returns; `null` if it forecasts none. */
  readonly regression: RegressionScores | null;
  /** Returns by fifths of the score. */
  readonly quantiles: QuantileReturns;
  /** The main scores by calendar year, oldest first. */
  readonly byYear: readonly YearScores[];
  /** The main scores by ticker. */
  readonly byTicker: readonly TickerScores[];
  /** The main scores of shares that trade enough, by how much; `null` if it is not known how much they trade. */
  readonly byLiquidity: readonly TierScores[] | null;
}

/** A model against one baseline on one score, in the same sessions. */
export interface Comparison {
  /** Name of the baseline. */
  readonly baseline: string;
  /** What is compared: a loss or a score; the gain is positive where the model is better. */
  readonly score: "logLoss" | "rankIc";
  /** The model's score, mean over sessions. */
  readonly modelValue: number;
  /** The baseline's score, mean over the same sessions; a session that it does not rank counts as rank IC 0. */
  readonly baselineValue: number;
  /** How much better the model is, mean over sessions; negative if worse. */
  readonly gain: number;
  /** t-value of the gain over sessions, Newey-West with lag = horizon; `null` when it cannot be computed. */
  readonly tValue: number | null;
  /** t-value of the gain over a few long blocks of sessions; `null` when it cannot be computed. */
  readonly blockTValue: number | null;
  /** Sessions compared. */
  readonly nSessions: number;
}

/** Whether a model beats its baselines. */
export interface Verdict {
  /** Name of the model. */
  readonly model: string;
  /** The verdict in one word. */
  readonly beats: "yes" | "no" | "not distinguishable";
  /** What it rests on: the model against each baseline. */
  readonly comparisons: readonly Comparison[];
  /** The verdict in one sentence, with its figures. */
  readonly sentence: string;
}

/** Models and baselines on the same samples, and what follows. */
export interface Leaderboard {
  /** Sessions from which the label is known after entry; the lag of every t-value. */
  readonly horizon: number;
  /** First test session. */
  readonly firstSession: Session;
  /** Last test session. */
  readonly lastSession: Session;
  /** Models first, then baselines. */
  readonly rows: readonly Scores[];
  /** One for each row that is not a baseline. */
  readonly verdicts: readonly Verdict[];
}
