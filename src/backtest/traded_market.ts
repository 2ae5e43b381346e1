/**
 * The market as it traded: published prices, and what holders got besides.
 *
 * @module
 */

import type { Panel } from "~/core/mod.ts";

/** Daily bars of many tickers as published, ticker by ticker, with what each session gave to holders. */
export interface TradedMarket {
  /** Trading codes, in alphabetical order. */
  readonly tickers: readonly string[];
  /** Rows of ticker `i` are `offsets[i]` up to, not including, `offsets[i + 1]`. */
  readonly offsets: Int32Array;
  /** The market's sessions, ascending. */
  readonly calendar: Int32Array;
  /** What money at the interbank rate earned from the session before to each of the calendar; `NaN` if not known. */
  readonly cashRate: Float64Array;
  /** Trading day of each row, ascending within a ticker. */
  readonly session: Int32Array;
  /** First price, BRL a share, as published. */
  readonly open: Float64Array;
  /** Last price. */
  readonly close: Float64Array;
  /** Shares traded. */
  readonly shares: Float64Array;
  /** Half the way from best bid to best ask at the close, over their mean; `NaN` if one was missing or they crossed. */
  readonly halfSpread: Float64Array;
  /** Shares at this session's open for one held at the ticker's last close before: 2 after a two-for-one split. */
  readonly ratio: Float64Array;
  /** Money paid this session for one share held at the ticker's last close before, BRL. */
  readonly payment: Float64Array;
  /** 1 where prices of this and the row before do not compare and nothing explains it. */
  readonly jump: Uint8Array;
}

/** Steps of the factors smaller than this are rounding: a vendor's closes have six digits. */
const ROUNDING = 5e-5;

/** A payment of more than this share of the price is taken for a change in the number of shares. */
const GREATEST_PAYMENT = 0.4;

/**
 * The market that a panel was made of.
 *
 * Published prices are those of the panel over its factor. From a row to the next the panel's factor grows by the ratio
 * of a change of shares, and that of `returns` by `ratio/(1 - payment)`; so the payment, a fraction of the last close,
 * is what the second adds to the first. Where that would be negative or above two fifths, as when only a vendor knows of
 * a split, the whole step of `returns` is taken as a ratio: what holders earn is that of `returns` in any case. A payment
 * below 0.005 % of the price is rounding and left out. Payments are gross and made on the ex session.
 *
 * @param panel Bars on the `split` basis.
 * @param returns The same rows on the `total` basis, or the panel itself where payments are not known.
 * @param cashRate What cash earned, one rate a session of the panel's calendar.
 * @throws {RangeError} If rows or sessions differ in number.
 */
export function tradedMarket(panel: Panel, returns: Panel, cashRate: Float64Array): TradedMarket {
  const { tickers, offsets, calendar, session, factor, bid, ask } = panel;
  if (returns.session.length !== session.length || cashRate.length !== calendar.length) {
    throw new RangeError(
      `Cannot trade a panel of ${session.length} rows and ${calendar.length} sessions: as many are wanted, found ` +
        `${returns.session.length} rows of returns and ${cashRate.length} rates`,
    );
  }
  const published = (prices: Float64Array) => prices.map((price, row) => price / factor[row]);
  const close = published(panel.close);
  const ratio = new Float64Array(session.length).fill(1);
  const payment = new Float64Array(session.length);
  for (let t = 0; t < tickers.length; t++) {
    for (let row = offsets[t] + 1; row < offsets[t + 1]; row++) {
      const change = factor[row] / factor[row - 1];
      const step = returns.factor[row] / returns.factor[row - 1];
      const paid = 1 - change / step;
      const isPayment = paid > -ROUNDING && paid <= GREATEST_PAYMENT;
      ratio[row] = isPayment ? change : step;
      if (isPayment && paid > ROUNDING) payment[row] = paid * close[row - 1];
    }
  }
  return {
    tickers,
    offsets,
    calendar,
    cashRate,
    session,
    open: published(panel.open),
    close,
    shares: panel.shares.map((shares, row) => shares * factor[row]),
    halfSpread: bid.map((best, row) => ask[row] >= best ? (ask[row] - best) / (ask[row] + best) : NaN),
    ratio,
    payment,
    jump: returns.jump,
  };
}
