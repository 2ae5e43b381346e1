/**
 * Codes that took over from others.
 *
 * @module
 */

import { DataError, formatSession, type Panel, type Quotes, type Session, takeQuotes } from "~/core/mod.ts";
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

/** Market sessions that may lie between the last of the old code and the first of the new. */
const LONGEST_GAP = 5;

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
      if (!(gap >= 1 && gap <= LONGEST_GAP) || classOf(tickers[old]) !== classOf(tickers[fresh])) return [];
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

/**
 * Gives the records of old codes the codes that took over.
 *
 * @param quotes Quotes sorted by ticker and session.
 * @param joined Old code and new code.
 * @returns The quotes, sorted by ticker, session and board again.
 * @throws {DataError} If both codes traded on one session: then they are two papers.
 */
export function joinSuccessions(
  quotes: Quotes,
  joined: readonly Pick<Succession, "from" | "to">[],
): Quotes {
  const next = new Map(joined.map(({ from, to }) => [from, to]));
  const renamed = quotes.ticker.map((ticker) => next.get(ticker) ?? ticker);
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

/** The class suffix of a code: `3` for common, `4` to `8` for preferred, `11` for units. */
function classOf(ticker: string): string {
  return ticker.slice(4);
}

function medianTurnover(panel: Panel, begin: number, end: number): number {
  return median(panel.turnover.subarray(begin, end));
}
