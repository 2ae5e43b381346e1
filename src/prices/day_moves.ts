/**
 * What every share did from one close to the next day's trading, beside the market.
 *
 * @module
 */

import type { Quotes } from "~/core/mod.ts";

/** Moves of every row of quotes. */
export interface DayMoves {
  /** Log of the day's price over the close before, less the market's median that day; `NaN` on a ticker's first row. */
  readonly excess: Float64Array;
  /** Position of the row's session among all sessions of the quotes: the market's clock. */
  readonly day: Int32Array;
}

/**
 * The weight of the first price in the day's price, the rest on the average. The first is nearer to the close before,
 * the average is of more trades; the error is least, and flat, around here.
 */
const WEIGHT_OF_OPEN = 0.7;

/** With fewer shares than this there is no market to speak of: its move is taken to be 0. */
const SMALLEST_MARKET = 10;

/**
 * Computes the excess moves of quotes. Causal: a session's median is known at its close.
 *
 * @param quotes Quotes sorted by ticker and session.
 * @param leftOut Rows that no median counts, for their prices do not compare.
 */
export function dayMoves(quotes: Quotes, leftOut: ReadonlySet<number>): DayMoves {
  const { ticker, session, open, average, close } = quotes;
  const calendar = [...new Set(session)].sort((a, b) => a - b);
  const position = new Map(calendar.map((day, i) => [day, i]));
  const day = session.map((value) => position.get(value) ?? NaN);
  const excess = new Float64Array(quotes.length).fill(NaN);
  const bySession: number[][] = calendar.map(() => []);
  for (let i = 1; i < quotes.length; i++) {
    if (ticker[i] !== ticker[i - 1]) continue;
    const overnight = Math.log(open[i] / close[i - 1]);
    const onAverage = average[i] > 0 ? Math.log(average[i] / close[i - 1]) : overnight;
    excess[i] = WEIGHT_OF_OPEN * overnight + (1 - WEIGHT_OF_OPEN) * onAverage;
    if (!leftOut.has(i)) bySession[day[i]].push(excess[i]);
  }
  const market = bySession.map((moves) => moves.length < SMALLEST_MARKET ? 0 : median(moves));
  return { excess: excess.map((move, i) => move - market[day[i]]), day };
}

/** The middle value, the mean of the middle two, or `NaN` if there is none. */
export function median(values: Iterable<number>): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
