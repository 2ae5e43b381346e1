/**
 * Quotes ticker by ticker.
 *
 * @module
 */

import type { Quotes } from "~/core/mod.ts";

/** The rows of each ticker, oldest session first; tickers in alphabetical order, whatever the order of the quotes. */
export function rowsByTicker({ ticker, session }: Quotes): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (let i = 0; i < ticker.length; i++) {
    const rows = groups.get(ticker[i]);
    if (rows === undefined) groups.set(ticker[i], [i]);
    else rows.push(i);
  }
  const tickers = [...groups.keys()].sort();
  return new Map(
    tickers.map((name) => [name, (groups.get(name) ?? []).sort((a, b) => session[a] - session[b])]),
  );
}
