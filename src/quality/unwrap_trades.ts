/**
 * Trade counts beyond the five digits that COTAHIST has for them.
 *
 * @module
 */

import type { Quotes } from "~/core/mod.ts";
import { rowsByTicker } from "./rows_by_ticker.ts";

/** Trade counts with what was lost put back. */
export interface UnwrappedTrades {
  /** Trades of each quote: as published, or with 100,000 added as often as it takes. */
  readonly trades: Float64Array;
  /** 1 where something was added. */
  readonly wrapped: Uint8Array;
}

/** TOTNEG is published modulo this. */
const MODULUS = 100_000;

/** Quotes of the ticker that say what is usual. */
const WINDOW = 20;

/** A ticker's first quotes, too few to say what is usual, are judged by its first {@link WINDOW}. */
const FEWEST = 10;

/** Published trades that the busiest of those quotes must have: no share goes from fewer to 100,000 overnight. */
const BUSY = 60_000;

/** Farthest that the money a trade may be from its median, as a factor, for an unwrapped count to be believed. */
const FARTHEST = 2;

/** How much the distance to the median count weighs beside that to the median money a trade: it varies more. */
const COUNT_WEIGHT = 0.25;

/**
 * Puts back the hundred thousands that trade counts (TOTNEG) lack on the busiest days.
 *
 * Of the possible counts it takes the one for which money a trade (VOLTOT / TOTNEG), and with less weight the count
 * itself, are nearest to their medians over the ticker's 20 quotes before, in logarithms. Those medians are of published
 * counts, so that one wrong guess does not lead to another; a share that wraps on most days keeps its raw counts. The
 * quotes themselves are left as published.
 *
 * Causal from a ticker's eleventh quote on; the first ten are judged by the first twenty.
 *
 * @param quotes Quotes in any order.
 */
export function unwrapTrades(quotes: Quotes): UnwrappedTrades {
  const trades = quotes.trades.slice();
  const wrapped = new Uint8Array(quotes.length);
  for (const rows of rowsByTicker(quotes).values()) {
    for (const [row, count] of wrappedRows(quotes, rows)) {
      trades[row] = count;
      wrapped[row] = 1;
    }
  }
  return { trades, wrapped };
}

/** The rows of one ticker, oldest first, whose counts are wrapped, with the counts they should have. */
export function wrappedRows({ trades, turnover }: Quotes, rows: readonly number[]): Map<number, number> {
  const found = new Map<number, number>();
  const known = rows.filter((row) => turnover[row] > 0 && trades[row] >= 0);
  known.forEach((row, i) => {
    const usual = (i < FEWEST ? known.slice(0, WINDOW) : known.slice(Math.max(0, i - WINDOW), i))
      .filter((other) => trades[other] > 0);
    if (!usual.some((other) => trades[other] >= BUSY)) return;
    const ticket = median(usual.map((other) => turnover[other] / trades[other]));
    const count = median(usual.map((other) => trades[other]));
    const distance = (n: number) =>
      Math.log(turnover[row] / n / ticket) ** 2 + COUNT_WEIGHT * Math.log(n / count) ** 2;
    let best = trades[row];
    while (!(distance(best) <= distance(best + MODULUS))) best += MODULUS;
    const isNear = Math.abs(Math.log(turnover[row] / best / ticket)) <= Math.log(FARTHEST);
    if (best > trades[row] && isNear) found.set(row, best);
  });
  return found;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
