/**
 * How much of a score is the luck of the draw.
 *
 * @module
 */

import { mean } from "./mean.ts";
import type { Scores } from "./scores.ts";

/** The scores that are summed up, by the names they have in {@link Scores}. */
export type MainScore =
  | "rankIc"
  | "icir"
  | "longShort"
  | "logLoss"
  | "brierLoss"
  | "calibrationError"
  | "accuracy"
  | "macroF1"
  | "mcc"
  | "rSquaredZero";

/** A score over several seeds. */
export interface SeedSpread {
  /** Mean over seeds. */
  readonly mean: number;
  /** Sample standard deviation over seeds; `null` for one. */
  readonly std: number | null;
}

/** One model's main scores over several seeds. */
export interface SeedSummary {
  /** What its rows are called. */
  readonly name: string;
  /** Fits with a seed of their own. */
  readonly nSeeds: number;
  /** Spread of each main score; `null` where one of the rows lacks it. */
  readonly scores: Readonly<Record<MainScore, SeedSpread | null>>;
}

const MAIN_SCORES: Readonly<Record<MainScore, (row: Scores) => number | null>> = {
  rankIc: ({ ranking }) => ranking.rankIc,
  icir: ({ ranking }) => ranking.icir,
  longShort: ({ quantiles }) => quantiles.longShort,
  logLoss: ({ classification }) => classification.logLoss,
  brierLoss: ({ classification }) => classification.brierLoss,
  calibrationError: ({ classification }) => classification.calibrationError,
  accuracy: ({ classification }) => classification.accuracy,
  macroF1: ({ classification }) => classification.macroF1,
  mcc: ({ classification }) => classification.mcc,
  rSquaredZero: ({ regression }) => regression && regression.rSquaredZero,
};

/**
 * Sums up the same model's rows from leaderboards that differ in nothing but the seed.
 *
 * The spread is that of the recipe's own randomness on these data; other data would move the scores far more, see
 * their standard errors.
 *
 * @param rows One row a seed, on the same samples.
 * @throws {RangeError} If there is no row, or they are not of one name and number of samples.
 */
export function summarizeSeeds(rows: readonly Scores[]): SeedSummary {
  const names = new Set(rows.map(({ name, nSamples }) => `${name} on ${nSamples} samples`));
  if (names.size !== 1) {
    throw new RangeError(
      `Cannot sum up seeds: rows of one model on the same samples are wanted, found ${
        [...names].join(", ") || "none"
      }`,
    );
  }
  const spreads = Object.entries(MAIN_SCORES).map(([name, of]) => [name, spreadOf(rows.map(of))]);
  return { name: rows[0].name, nSeeds: rows.length, scores: Object.fromEntries(spreads) };
}

/** Mean and spread of one score over seeds; `null` where one of them lacks it. */
export function spreadOf(values: readonly (number | null)[]): SeedSpread | null {
  const known = values.filter((value) => value !== null);
  if (known.length < values.length) return null;
  const center = mean(known);
  const squares = known.reduce((sum, value) => sum + (value - center) ** 2, 0);
  return { mean: center, std: known.length < 2 ? null : Math.sqrt(squares / (known.length - 1)) };
}
