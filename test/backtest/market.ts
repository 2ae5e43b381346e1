/**
 * Small markets for tests.
 *
 * @module
 */

import { type Targets, targetsOf, type TradedMarket } from "~/backtest/mod.ts";
import { weekdays } from "../market.ts";

/** One ticker's session; what is left out is ordinary. */
export interface Row {
  /** Position on the calendar. */
  readonly day: number;
  readonly open: number;
  readonly close?: number;
  readonly shares?: number;
  readonly halfSpread?: number;
  readonly ratio?: number;
  readonly payment?: number;
  readonly jump?: 1;
}

/** Sessions of a market of n. */
export function calendarOf(n: number): Int32Array {
  return Int32Array.from(weekdays(n, "2022-03-07"));
}

/** A market of tickers, in alphabetical order, on n sessions with one rate of cash. */
export function marketOf(
  nSessions: number,
  rows: Readonly<Record<string, readonly Row[]>>,
  rate = 0,
): TradedMarket {
  const calendar = calendarOf(nSessions);
  const all = Object.values(rows).flat();
  const column = (value: (row: Row) => number) => Float64Array.from(all, value);
  const offsets = [0];
  for (const ofTicker of Object.values(rows)) offsets.push(offsets[offsets.length - 1] + ofTicker.length);
  return {
    tickers: Object.keys(rows),
    offsets: Int32Array.from(offsets),
    calendar,
    cashRate: new Float64Array(nSessions).fill(rate),
    session: Int32Array.from(all, ({ day }) => calendar[day]),
    open: column(({ open }) => open),
    close: column(({ open, close = open }) => close),
    shares: column(({ shares = 1e9 }) => shares),
    halfSpread: column(({ halfSpread = NaN }) => halfSpread),
    ratio: column(({ ratio = 1 }) => ratio),
    payment: column(({ payment = 0 }) => payment),
    jump: Uint8Array.from(all, ({ jump = 0 }) => jump),
  };
}

/** Rows of a ticker that trades on the first sessions, given open and close of each. */
export function dailyRows(...prices: readonly (readonly [open: number, close: number])[]): Row[] {
  return prices.map(([open, close], day) => ({ day, open, close }));
}

/** Decisions by position on the market's calendar: weights by ticker. */
export function decisions(
  { tickers, calendar }: TradedMarket,
  wanted: Readonly<Record<number, Readonly<Record<string, number>>>>,
): Targets {
  return targetsOf(
    tickers,
    Object.entries(wanted).map(([day, weights]) => ({
      session: calendar[Number(day)],
      wanted: Object.entries(weights).map(([ticker, weight]) => [tickers.indexOf(ticker), weight] as const),
    })),
  );
}

/** Rules under which nothing costs anything. */
export const FREE = { fees: [{ from: -Infinity, rate: 0 }], slippage: 0, halfSpread: 0, borrowRate: 0 };
