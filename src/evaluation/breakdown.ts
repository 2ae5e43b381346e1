/**
 * Scores by year and by ticker: whether skill is everywhere, or in a season or in a share.
 *
 * @module
 */

import { CLASSES, type Dataset, formatSession, type Session } from "~/core/mod.ts";
import { studentTValue } from "./block_t.ts";
import { mean } from "./mean.ts";
import type { SessionIc } from "./scores.ts";

/** How one calendar year's decisions did. */
export interface YearScores {
  /** Calendar year of the decision sessions; the first and the last one of a test period are often cut short. */
  readonly year: number;
  /** Samples scored. */
  readonly nSamples: number;
  /** Sessions with a rank IC. */
  readonly nSessions: number;
  /** Mean rank IC over sessions; `null` without any. */
  readonly rankIc: number | null;
  /** Mean log-loss, nats; `null` without probabilities. */
  readonly logLoss: number | null;
  /** Share of samples given their true class. */
  readonly accuracy: number;
}

/** How one ticker's decisions did. */
export interface TickerScores {
  /** Trading code. */
  readonly ticker: string;
  /** Samples scored. */
  readonly nSamples: number;
  /** Share of samples given their true class. */
  readonly accuracy: number;
  /** Mean log-loss, nats; `null` without probabilities. */
  readonly logLoss: number | null;
  /** Mean forward return of all samples: what to hold those of calls against. */
  readonly meanReturn: number;
  /** Samples called buy. */
  readonly nBuys: number;
  /** Their mean forward return; `null` if there is none. */
  readonly buyReturn: number | null;
  /** Samples called sell. */
  readonly nSells: number;
  /** Their mean forward return; `null` if there is none. */
  readonly sellReturn: number | null;
}

/** What was said of each sample. */
export interface SampleAnswers {
  /** Forecast class codes [nSamples]. */
  readonly predicted: Uint8Array;
  /** Log-loss of each sample [nSamples]; `null` without probabilities. */
  readonly losses: Float64Array | null;
}

/** Scores by calendar year, oldest first. */
export function scoresByYear(
  dataset: Dataset,
  answers: SampleAnswers,
  bySession: readonly SessionIc[],
): YearScores[] {
  const rankIcs = Map.groupBy(bySession, ({ session }) => yearOf(session));
  return [...Map.groupBy(dataset.session.keys(), (i) => yearOf(dataset.session[i]))].map(([year, rows]) => {
    const judged = rankIcs.get(year) ?? [];
    return {
      year,
      nSamples: rows.length,
      nSessions: judged.length,
      rankIc: meanOrNull(judged.map(({ rankIc }) => rankIc)),
      ...shareRight(dataset, answers, rows),
    };
  });
}

/** Scores by ticker, in the order of the dataset's tickers; those without a sample are left out. */
export function scoresByTicker(dataset: Dataset, answers: SampleAnswers): TickerScores[] {
  const { ticker, tickers, targetReturn } = dataset;
  const groups = [...Map.groupBy(ticker.keys(), (i) => ticker[i])].sort(([a], [b]) => a - b);
  return groups.map(([t, rows]) => {
    const returns = (some: readonly number[]) => meanOrNull(some.map((i) => targetReturn[i]));
    const called = (label: typeof CLASSES[number]) =>
      rows.filter((i) => CLASSES[answers.predicted[i]] === label);
    const [buys, sells] = [called("buy"), called("sell")];
    return {
      ticker: tickers[t],
      nSamples: rows.length,
      ...shareRight(dataset, answers, rows),
      meanReturn: mean(rows.map((i) => targetReturn[i])),
      nBuys: buys.length,
      buyReturn: returns(buys),
      nSells: sells.length,
      sellReturn: returns(sells),
    };
  });
}

/**
 * t-value of the rank IC from its means by calendar year: few, but one can hardly say that they hang together.
 *
 * A signal that keeps its favour for months flatters every t-value that counts sessions; this one it flatters least. A
 * year that is cut short counts as much as a whole one.
 *
 * @param bySession Rank ICs by session.
 * @returns Student's t of the yearly means and how many there are; `null` below two years or if all are equal.
 */
export function yearlyTValue(
  bySession: readonly SessionIc[],
): { readonly tValue: number | null; readonly nYears: number } {
  const years = [...Map.groupBy(bySession, ({ session }) => yearOf(session)).values()];
  const means = years.map((sessions) => mean(sessions.map(({ rankIc }) => rankIc)));
  return { tValue: studentTValue(means), nYears: means.length };
}

function shareRight({ y }: Dataset, { predicted, losses }: SampleAnswers, rows: readonly number[]) {
  return {
    logLoss: losses && mean(rows.map((i) => losses[i])),
    accuracy: mean(rows.map((i) => predicted[i] === y[i] ? 1 : 0)),
  };
}

function yearOf(session: Session): number {
  return Number(formatSession(session).slice(0, 4));
}

function meanOrNull(values: readonly number[]): number | null {
  return values.length === 0 ? null : mean(values);
}
