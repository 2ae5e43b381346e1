/**
 * Codes that took over from others.
 *
 * @module
 */

import {
  type CorporateAction,
  DataError,
  formatSession,
  type Panel,
  type Quotes,
  type Session,
  takeQuotes,
} from "~/core/mod.ts";
import { median } from "./day_moves.ts";

/** A code that may be another's continuation, and why. */
export interface Succession {
  /** The code that ended. */
  readonly from: string;
  /** The code that began. */
  readonly to: string;
  /** Last session of the old code. */
  readonly lastSession: Session;
  /** First session of the new one. */
  readonly firstSession: Session;
  /** First open of the new code over the last close of the old one. */
  readonly priceRatio: number;
  /** Median turnover of the new code's first month over that of the old one's last. */
  readonly turnoverRatio: number;
}

/** Market sessions that may lie between the last of the old code and the first of the new; and days, should files lack. */
const LONGEST_GAP = 5;
const LONGEST_DAYS = 15;

/** A price that went on: the bands of the day's move that a renamed share stays in. */
const SEAM = [0.911, 1.061] as const;

/** A turnover of the same scale: within this many times. */
const SAME_SCALE = 5;
const MONTH = 21;

/**
 * Suggests which codes took over from which: the old one's last session is followed within five by the first of a code
 * of the same class, at a price that went on (0.911 to 1.061 times) and a turnover of the same scale (5 times).
 *
 * A suggestion is no proof: two companies may do so by chance. Nothing is joined. A code that ends with the panel has
 * not ended, and one that begins with it has not begun.
 *
 * @param panel Bars on the `raw` or `split` basis.
 * @returns By the old code's last session, the best continuation first where there are several.
 */
export function suggestSuccessions(panel: Panel): Succession[] {
  const { tickers, offsets, session, calendar, open, close } = panel;
  const position = new Map(Array.from(calendar, (day, i) => [day, i]));
  const dayOf = (row: number) => position.get(session[row]) ?? NaN;
  const last = calendar.length - 1;
  const ended = [...tickers.keys()].filter((t) => dayOf(offsets[t + 1] - 1) < last);
  const begun = [...tickers.keys()].filter((t) => dayOf(offsets[t]) > 0);
  const found = ended.flatMap((old) =>
    begun.flatMap((fresh): Succession[] => {
      const [end, begin] = [offsets[old + 1] - 1, offsets[fresh]];
      const gap = dayOf(begin) - dayOf(end);
      const days = session[begin] - session[end];
      const follows = gap >= 1 && gap <= LONGEST_GAP && days <= LONGEST_DAYS;
      if (!follows || classOf(tickers[old]) !== classOf(tickers[fresh])) return [];
      const priceRatio = open[begin] / close[end];
      const turnoverRatio = medianTurnover(panel, begin, Math.min(begin + MONTH, offsets[fresh + 1])) /
        medianTurnover(panel, Math.max(offsets[old], end + 1 - MONTH), end + 1);
      const isContinuous = priceRatio >= SEAM[0] && priceRatio <= SEAM[1];
      if (!isContinuous || !(Math.abs(Math.log(turnoverRatio)) <= Math.log(SAME_SCALE))) return [];
      return [{
        from: tickers[old],
        to: tickers[fresh],
        lastSession: session[end],
        firstSession: session[begin],
        priceRatio,
        turnoverRatio,
      }];
    })
  );
  const doubt = ({ priceRatio, turnoverRatio }: Succession) =>
    Math.abs(Math.log(priceRatio)) + Math.abs(Math.log(turnoverRatio)) / 10;
  return found.sort((a, b) =>
    a.lastSession - b.lastSession || (a.from < b.from ? -1 : a.from > b.from ? 1 : doubt(a) - doubt(b))
  );
}

/** Which code took over from which. */
export type CodeChange = Pick<Succession, "from" | "to">;

/**
 * Finds codes that are certain to have taken over: the last record of the old and, at most five sessions later, the first
 * of the new have one ISIN and one class. The same ISIN is the same paper, whatever it is called.
 *
 * @param quotes Cash-market quotes sorted by ticker and session.
 * @returns In the order of the old codes; where one would continue several, or several one, it is left to configuration.
 */
export function certainSuccessions(quotes: Quotes): CodeChange[] {
  const { ticker, session, isin } = quotes;
  const calendar = [...new Set(session)].sort((a, b) => a - b);
  const position = new Map(calendar.map((day, i) => [day, i]));
  const dayOf = (row: number) => position.get(session[row]) ?? NaN;
  const firsts = [...ticker.keys()].filter((row) => row === 0 || ticker[row] !== ticker[row - 1]);
  const firstsByIsin = Map.groupBy(firsts.filter((row) => isin[row] !== ""), (row) => isin[row]);
  const changes = firsts.flatMap((_, i): CodeChange[] => {
    const end = (firsts[i + 1] ?? quotes.length) - 1;
    const next = (firstsByIsin.get(isin[end]) ?? []).filter((begin) =>
      dayOf(begin) - dayOf(end) >= 1 && dayOf(begin) - dayOf(end) <= LONGEST_GAP &&
      session[begin] - session[end] <= LONGEST_DAYS &&
      classOf(ticker[begin]) === classOf(ticker[end])
    );
    return next.length === 1 ? [{ from: ticker[end], to: ticker[next[0]] }] : [];
  });
  return changes.filter(({ to }) => changes.filter((change) => change.to === to).length === 1);
}

/**
 * Gives the records of old codes the codes that took over, the last one where a code changed more than once.
 *
 * @param quotes Quotes sorted by ticker and session.
 * @param joined Old code and new code.
 * @returns The quotes, sorted by ticker, session and board again.
 * @throws {DataError} If both codes traded on one session, then they are two papers; if codes take over in a circle.
 */
export function joinSuccessions(quotes: Quotes, joined: readonly CodeChange[]): Quotes {
  const last = lastCodes(joined);
  const renamed = quotes.ticker.map((ticker) => last.get(ticker) ?? ticker);
  const rows = [...renamed.keys()].sort((a, b) =>
    renamed[a] < renamed[b] ? -1 : renamed[a] > renamed[b] ? 1 : quotes.session[a] - quotes.session[b]
  );
  for (let i = 1; i < rows.length; i++) {
    const [a, b] = [rows[i - 1], rows[i]];
    const [from, to] = [quotes.ticker[a], quotes.ticker[b]];
    if (renamed[a] === renamed[b] && quotes.session[a] === quotes.session[b] && from !== to) {
      throw new DataError(
        `Cannot join ${from} and ${to}: codes that never traded together are wanted, both did on ${
          formatSession(quotes.session[a])
        }`,
      );
    }
  }
  return { ...takeQuotes(quotes, rows), ticker: rows.map((row) => renamed[row]) };
}

/** Gives the actions of old codes the codes that took over, as {@link joinSuccessions} does for quotes. */
export function joinActions<A extends CorporateAction>(
  actions: readonly A[],
  joined: readonly CodeChange[],
): A[] {
  const last = lastCodes(joined);
  return actions.map((action) => ({ ...action, ticker: last.get(action.ticker) ?? action.ticker }));
}

/** The code that each old one ended up as. */
function lastCodes(joined: readonly CodeChange[]): Map<string, string> {
  const next = new Map(joined.map(({ from, to }) => [from, to]));
  return new Map(joined.map(({ from }) => {
    const path = [from];
    for (let to = next.get(from); to !== undefined; to = next.get(to)) {
      if (path.includes(to)) {
        throw new DataError(
          `Cannot join ${[...path, to].join(" -> ")}: each code must take over once, found a circle`,
        );
      }
      path.push(to);
    }
    return [from, path[path.length - 1]];
  }));
}

/** The class suffix of a code: `3` for common, `4` to `8` for preferred, `11` for units. */
function classOf(ticker: string): string {
  return ticker.slice(4);
}

function medianTurnover(panel: Panel, begin: number, end: number): number {
  return median(panel.turnover.subarray(begin, end));
}
