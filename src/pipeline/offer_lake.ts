/**
 * The warehouse's quotes as another system's data lake would have them.
 *
 * @module
 */

import { type Bars, barsAt, type Panel, rawBars } from "~/core/mod.ts";
import { computeFeatures, REFERENCE } from "~/features/mod.ts";
import { type FeaturedRows, offerLake as offerQuotes, openWarehouse } from "~/warehouse/mod.ts";
import { loadMarket } from "./market.ts";

/** Columns of `b3_featured` that are computed, besides those that the quotes say themselves. */
const COMPUTED = [
  ...REFERENCE.features.map(({ name }) => name).filter((name) => name !== "close"),
  "daily_return",
];

/** Columns of the order book: NULL where the tape has no offer, which loses no row. */
const ORDER_BOOK = ["best_buy_sell_spread", "close_to_best_buy"];

/**
 * Offers the views `b3_hist` and, if wanted or offered before, `b3_featured`: the features of the `reference` preset of
 * every share and unit, a row where all of them but the order book's are known.
 *
 * @param db Database file, which must be there.
 * @param options `featured`: whether to offer `b3_featured` from now on.
 * @throws {BusyError} If another process holds the database.
 */
export async function offerLake(db: string, { featured = false } = {}): Promise<void> {
  await offerQuotes(db);
  if (!featured && !await isOffered(db)) return;
  const rows = featuredRows((await loadMarket(db)).panel);
  await using warehouse = await openWarehouse(db);
  await warehouse.storeFeatured(rows);
}

async function isOffered(db: string): Promise<boolean> {
  await using warehouse = await openWarehouse(db, { readOnly: true });
  return await warehouse.offersFeatured();
}

/** The rows of a panel in which every column but the order book's is known. */
function featuredRows(panel: Panel): FeaturedRows {
  const columns = COMPUTED.map(() => new Float64Array(panel.session.length));
  for (const [t, begin] of panel.offsets.subarray(0, panel.tickers.length).entries()) {
    featuredColumns(barsAt(panel, t)).forEach((column, j) => columns[j].set(column, begin));
  }
  const rows = Array.from(panel.session.keys()).filter((row) =>
    columns.every((column, j) => Number.isFinite(column[row]) || ORDER_BOOK.includes(COMPUTED[j]))
  );
  const ticker = panel.tickers.flatMap((name, t) =>
    new Array<string>(panel.offsets[t + 1] - panel.offsets[t]).fill(name)
  );
  return {
    length: rows.length,
    session: Int32Array.from(rows, (row) => panel.session[row]),
    ticker: rows.map((row) => ticker[row]),
    features: Object.fromEntries(
      COMPUTED.map((name, j) => [name, Float64Array.from(rows, (row) => columns[j][row])]),
    ),
  };
}

function featuredColumns(bars: Bars): Float64Array[] {
  const { open, close } = rawBars(bars);
  const dailyReturn = close.map((last, i) => (last - open[i]) / open[i]);
  const isComputed = REFERENCE.features.map(({ name }) => COMPUTED.includes(name));
  return [...computeFeatures(bars, REFERENCE).filter((_, j) => isComputed[j]), dailyReturn];
}
