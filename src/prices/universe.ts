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
