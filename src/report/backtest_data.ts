/**
 * What the page needs to know of a backtest, as plain data.
 *
 * @module
 */

import type { Session } from "~/core/mod.ts";

/** What something was worth, and how far it was below its last height. */
export interface WorthCurve {
  /** A name of its own, or `equal_weight`, `ibovespa` or `cdi`, which are translated. */
  readonly name: string;
  /** Trading days, oldest first. */
  readonly session: ArrayLike<Session>;
  /** Worth at each close, above 0, in any unit; drawn from 100. */
  readonly equity: ArrayLike<number>;
  /** How far each close is below the greatest one so far: 0, or -0.1 for 10 % below. */
  readonly drawdown: ArrayLike<number>;
}

/** The deepest fall from a height. */
export interface DeepestFall {
  /** How deep: -0.4 is a loss of 40 %. */
  readonly depth: number;
  /** Session of the height. */
  readonly peak: Session;
  /** Session of the lowest close. */
  readonly trough: Session;
  /** First session at the height again; `null` if it was not reached. */
  readonly recovery: Session | null;
}

/** Figures of a curve; decimal fractions, `null` where nothing can be said. The page names their conventions. */
export interface BacktestStatistics {
  /** Last worth over first, less 1. */
  readonly totalReturn: number;
  /** Compound growth a year of 252 sessions. */
  readonly cagr: number | null;
  /** Standard deviation of daily returns, times the root of 252. */
  readonly volatility: number | null;
  /** Mean daily return above cash over its standard deviation, times the root of 252. */
  readonly sharpeRatio: number | null;
  /** The same over the downside deviation. */
  readonly sortinoRatio: number | null;
  /** The deepest fall; `null` if there was none. */
  readonly maxDrawdown: DeepestFall | null;
  /** Growth a year over the depth of the deepest fall. */
  readonly calmarRatio: number | null;
  /** Probability that the true Sharpe ratio is above 0. */
  readonly probabilisticSharpe: number | null;
}

/** The return of a calendar month. */
export interface MonthReturn {
  /** `YYYY-MM`. */
  readonly month: string;
  /** Decimal fraction. */
  readonly value: number;
}

/** One strategy or reference of a backtest. */
export interface BacktestEntry extends WorthCurve {
  /** Its figures. */
  readonly statistics: BacktestStatistics;
  /** Probability that its Sharpe ratio is more than the luck of all trials; `null` if no model decided. */
  readonly deflatedSharpe: number | null;
  /** Its returns by month, oldest first; none, and there is no table of them. */
  readonly months: readonly MonthReturn[];
  /** Half of the money bought and sold in a year over the mean worth; `null` for what does not trade. */
  readonly turnover: number | null;
}

/** How scores became holdings. */
export interface BacktestStrategy {
  /** Which shares are held. */
  readonly kind: "top_quantile" | "long_short" | "threshold";
  /** Sessions from one decision to the next. */
  readonly every: number;
  /** Share of the tickers on a side, for `top_quantile` and `long_short`. */
  readonly quantile?: number | undefined;
  /** Score above which a ticker is held, for `threshold`. */
  readonly threshold?: number | undefined;
}

/** What trading cost and how much was allowed; shares of money traded where nothing else is said. */
export interface BacktestCosts {
  /** Money at the first decision, BRL. */
  readonly capital: number;
  /** Shares of a round lot. */
  readonly lot: number;
  /** Fees by first session, oldest first; `-Infinity` for the beginning. */
  readonly fees: readonly { readonly from: Session; readonly rate: number }[];
  /** How much worse than the open, besides the spread. */
  readonly slippage: number;
  /** Half the spread where none is known. */
  readonly halfSpread: number;
  /** Greatest share of a session's traded shares. */
  readonly maxVolumeShare: number;
  /** What borrowed shares cost a year. */
  readonly borrowRate: number;
}

/** A backtest beside its references. */
export interface BacktestReport {
  /** How scores became holdings. */
  readonly strategy: BacktestStrategy;
  /** Trials that Sharpe ratios are deflated by. */
  readonly nTrials?: number | undefined;
  /** What it cost. */
  readonly costs: BacktestCosts;
  /** The model first, then what it is held against, all from the same session. */
  readonly entries: readonly BacktestEntry[];
}
