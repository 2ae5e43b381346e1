/**
 * Which shares could be traded at a price worth the name, as known on each day.
 *
 * @module
 */

import type { Panel } from "~/core/mod.ts";

/** Thresholds of the universe. */
export interface UniverseRules {
  /** Turnover that at least half of the last 60 market sessions must reach, BRL. @default {1_000_000} */
  readonly minTurnover?: number;
  /** Sessions traded among the last 252 of the market. @default {200} */
  readonly minSessions?: number;
  /** Published close, BRL; below it the tick of one cent is a move of percents. @default {1} */
  readonly minClose?: number;
}

const TURNOVER_WINDOW = 60;
const HISTORY_WINDOW = 252;

/**
 * Marks the rows that belong to the universe of their session.
 *
 * Causal: a row depends on its own session and earlier ones. A session without a trade counts as turnover 0. Rows of
 * the first 251 sessions of the panel's calendar are outside: nothing is known of a year before.
 *
 * @param panel Bars of any basis; the published close is `close / factor`.
 * @returns 1 for each row of the panel that is inside, 0 for the others.
 */
export function universe(panel: Panel, rules: UniverseRules = {}): Uint8Array {
  const { minTurnover = 1_000_000, minSessions = 200, minClose = 1 } = rules;
  const position = new Map(Array.from(panel.calendar, (session, i) => [session, i]));
  const inside = new Uint8Array(panel.session.length);
  for (let t = 0; t < panel.tickers.length; t++) {
    const [begin, end] = [panel.offsets[t], panel.offsets[t + 1]];
    const day = Array.from(panel.session.subarray(begin, end), (session) => position.get(session) ?? NaN);
    let [historyStart, turnoverStart, nLiquid] = [0, 0, 0];
    for (let i = 0; i < day.length; i++) {
      const isLiquid = (k: number) => panel.turnover[begin + k] >= minTurnover;
      if (isLiquid(i)) nLiquid++;
      while (day[turnoverStart] <= day[i] - TURNOVER_WINDOW) if (isLiquid(turnoverStart++)) nLiquid--;
      while (day[historyStart] <= day[i] - HISTORY_WINDOW) historyStart++;
      const row = begin + i;
      const isInside = day[i] >= HISTORY_WINDOW - 1 && i - historyStart + 1 >= minSessions &&
        nLiquid * 2 >= TURNOVER_WINDOW && panel.close[row] / panel.factor[row] >= minClose;
      inside[row] = isInside ? 1 : 0;
    }
  }
  return inside;
}

/**
 * Median turnover of the last 60 market sessions, a session without a trade counting as 0: what could be traded.
 *
 * Causal. While the calendar is shorter than 60 sessions, those before it count as 0.
 *
 * @param panel Bars of any basis.
 * @returns BRL a session, a column of the panel's rows.
 */
export function medianTurnover(panel: Panel): Float64Array {
  const { tickers, offsets, session, turnover, calendar } = panel;
  const position = new Map(Array.from(calendar, (day, i) => [day, i]));
  const column = new Float64Array(session.length);
  const dayOf = (row: number) => position.get(session[row]) ?? NaN;
  tickers.forEach((_, t) => {
    const window: number[] = []; // turnovers above 0 of the window, ascending
    let first = offsets[t];
    for (let row = offsets[t]; row < offsets[t + 1]; row++) {
      window.splice(lowerBound(window, turnover[row]), 0, turnover[row]);
      for (; dayOf(first) <= dayOf(row) - TURNOVER_WINDOW; first++) {
        window.splice(lowerBound(window, turnover[first]), 1);
      }
      const nZeros = TURNOVER_WINDOW - window.length;
      const at = (rank: number) => rank < nZeros ? 0 : window[rank - nZeros];
      column[row] = (at(TURNOVER_WINDOW / 2 - 1) + at(TURNOVER_WINDOW / 2)) / 2;
    }
  });
  return column;
}

/** Position of the first value that is not below the one given. */
function lowerBound(ascending: readonly number[], value: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
