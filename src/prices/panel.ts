/**
 * Quotes to a panel of bars on one price basis.
 *
 * @module
 */

import {
  DataError,
  type Finding,
  formatSession,
  type Panel,
  type PriceBasis,
  type Quotes,
  takeQuotes,
} from "~/core/mod.ts";
import { findActions, type TapeEvent } from "./actions.ts";
import { doubleCodes, markBreaks } from "./breaks.ts";
import type { CorporateAction } from "./corporate_action.ts";
import { effectiveActions, mergeActions } from "./merge_actions.ts";

/** A panel with what was found while it was built. */
export interface PanelWithFindings {
  /** The bars. */
  readonly panel: Panel;
  /** Corporate actions that were known, in order of ticker and ex session. */
  readonly actions: readonly CorporateAction[];
  /** What was noticed in the quotes. */
  readonly findings: readonly Finding[];
}

/** How to build a panel. */
export interface PanelOptions {
  /**
   * What prices are to be comparable with: as published (`raw`), across changes in the number of shares (`split`),
   * or across those and the payments that are known (`total`).
   *
   * @default {"split"}
   */
  readonly basis?: PriceBasis;
  /** Actions known from elsewhere, a feed's or a person's; they beat what the tape says. */
  readonly actions?: readonly CorporateAction[];
}

/**
 * Builds the panel of quotes: prices before a corporate action are scaled to the shares of today.
 *
 * A ticker with records of several boards on one session keeps the one with the greatest turnover. A record without
 * a price for open, high, low or close, or whose low and high do not hold the others, is left out with a finding. Shares scale inversely to prices, so price times
 * shares is the turnover. Where prices before and after do not compare, `jump` is marked and nothing adjusted: a level
 * jump or a marked event that no ratio explains, a silence of over a month; on the `raw` basis, every change of shares.
 *
 * @param quotes Cash-market quotes sorted by ticker and session.
 * @returns Bars as good as the tape: gaps stay gaps.
 * @throws {DataError} If there is no usable quote or the order is wrong.
 */
export function buildPanel(quotes: Quotes, options: PanelOptions = {}): PanelWithFindings {
  const { basis = "split", actions: known = [] } = options;
  const { rows, findings } = usableRows(quotes);
  if (rows.length === 0) throw new DataError(`Cannot build a panel: no usable quote among ${quotes.length}`);
  const usable = takeQuotes(quotes, rows);
  const { tickers, offsets } = tickerRanges(usable.ticker);
  const tape = findActions(usable);
  const merged = mergeActions(tape.actions, known);
  const effective = effectiveActions(merged.actions, usable);
  const split = scaled(usable, tickers, offsets, "split", effective.actions);
  for (const row of unexplainedRows(usable, tape.events, effective.actions)) split.jump[row] = 1;
  const breaks = markBreaks(split);
  return {
    panel: basis === "split" ? split : {
      ...scaled(usable, tickers, offsets, basis, effective.actions),
      jump: basis === "total" ? split.jump : withSteps(split),
    },
    actions: merged.actions,
    findings: [
      ...findings,
      ...tape.findings.filter(({ ticker, session }) =>
        !known.some((action) => action.ticker === ticker && action.exSession === session)
      ),
      ...merged.findings,
      ...effective.findings,
      ...breaks,
      ...doubleCodes(split),
    ],
  };
}

/** Rows with all four prices, one a ticker and session. */
function usableRows(quotes: Quotes): { rows: number[]; findings: Finding[] } {
  const rows: number[] = [];
  const findings: Finding[] = [];
  for (let i = 0; i < quotes.length; i++) {
    const [ticker, session] = [quotes.ticker[i], quotes.session[i]];
    const fault = priceFault(quotes, i);
    if (fault !== null) {
      const message = `${ticker} has ${fault.what} on ${formatSession(session)}: left out`;
      findings.push({ severity: "error", kind: fault.kind, ticker, session, message });
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

/** What is wrong with the prices of a record; `null` if nothing is. */
function priceFault({ open, high, low, close }: Quotes, i: number): { kind: string; what: string } | null {
  if (!(open[i] > 0 && high[i] > 0 && low[i] > 0 && close[i] > 0)) {
    return { kind: "missing_price", what: "no open, high, low or close" };
  }
  const isInside = (price: number) => price >= low[i] && price <= high[i];
  return isInside(open[i]) && isInside(close[i])
    ? null
    : { kind: "inconsistent_price", what: "an open or close outside low and high" };
}

function tickerRanges(ticker: readonly string[]): { tickers: string[]; offsets: Int32Array } {
  const starts = [...ticker.keys()].filter((i) => i === 0 || ticker[i] !== ticker[i - 1]);
  return { tickers: starts.map((i) => ticker[i]), offsets: Int32Array.of(...starts, ticker.length) };
}

/** The quotes as a panel on a basis, no jump marked yet. */
function scaled(
  quotes: Quotes,
  tickers: readonly string[],
  offsets: Int32Array,
  basis: PriceBasis,
  actions: readonly CorporateAction[],
): Panel {
  const factor = priceFactors(quotes, tickers, offsets, basis === "raw" ? [] : actions, basis === "total");
  const adjusted = (prices: Float64Array) => prices.map((price, i) => price * factor[i]);
  return {
    basis,
    tickers,
    offsets,
    calendar: Int32Array.from(new Set(quotes.session)).sort(),
    session: quotes.session,
    open: adjusted(quotes.open),
    high: adjusted(quotes.high),
    low: adjusted(quotes.low),
    close: adjusted(quotes.close),
    vwap: adjusted(quotes.average),
    bid: adjusted(quotes.bid),
    ask: adjusted(quotes.ask),
    turnover: quotes.turnover,
    shares: quotes.shares.map((shares, i) => shares / factor[i]),
    trades: quotes.trades,
    factor,
    jump: new Uint8Array(quotes.length),
  };
}

/** What each row's published price is multiplied by: the product of the price factors of the ticker's later actions. */
function priceFactors(
  quotes: Quotes,
  tickers: readonly string[],
  offsets: Int32Array,
  actions: readonly CorporateAction[],
  withPayments: boolean,
): Float64Array {
  const byTicker = Map.groupBy(actions, (action) => action.ticker);
  const factor = new Float64Array(quotes.length).fill(1);
  tickers.forEach((ticker, t) => {
    const later = [...byTicker.get(ticker) ?? []].sort((a, b) => a.exSession - b.exSession);
    let product = 1;
    for (let row = offsets[t + 1] - 1; row >= offsets[t]; row--) {
      for (let last = later.at(-1); last !== undefined && last.exSession > quotes.session[row];) {
        product *= (withPayments ? 1 - last.payment : 1) / last.ratio;
        later.pop();
        last = later.at(-1);
      }
      factor[row] = product;
    }
  });
  return factor;
}

/** Rows of marked events that neither the tape nor a known action explains. */
function unexplainedRows(
  quotes: Quotes,
  events: readonly TapeEvent[],
  actions: readonly CorporateAction[],
): number[] {
  const isKnown = (row: number) =>
    actions.some(({ ticker, exSession, ratio }) =>
      ratio !== 1 && ticker === quotes.ticker[row] && exSession <= quotes.session[row] &&
      exSession > quotes.session[row - 1]
    );
  return events.filter(({ outcome, row }) => outcome === "unexplained" && !isKnown(row)).map(({ row }) =>
    row
  );
}

/** The jumps of a panel and its changes of factor: where published prices do not compare. */
function withSteps({ offsets, factor, jump }: Panel): Uint8Array {
  const marked = jump.slice();
  for (let row = 1; row < factor.length; row++) if (factor[row] !== factor[row - 1]) marked[row] = 1;
  for (const begin of offsets) if (begin < marked.length) marked[begin] = jump[begin];
  return marked;
}
