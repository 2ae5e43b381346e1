/**
 * What an equity curve comes to, in figures whose conventions are named.
 *
 * @module
 */

import { formatSession, type Session } from "~/core/mod.ts";
import { type Curve, type Drawdown, maxDrawdown, returnsOf } from "./curve.ts";
import { momentsOf } from "./moments.ts";
import { NO_SPREAD, probabilisticSharpe, type SharpeEstimate, sharpeOf } from "./sharpe.ts";

/** Sessions of a year. */
export const SESSIONS_A_YEAR = 252;

/** Figures of a curve; `null` where there is too little to tell. Returns are simple, from close to close. */
export interface Performance {
  /** Session at whose close it begins. */
  readonly firstSession: Session;
  /** Last session. */
  readonly lastSession: Session;
  /** Last worth over first, less 1. */
  readonly totalReturn: number;
  /** Compound annual growth: `(last/first)^(252/n) - 1` for n returns. */
  readonly cagr: number | null;
  /** Standard deviation of the returns (n - 1) times the root of 252. */
  readonly volatility: number | null;
  /** Mean return in excess of cash over the standard deviation of the excess (n - 1), times the root of 252. */
  readonly sharpeRatio: number | null;
  /**
   * Mean return in excess of cash over the downside deviation, times the root of 252. The downside deviation is the root
   * of the mean, over all n, of squared excess returns below 0.
   */
  readonly sortinoRatio: number | null;
  /** The deepest fall; `null` if there was none. */
  readonly maxDrawdown: Drawdown | null;
  /** {@link Performance.cagr} over the depth of the deepest fall. */
  readonly calmarRatio: number | null;
  /** The Sharpe ratio of one session, not annualised, with the shape of the excess returns. */
  readonly estimate: SharpeEstimate | null;
  /** Probability that the true Sharpe ratio is above 0: {@link probabilisticSharpe}. */
  readonly probabilisticSharpe: number | null;
}

/**
 * Figures of a curve beside cash.
 *
 * @param curve Two closes or more.
 * @param cashRate What cash earned from the session before to each session of the curve, decimal fractions; the first
 * is not used.
 * @throws {RangeError} If the curve is shorter, a worth but the last is not positive, lengths differ or a rate is not
 * finite.
 *
 * @example Cash itself has no excess return, so no Sharpe ratio
 * ```ts
 * import assert from "node:assert/strict";
 * const curve = { session: Int32Array.of(1, 2, 3), equity: Float64Array.of(100, 150, 225) };
 * const { totalReturn, sharpeRatio } = performanceOf(curve, Float64Array.of(0, 0.5, 0.5));
 * assert.deepEqual([totalReturn, sharpeRatio], [1.25, null]);
 * ```
 */
export function performanceOf(curve: Curve, cashRate: Float64Array): Performance {
  const { session, equity } = curve;
  const returns = returnsOf(curve);
  const n = returns.length;
  if (n === 0 || cashRate.length !== session.length) {
    throw new RangeError(
      `Cannot judge a curve: two closes or more and a rate for each are wanted, found ${session.length} closes and ` +
        `${cashRate.length} rates`,
    );
  }
  const excess = returns.map((value, i) => value - rateAt(session, cashRate, i + 1));
  const estimate = sharpeOf(momentsOf(excess));
  const { deviation } = momentsOf(returns);
  const growth = equity[n] / equity[0];
  const cagr = growth < 0 ? null : growth ** (SESSIONS_A_YEAR / n) - 1;
  const fall = maxDrawdown(curve);
  return {
    firstSession: session[0],
    lastSession: session[n],
    totalReturn: growth - 1,
    cagr,
    volatility: deviation === null ? null : deviation * Math.sqrt(SESSIONS_A_YEAR),
    sharpeRatio: estimate && estimate.sharpe * Math.sqrt(SESSIONS_A_YEAR),
    sortinoRatio: sortinoOf(excess),
    maxDrawdown: fall,
    calmarRatio: cagr === null || fall === null ? null : cagr / -fall.depth,
    estimate,
    probabilisticSharpe: estimate && probabilisticSharpe(estimate),
  };
}

function rateAt(session: Int32Array, cashRate: Float64Array, i: number): number {
  if (Number.isFinite(cashRate[i])) return cashRate[i];
  throw new RangeError(
    `Cannot judge a curve: a rate of cash is wanted for ${formatSession(session[i])}, found ${cashRate[i]}`,
  );
}

function sortinoOf(excess: Float64Array): number | null {
  const n = excess.length;
  const downside = Math.sqrt(excess.reduce((sum, value) => sum + Math.min(value, 0) ** 2, 0) / n);
  const mean = excess.reduce((sum, value) => sum + value, 0) / n;
  return downside < NO_SPREAD ? null : mean / downside * Math.sqrt(SESSIONS_A_YEAR);
}
