/**
 * Where a running backtest stands.
 *
 * @module
 */

import type { Finding, Session } from "~/core/mod.ts";
import { Book } from "./book.ts";
import type { TradingRules } from "./rules.ts";
import type { TradedMarket } from "./traded_market.ts";

/** A market, rules, an account and its orders. */
export interface State {
  readonly market: TradedMarket;
  readonly rules: Required<TradingRules>;
  readonly book: Book;
  /** Each ticker's latest row; one before its first until it trades. */
  readonly row: Int32Array;
  /** Shares ordered to be held, by ticker; `NaN` where nothing is ordered. Not rounded to lots. */
  readonly wanted: Float64Array;
  readonly findings: Finding[];
}

/** A beginning: money and no shares. */
export function stateOf(market: TradedMarket, rules: Required<TradingRules>): State {
  const nTickers = market.tickers.length;
  return {
    market,
    rules,
    book: new Book(rules.capital, nTickers),
    row: Int32Array.from({ length: nTickers }, (_, t) => market.offsets[t] - 1),
    wanted: new Float64Array(nTickers).fill(NaN),
    findings: [],
  };
}

/** Moves a ticker to a session; whether it traded then. */
export function advance({ market: { offsets, session }, row }: State, t: number, today: Session): boolean {
  while (row[t] + 1 < offsets[t + 1] && session[row[t] + 1] <= today) row[t]++;
  return row[t] >= offsets[t] && session[row[t]] === today;
}
