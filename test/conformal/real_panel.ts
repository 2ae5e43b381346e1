/**
 * The real panel on the basis of total returns, for tests of coverage.
 *
 * @module
 */

import { join } from "node:path";
import { type Panel, type Quotes, takeQuotes } from "~/core/mod.ts";
import { readCotahist } from "~/cotahist/mod.ts";
import { buildPanel, panelWithAdjustedCloses } from "~/prices/mod.ts";
import { fileSource, readSeries } from "~/sources/mod.ts";
import { concatQuotes } from "../cotahist/helpers.ts";
import { REAL_DATA } from "../real_data.ts";

/** Shares and units of 2010 to April 2023 with the vendor's adjusted closes. */
export async function realPanel(): Promise<Panel> {
  const folder = REAL_DATA ?? "";
  const batches: Quotes[] = [];
  for (let year = 2010; year <= 2023; year++) {
    await using source = await fileSource(join(folder, "cotahist", `COTAHIST_A${year}.ZIP`));
    batches.push(...await Array.fromAsync(readCotahist(source).batches));
  }
  const quotes = concatQuotes(batches);
  const { length, session, name, value } = await readSeries(
    "adjusted",
    join(folder, "adjusted_close.csv.gz"),
  );
  const byTicker = (tickers: readonly string[], sessions: Int32Array) =>
    [...tickers.keys()].sort((a, b) =>
      tickers[a] < tickers[b] ? -1 : tickers[a] > tickers[b] ? 1 : sessions[a] - sessions[b]
    );
  const order = byTicker(name, session);
  const { panel } = buildPanel(takeQuotes(quotes, byTicker(quotes.ticker, quotes.session)));
  return panelWithAdjustedCloses(panel, {
    length,
    ticker: order.map((i) => name[i]),
    session: Int32Array.from(order, (i) => session[i]),
    close: Float64Array.from(order, (i) => value[i]),
  }).panel;
}
