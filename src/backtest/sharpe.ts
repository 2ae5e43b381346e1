/**
 * How far a Sharpe ratio can be trusted: by the length and shape of its series, and by how many were tried.
 *
 * @module
 */

import type { Moments } from "./moments.ts";
import { normalCdf, normalQuantile } from "./normal.ts";

/** A Sharpe ratio with what its uncertainty depends on. */
export interface SharpeEstimate {
  /** Mean excess return over its standard deviation, of one session: not annualised. */
  readonly sharpe: number;
  /** Number of returns. */
  readonly n: number;
  /** Skewness of the returns. */
  readonly skewness: number;
  /** Raw kurtosis of the returns, 3 for a normal distribution; with excess kurtosis every result here is wrong. */
  readonly kurtosis: number;
}

/** Deviation of returns below which they do not vary: what rounding leaves of the excess of cash over itself. */
export const NO_SPREAD = 1e-12;

/** The Sharpe ratio of excess returns with these moments; `null` if they do not vary or are fewer than two. */
export function sharpeOf({ n, mean, deviation, skewness, kurtosis }: Moments): SharpeEstimate | null {
  if (mean === null || deviation === null || skewness === null || kurtosis === null) return null;
  if (deviation < NO_SPREAD) return null;
  return { sharpe: mean / deviation, n, skewness, kurtosis };
}

/**
 * Probabilistic Sharpe ratio: how probable it is that the true ratio is above a benchmark, given the length, skewness
 * and kurtosis of the series.
 *
 * `Phi((SR - SR*) sqrt(n - 1) / sqrt(1 - skewness SR + (kurtosis - 1)/4 SR^2))`, all of one session.
 *
 * @param benchmark The ratio to beat, of one session.
 * @returns 0 to 1; greater is better.
 * @see Bailey, D. and López de Prado, M. (2012), "The Sharpe Ratio Efficient Frontier", Journal of Risk 15(2).
 *
 * @example Half a chance to beat itself
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(probabilisticSharpe({ sharpe: 0.1, n: 250, skewness: 0, kurtosis: 3 }, 0.1), 0.5);
 * ```
 */
export function probabilisticSharpe(estimate: SharpeEstimate, benchmark = 0): number {
  return normalCdf((estimate.sharpe - benchmark) / standardError(estimate));
}

/**
 * The greatest Sharpe ratio to be expected of trials none of which has skill.
 *
 * `sqrt(V) ((1 - gamma) Phi^-1(1 - 1/N) + gamma Phi^-1(1 - 1/(N e)))` with Euler's gamma; 0 for one trial.
 *
 * @param variance Variance of the trials' Sharpe ratios of one session.
 * @param nTrials How many were tried, 1 or more: all of them, not those one remembers.
 * @throws {RangeError} If the variance is negative or there is no trial.
 * @see Bailey, D. and López de Prado, M. (2014), "The Deflated Sharpe Ratio", Journal of Portfolio Management 40(5).
 */
export function expectedMaxSharpe(variance: number, nTrials: number): number {
  if (!(variance >= 0 && Number.isInteger(nTrials) && nTrials >= 1)) {
    throw new RangeError(
      "Cannot expect a Sharpe ratio: a variance from 0 and a whole number of trials from 1 are wanted, found " +
        `${variance} and ${nTrials}`,
    );
  }
  if (nTrials === 1) return 0;
  const expected = (1 - EULER_GAMMA) * normalQuantile(1 - 1 / nTrials) +
    EULER_GAMMA * normalQuantile(1 - 1 / (nTrials * Math.E));
  return Math.sqrt(variance) * expected;
}

/** What else was tried on the same data. */
export interface Trials {
  /** How many, this one included. */
  readonly nTrials: number;
  /** Variance of their Sharpe ratios of one session; by default that of no skill at all, `1/(n - 1)`. */
  readonly variance?: number;
}

/**
 * Deflated Sharpe ratio: how probable it is that the true ratio is above what the best of so many trials without skill
 * would have shown.
 *
 * @returns 0 to 1; greater is better.
 * @see Bailey, D. and López de Prado, M. (2014), "The Deflated Sharpe Ratio", Journal of Portfolio Management 40(5).
 *
 * @example The paper's own example: 2.5 a year, five years, found among a hundred
 * ```ts
 * import assert from "node:assert/strict";
 * const estimate = { sharpe: 2.5 / Math.sqrt(250), n: 1250, skewness: -3, kurtosis: 10 };
 * const deflated = deflatedSharpe(estimate, { nTrials: 100, variance: 0.5 / 250 });
 * assert.equal(deflated.toFixed(4), "0.9004");
 * ```
 */
export function deflatedSharpe(estimate: SharpeEstimate, { nTrials, variance }: Trials): number {
  return probabilisticSharpe(estimate, expectedMaxSharpe(variance ?? 1 / (estimate.n - 1), nTrials));
}

const EULER_GAMMA = 0.5772156649015329;

/** Standard error of a Sharpe ratio, for returns that are independent but not normal. */
function standardError({ sharpe, n, skewness, kurtosis }: SharpeEstimate): number {
  return Math.sqrt((1 - skewness * sharpe + (kurtosis - 1) / 4 * sharpe ** 2) / (n - 1));
}
