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

/** Market sessions without a trade, about a month, after which a share's prices are another story. */
const LONGEST_SILENCE = 20;

/**
 * Builds the panel on the `split` basis: prices before a split or grouping are scaled to the shares of today.
 *
 * A ticker with records of several boards on one session keeps the one with the greatest turnover. A record without
 * a price for open, high, low or close is left out with a finding. Where prices before and after do not compare, `jump`
 * is marked and nothing adjusted: a level jump or a marked event that no neat ratio explains, a silence of over a month.
 *
 * @param quotes Cash-market quotes sorted by ticker and session.
 * @returns Bars as good as the tape: gaps stay gaps.
 * @throws {DataError} If there is no usable quote or the order is wrong.
 */
export function buildPanel(quotes: Quotes): PanelWithFindings {
  const { rows, findings } = usableRows(quotes);
  if (rows.length === 0) throw new DataError(`Cannot build a panel: no usable quote among ${quotes.length}`);
  const usable = takeQuotes(quotes, rows);
  const { actions, unexplained, findings: actionFindings } = findActions(usable);
  const { tickers, offsets } = tickerRanges(usable.ticker);
  const factor = priceFactors(usable, tickers, offsets, actions);
  const adjusted = (prices: Float64Array) => prices.map((price, i) => price * factor[i]);
  const panel: Panel = {
    basis: "split",
    tickers,
    offsets,
    calendar: Int32Array.from(new Set(usable.session)).sort(),
    session: usable.session,
    open: adjusted(usable.open),
    high: adjusted(usable.high),
    low: adjusted(usable.low),
    close: adjusted(usable.close),
    vwap: adjusted(usable.average),
    bid: adjusted(usable.bid),
    ask: adjusted(usable.ask),
    turnover: usable.turnover,
    shares: usable.shares.map((shares, i) => shares / factor[i]),
    trades: usable.trades,
    factor,
    jump: new Uint8Array(usable.length),
  };
  for (const row of unexplained) panel.jump[row] = 1;
  const breaks = markBreaks(panel);
  return { panel, actions, findings: [...findings, ...actionFindings, ...breaks, ...doubleCodes(panel)] };
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

/** Marks level jumps and long silences in `panel.jump` and says which. */
function markBreaks(panel: Panel): Finding[] {
  const { session, close, calendar, offsets, jump } = panel;
  const position = new Map(Array.from(calendar, (day, i) => [day, i]));
  const dayOf = (row: number) => position.get(session[row]) ?? NaN;
  return panel.tickers.flatMap((ticker, t) => {
    const findings: Finding[] = [];
    const silences: number[] = [];
    for (let row = offsets[t] + 1; row < offsets[t + 1]; row++) {
      const step = close[row] / close[row - 1];
      if (dayOf(row) - dayOf(row - 1) - 1 > LONGEST_SILENCE) {
        silences.push(row);
      } else if (jump[row] === 0 && (step > JUMP_UP || step < JUMP_DOWN)) {
        jump[row] = 1;
        findings.push({
          severity: "warning",
          kind: "unexplained_jump",
          ticker,
          session: session[row],
          message:
            `${ticker} closed at ${step.toFixed(2)} times the close before on ${
              formatSession(session[row])
            } and ` +
            "no corporate action explains it: windows across it are left out",
        });
      }
    }
    for (const row of silences) jump[row] = 1;
    return silences.length === 0
      ? findings
      : [...findings, silenceFinding(ticker, silences.map((row) => session[row]))];
  });
}

function silenceFinding(ticker: string, ends: readonly number[]): Finding {
  const dates = ends.length <= 3
    ? ends.map(formatSession).join(", ")
    : `${formatSession(ends[0])}, … (${ends.length} times), ${formatSession(ends[ends.length - 1])}`;
  return {
    severity: "warning",
    kind: "long_silence",
    ticker,
    session: ends[ends.length - 1],
    message:
      `${ticker} had not traded for more than ${LONGEST_SILENCE} sessions before ${dates}: windows across it are ` +
      "left out",
  };
}

/** Sessions of equal turnover and close after which two codes are taken for one share. */
const SAME_SHARE = 100;

/** Codes that carry the same history, as when a renamed share's new code was given the old one's past. */
function doubleCodes({ tickers, offsets, session, turnover, close }: Panel): Finding[] {
  const firstRow = new Map<number, [row: number, ticker: number]>();
  const shared = new Map<string, number>();
  tickers.forEach((ticker, t) => {
    for (let row = offsets[t]; row < offsets[t + 1]; row++) {
      const key = turnover[row] * 4096 + session[row] % 4096; // meets by chance now and then, not a hundred times
      const [other, u] = firstRow.get(key) ?? [row, t];
      if (u === t) firstRow.set(key, [row, t]);
      else if (session[other] === session[row] && close[other] === close[row]) {
        const pair = `${tickers[u]} and ${ticker}`;
        shared.set(pair, (shared.get(pair) ?? 0) + 1);
      }
    }
  });
  return [...shared].filter(([, n]) => n >= SAME_SHARE).map(([pair, n]) => ({
    severity: "warning",
    kind: "double_code",
    message: `${pair} have the same turnover and close on ${n} sessions: one share that is counted twice`,
  }));
}
