/**
 * Quotes to a panel of bars on one price basis.
 *
 * @module
 */

import { DataError, type Finding, formatSession, type Panel, type Quotes, takeQuotes } from "~/core/mod.ts";
import { type CorporateAction, findActions } from "./actions.ts";

/** A panel with what was found while it was built. */
export interface PanelWithFindings {
  /** The bars. */
  readonly panel: Panel;
  /** Corporate actions that the prices are adjusted for. */
  readonly actions: readonly CorporateAction[];
  /** What was noticed in the quotes. */
  readonly findings: readonly Finding[];
}

/** Close-to-close ratios outside this band are level jumps: beyond any ordinary day at B3. */
const JUMP_UP = 1.8;
const JUMP_DOWN = 0.55;

/**
 * Builds the panel on the `split` basis: prices before a split or grouping are scaled to the shares of today.
 *
 * A ticker with records of several boards on one session keeps the one with the greatest turnover. A record without
 * a price for open, high, low or close is left out with a finding. A level jump that no action explains is marked in
 * `jump`, never adjusted.
 *
 * @param quotes Cash-market quotes sorted by ticker and session.
 * @returns Bars as good as the tape: gaps stay gaps.
 * @throws {DataError} If there is no usable quote or the order is wrong.
 */
export function buildPanel(quotes: Quotes): PanelWithFindings {
  const { rows, findings } = usableRows(quotes);
  if (rows.length === 0) throw new DataError(`Cannot build a panel: no usable quote among ${quotes.length}`);
  const usable = takeQuotes(quotes, rows);
  const { actions, findings: actionFindings } = findActions(usable);
  const { tickers, offsets } = tickerRanges(usable.ticker);
  const factor = priceFactors(usable, tickers, offsets, actions);
  const adjusted = (prices: Float64Array) => prices.map((price, i) => price * factor[i]);
  const close = adjusted(usable.close);
  const jump = levelJumps(close, offsets);
  const panel: Panel = {
    basis: "split",
    tickers,
    offsets,
    calendar: Int32Array.from(new Set(usable.session)).sort(),
    session: usable.session,
    open: adjusted(usable.open),
    high: adjusted(usable.high),
    low: adjusted(usable.low),
    close,
    vwap: adjusted(usable.average),
    bid: adjusted(usable.bid),
    ask: adjusted(usable.ask),
    turnover: usable.turnover,
    shares: usable.shares.map((shares, i) => shares / factor[i]),
    trades: usable.trades,
    factor,
    jump,
  };
  return { panel, actions, findings: [...findings, ...actionFindings, ...jumpFindings(panel)] };
}

/** Rows with all four prices, one a ticker and session. */
function usableRows(quotes: Quotes): { rows: number[]; findings: Finding[] } {
  const rows: number[] = [];
  const findings: Finding[] = [];
  for (let i = 0; i < quotes.length; i++) {
    const [ticker, session] = [quotes.ticker[i], quotes.session[i]];
    if (!(quotes.open[i] > 0 && quotes.high[i] > 0 && quotes.low[i] > 0 && quotes.close[i] > 0)) {
      findings.push({
        severity: "error",
        kind: "missing_price",
        ticker,
        session,
        message: `${ticker} has no open, high, low or close on ${formatSession(session)}: left out`,
      });
      continue;
    }
    const last = rows.at(-1);
    if (last !== undefined && quotes.ticker[last] === ticker && quotes.session[last] === session) {
      if (quotes.turnover[i] > quotes.turnover[last]) rows[rows.length - 1] = i;
      continue;
    }
    const isSorted = last === undefined || quotes.ticker[last] < ticker ||
      (quotes.ticker[last] === ticker && quotes.session[last] < session);
    if (!isSorted) {
      throw new DataError(
        `Cannot build a panel: quotes must be sorted by ticker and session, row ${i} is not`,
      );
    }
    rows.push(i);
  }
  return { rows, findings };
}

function tickerRanges(ticker: readonly string[]): { tickers: string[]; offsets: Int32Array } {
  const starts = [...ticker.keys()].filter((i) => i === 0 || ticker[i] !== ticker[i - 1]);
  return { tickers: starts.map((i) => ticker[i]), offsets: Int32Array.of(...starts, ticker.length) };
}

/** What each row's published price is multiplied by: the product of 1 / ratio over the ticker's later actions. */
function priceFactors(
  quotes: Quotes,
  tickers: readonly string[],
  offsets: Int32Array,
  actions: readonly CorporateAction[],
): Float64Array {
  const ratios = new Map(actions.map((action) => [`${action.ticker} ${action.exSession}`, action.ratio]));
  const factor = new Float64Array(quotes.length).fill(1);
  tickers.forEach((ticker, t) => {
    for (let i = offsets[t + 1] - 2; i >= offsets[t]; i--) {
      factor[i] = factor[i + 1] / (ratios.get(`${ticker} ${quotes.session[i + 1]}`) ?? 1);
    }
  });
  return factor;
}

function levelJumps(close: Float64Array, offsets: Int32Array): Uint8Array {
  const jump = new Uint8Array(close.length);
  for (let t = 0; t + 1 < offsets.length; t++) {
    for (let i = offsets[t] + 1; i < offsets[t + 1]; i++) {
      const step = close[i] / close[i - 1];
      if (step > JUMP_UP || step < JUMP_DOWN) jump[i] = 1;
    }
  }
  return jump;
}

function jumpFindings(panel: Panel): Finding[] {
  return panel.tickers.flatMap((ticker, t) => {
    const rows = Array.from(panel.jump.subarray(panel.offsets[t], panel.offsets[t + 1]).keys())
      .map((i) => i + panel.offsets[t]).filter((i) => panel.jump[i] === 1);
    return rows.map((i): Finding => ({
      severity: "warning",
      kind: "unexplained_jump",
      ticker,
      session: panel.session[i],
      message:
        `${ticker} closed at ${(panel.close[i] / panel.close[i - 1]).toFixed(2)} times the close before on ` +
        `${
          formatSession(panel.session[i])
        } and no corporate action explains it: windows across it are left out`,
    }));
  });
}
