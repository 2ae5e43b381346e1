/**
 * What is known about how good forecasts were: plain data, ready for a table, a page or JSON.
 *
 * @module
 */

import type { Label, Session } from "~/core/mod.ts";

/** How well one class was found. A ratio with an empty denominator is `null`, never 0. */
export interface ClassScores {
  /** Of the samples given this class, the share that had it. */
  readonly precision: number | null;
  /** Of the samples that had this class, the share that was given it. */
  readonly recall: number | null;
  /** Harmonic mean of the two. */
  readonly f1: number | null;
  /** Samples that had this class. */
  readonly support: number;
  /** Samples given this class. */
  readonly predicted: number;
}

/** How well classes and their probabilities were forecast. */
export interface ClassificationScores {
  readonly accuracy: number;
  /** Mean recall over the classes that occur. */
  readonly balancedAccuracy: number;
  /** Mean F1 over the three classes; a class without F1 counts as 0, as in scikit-learn. */
  readonly macroF1: number;
  readonly byClass: Readonly<Record<Label, ClassScores>>;
  /** `confusion[true][predicted]`, both in the order of `CLASSES`. */
  readonly confusion: readonly (readonly number[])[];
  /** Mean negative log-likelihood of the true class, nats, smaller is better; `null` without probabilities. */
  readonly logLoss: number | null;
  /** Mean squared distance of the probability row from the truth, 0 to 2, smaller is better; `null` without. */
  readonly brierLoss: number | null;
}

/** Correlation of one session's scores with its returns. */
export interface SessionIc {
  readonly session: Session;
  /** Spearman correlation across the session's tickers. */
  readonly rankIc: number;
  readonly nTickers: number;
}

/** How well shares were ranked within sessions, greater is better. `null` where nothing can be said. */
export interface RankingScores {
  /** Mean rank IC over sessions. */
  readonly rankIc: number | null;
  /** Mean over standard deviation of the sessions' rank ICs. */
  readonly icir: number | null;
  /** t-value of the mean, Newey-West with lag = horizon because labels overlap. */
  readonly tValue: number | null;
  /** Rank IC by session, oldest first; sessions with too few tickers or constant scores are left out. */
  readonly bySession: readonly SessionIc[];
}

/** One model's or baseline's scores on one set of samples. */
export interface Scores {
  readonly name: string;
  /** Whether it is one of the answers that needs no learning worth the name. */
  readonly isBaseline: boolean;
  readonly nSamples: number;
  readonly nSessions: number;
  readonly classification: ClassificationScores;
  readonly ranking: RankingScores;
}

/** A model against one baseline on one score, sample by sample of the same sessions. */
export interface Comparison {
  readonly baseline: string;
  readonly score: "logLoss" | "rankIc";
  /** How much better the model is; negative if worse. */
  readonly gain: number;
  /** t-value of the gain over sessions, Newey-West with lag = horizon; `null` when it cannot be computed. */
  readonly tValue: number | null;
}

/** Whether a model beats its baselines. */
export interface Verdict {
  readonly model: string;
  readonly beats: "yes" | "no" | "not distinguishable";
  readonly comparisons: readonly Comparison[];
  /** The verdict in one sentence, with its figures. */
  readonly sentence: string;
}

/** Models and baselines on the same samples, and what follows. */
export interface Leaderboard {
  /** Sessions from which the label is known after entry; the lag of every t-value. */
  readonly horizon: number;
  /** First and last test session. */
  readonly firstSession: Session;
  readonly lastSession: Session;
  /** Models first, then baselines. */
  readonly rows: readonly Scores[];
  /** One for each row that is not a baseline. */
  readonly verdicts: readonly Verdict[];
}
