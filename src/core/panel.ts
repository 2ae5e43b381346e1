/**
 * Daily bars of many tickers: the table that features and labels are computed from.
 *
 * @module
 */

import { NotFoundError } from "./errors.ts";

/** What prices are comparable with: as published, across splits, or across splits and dividends. */
export type PriceBasis = "raw" | "split" | "total";

/** The columns of bars, all of one length; prices in BRL for one share on the stated basis. */
export interface BarColumns {
  /** Trading day, days since 1970-01-01, ascending within a ticker. */
  readonly session: Int32Array;
  /** First price of the session. */
  readonly open: Float64Array;
  /** Highest price. */
  readonly high: Float64Array;
  /** Lowest price. */
  readonly low: Float64Array;
  /** Last price. */
  readonly close: Float64Array;
  /** Volume-weighted average price. */
  readonly vwap: Float64Array;
  /** Best bid at the close; `NaN` when there was none. */
  readonly bid: Float64Array;
  /** Best ask at the close; `NaN` when there was none. */
  readonly ask: Float64Array;
  /** Money traded in the session, BRL; the same on every basis. */
  readonly turnover: Float64Array;
  /** Shares traded, on the stated basis. */
  readonly shares: Float64Array;
  /** Trades in the session, with the hundred thousands that the tape lacks put back where that is known. */
  readonly trades: Float64Array;
  /** What the published price was multiplied by to get the price here; 1 on the `raw` basis. */
  readonly factor: Float64Array;
  /** 1 where prices of this and the bar before do not compare: an unexplained jump or event, a long silence. */
  readonly jump: Uint8Array;
}

/** One ticker's bars, oldest first. */
export interface Bars extends BarColumns {
  /** Trading code. */
  readonly ticker: string;
  /** What the prices are comparable with. */
  readonly basis: PriceBasis;
}

/** Many tickers' bars end to end, ticker by ticker in alphabetical order. */
export interface Panel extends BarColumns {
  /** What the prices are comparable with. */
  readonly basis: PriceBasis;
  /** Trading codes, in alphabetical order. */
  readonly tickers: readonly string[];
  /** Rows of ticker `i` are `offsets[i]` up to, not including, `offsets[i + 1]`. */
  readonly offsets: Int32Array;
  /** Every session in which any ticker of the panel traded, ascending: the market's clock. */
  readonly calendar: Int32Array;
}

/** Names of the columns of bars. */
export const BAR_COLUMNS = [
  "session",
  "open",
  "high",
  "low",
  "close",
  "vwap",
  "bid",
  "ask",
  "turnover",
  "shares",
  "trades",
  "factor",
  "jump",
] as const satisfies readonly (keyof BarColumns)[];

/** Cuts rows `[begin, end)` out of columns without copying. */
export function sliceColumns(columns: BarColumns, begin: number, end: number): BarColumns {
  return Object.fromEntries(
    BAR_COLUMNS.map((name) => [name, columns[name].subarray(begin, end)]),
  ) as unknown as BarColumns;
}

/**
 * One ticker of a panel, as views on the panel's columns.
 *
 * @throws {NotFoundError} If the panel has no such ticker.
 */
export function barsOf(panel: Panel, ticker: string): Bars {
  const index = panel.tickers.indexOf(ticker);
  if (index < 0) {
    throw new NotFoundError(
      `Cannot find "${ticker}": the panel holds ${panel.tickers.length} tickers${
        nearest(panel.tickers, ticker)
      }`,
    );
  }
  return barsAt(panel, index);
}

/** The bars of the ticker at a position of `panel.tickers`, as views on the panel's columns. */
export function barsAt(panel: Panel, index: number): Bars {
  return {
    ticker: panel.tickers[index],
    basis: panel.basis,
    ...sliceColumns(panel, panel.offsets[index], panel.offsets[index + 1]),
  };
}

/** The same bars with prices and shares as published: the `raw` basis. */
export function rawBars(bars: Bars): Bars {
  const published = (prices: Float64Array) => prices.map((price, i) => price / bars.factor[i]);
  return {
    ...bars,
    basis: "raw",
    open: published(bars.open),
    high: published(bars.high),
    low: published(bars.low),
    close: published(bars.close),
    vwap: published(bars.vwap),
    bid: published(bars.bid),
    ask: published(bars.ask),
    shares: bars.shares.map((shares, i) => shares * bars.factor[i]),
    factor: new Float64Array(bars.session.length).fill(1),
  };
}

/** Keeps the bars up to and including a session: history as it stood at that day's close. */
export function barsUntil(bars: Bars, session: number): Bars {
  let end = bars.session.length;
  while (end > 0 && bars.session[end - 1] > session) end--;
  return { ticker: bars.ticker, basis: bars.basis, ...sliceColumns(bars, 0, end) };
}

function nearest(tickers: readonly string[], wanted: string): string {
  const root = wanted.slice(0, 4).toUpperCase();
  const similar = tickers.filter((ticker) => ticker.startsWith(root));
  return similar.length === 0 ? "" : `, among them ${similar.join(", ")}`;
}
