/**
 * Decisions to a ledger: the engine.
 *
 * @module
 */

import { formatSession, type Session } from "~/core/mod.ts";
import { accrue, act, giveUp } from "./events.ts";
import type { Ledger } from "./ledger.ts";
import { fillOrders, order } from "./orders.ts";
import { resolveRules, type TradingRules } from "./rules.ts";
import { advance, type State, stateOf } from "./state.ts";
import type { Targets } from "./targets.ts";
import type { TradedMarket } from "./traded_market.ts";

/** How to trade, and until when. */
export interface BacktestOptions extends TradingRules {
  /** Last session; the market's last by default. */
  readonly to?: Session;
}

/**
 * Trades decisions on the market, session by session.
 *
 * Decided at the close of t, filled at the open of t + 1. At that close the weights become numbers of shares, by the
 * equity and the prices then. They are ordered at the next open in whole lots and filled at the open plus (or minus, to
 * sell) half the spread of the ticker's last close and the slippage, up to a share of the session's volume. What is not
 * filled, also because the ticker did not trade or cash did not suffice, is ordered again at the following opens until
 * the next decision takes its place. A purchase never makes cash negative: money is not borrowed to buy. Shares are, to
 * be short, at a fee; what they were sold for is cash and earns as all cash does. No margin is asked for.
 *
 * Each session, in this order: cash earns the session's rate (a debt costs it) and borrowed shares their fee, on the
 * worth of the close before; corporate actions change shares and pay those who held at the close before, what is left of
 * a share is paid at the open; shares of a ticker without a trade for 20 sessions that never trades again go at its last
 * price, without cost; orders are filled; what is held is valued at each ticker's last close. The ledger ends early, with
 * a finding, at a close at which nothing is left of the equity.
 *
 * Causal but for two things: the volume of a session caps what is filled at its open, and that a ticker never trades
 * again is known only afterwards (its worth is the same before and after). Same input, same ledger, bit for bit.
 * Prices that jump without an explanation are taken as they are, and found: a crash must not be left out.
 *
 * @param market The market as it traded.
 * @param targets At least one decision, on sessions of the market's calendar. A ticker that has not traded by then cannot
 * be valued and is passed over.
 * @throws {RangeError} If there is no decision, one is not on a session of the calendar, it names a ticker that the market
 * lacks, a rate of cash is missing, or a rule makes no sense.
 */
export function runBacktest(market: TradedMarket, targets: Targets, options: BacktestOptions = {}): Ledger {
  const { to = Infinity, ...rules } = options;
  const { tickers, calendar, close } = market;
  const { days, marketTicker } = locate(market, targets);
  const [first, last] = [days[0], calendar.findLastIndex((day) => day <= to)];
  const state = stateOf(market, resolveRules(rules));
  const { book, row, findings } = state;
  const [equity, cash, long, short] = [1, 2, 3, 4].map(() => new Float64Array(Math.max(0, last - first + 1)));
  let [at, decision] = [0, 0];
  for (let day = first; day <= last; day++, at++) {
    if (day === first) tickers.forEach((_, t) => advance(state, t, calendar[day]));
    else pass(state, day);
    for (let t = 0; t < tickers.length; t++) {
      if (book.held[t] !== 0) (book.held[t] > 0 ? long : short)[at] += book.held[t] * close[row[t]];
    }
    cash[at] = book.cash;
    equity[at] = cash[at] + long[at] + short[at];
    if (equity[at] <= 0) {
      const session = calendar[day];
      const message = `Nothing was left at the close of ${formatSession(session)}: there the backtest ends`;
      findings.push({ severity: "error", kind: "ruin", session, message });
      at++;
      break;
    }
    if (days[decision] === day) order(state, targets, decision++, marketTicker, equity[at]);
  }
  return {
    capital: state.rules.capital,
    tickers,
    session: calendar.slice(first, first + at),
    equity: equity.slice(0, at),
    cash: cash.slice(0, at),
    long: long.slice(0, at),
    short: short.slice(0, at),
    entries: book.entries(),
    findings,
  };
}

/** A session up to its close. */
function pass(state: State, day: number): void {
  const { market: { tickers, calendar }, book, wanted } = state;
  accrue(state, day);
  const trading: number[] = [];
  for (let t = 0; t < tickers.length; t++) {
    if (advance(state, t, calendar[day])) {
      act(state, t, calendar[day]);
      if (!Number.isNaN(wanted[t])) trading.push(t);
    } else if (book.held[t] !== 0) giveUp(state, t, day);
  }
  if (trading.length > 0) fillOrders(state, calendar[day], trading);
}

/** Where on the calendar the decisions are, and which ticker of the market each of theirs is. */
function locate({ calendar, tickers }: TradedMarket, targets: Targets) {
  if (targets.session.length === 0) {
    throw new RangeError("Cannot trade: one decision or more is wanted, found none");
  }
  const position = new Map(Array.from(calendar, (session, day) => [session, day]));
  const days = Array.from(targets.session, (session) => {
    const day = position.get(session);
    if (day === undefined) {
      throw new RangeError(
        `Cannot trade: decisions on sessions of the market are wanted, found ${formatSession(session)}`,
      );
    }
    return day;
  });
  const index = new Map(tickers.map((ticker, t) => [ticker, t]));
  const marketTicker = targets.tickers.map((ticker) => index.get(ticker) ?? -1);
  const stranger = targets.ticker.find((ticker) => marketTicker[ticker] < 0);
  if (stranger !== undefined) {
    throw new RangeError(
      `Cannot trade: tickers of the market are wanted, found "${targets.tickers[stranger]}"`,
    );
  }
  return { days, marketTicker };
}
