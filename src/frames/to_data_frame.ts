/**
 * From our columns to a Polars data frame.
 *
 * @module
 */

import pl, { type DataFrame } from "nodejs-polars";
import { BAR_COLUMNS, CLASSES, type Dataset, type Panel } from "~/core/mod.ts";

const PRICES_AND_VOLUMES = BAR_COLUMNS.filter((name) => name !== "session" && name !== "jump");

/**
 * Copies a panel or a dataset into a data frame, row for row.
 *
 * A panel becomes `date` (Date), `ticker` (String), its prices and volumes (Float64) and `jump` (Bool); the price
 * basis is not a column. A dataset becomes `date`, `ticker`, one column for each feature (Float32), `label` (String),
 * `target_return` (Float64) and `label_end` (Date). `NaN` stays `NaN`, which Polars does not count as null: use
 * `fillNan` or filter on it. O(rows · columns).
 *
 * @throws {Error} Polars' own, if a feature is called like another column.
 *
 * @example Two samples of one ticker
 * ```ts
 * import assert from "node:assert/strict";
 * const frame = toDataFrame({
 *   nSamples: 2,
 *   features: ["momentum"],
 *   X: Float32Array.of(0.5, -0.5),
 *   tickers: ["PETR4"],
 *   ticker: Int32Array.of(0, 0),
 *   session: Int32Array.of(19354, 19355),
 *   y: Uint8Array.of(2, 0),
 *   targetReturn: Float64Array.of(0.01, -0.02),
 *   labelEnd: Int32Array.of(19360, 19361),
 * });
 * assert.deepEqual(frame.columns, ["date", "ticker", "momentum", "label", "target_return", "label_end"]);
 * assert.deepEqual(frame.getColumn("label").toArray(), ["buy", "sell"]);
 * ```
 */
export function toDataFrame(table: Panel | Dataset): DataFrame {
  return pl.DataFrame("X" in table ? datasetColumns(table) : panelColumns(table));
}

function panelColumns(panel: Panel): pl.Series[] {
  const ticker = panel.tickers.flatMap((name, i) =>
    Array<string>(panel.offsets[i + 1] - panel.offsets[i]).fill(name)
  );
  return [
    dates("date", panel.session),
    pl.Series("ticker", ticker, pl.Utf8),
    ...PRICES_AND_VOLUMES.map((name) => pl.Series(name, panel[name], pl.Float64)),
    pl.Series("jump", Int32Array.from(panel.jump), pl.Int32).cast(pl.Bool),
  ];
}

function datasetColumns(dataset: Dataset): pl.Series[] {
  return [
    dates("date", dataset.session),
    pl.Series("ticker", Array.from(dataset.ticker, (code) => dataset.tickers[code]), pl.Utf8),
    ...dataset.features.map((name, feature) => pl.Series(name, featureColumn(dataset, feature), pl.Float32)),
    pl.Series("label", Array.from(dataset.y, (code) => CLASSES[code]), pl.Utf8),
    pl.Series("target_return", dataset.targetReturn, pl.Float64),
    dates("label_end", dataset.labelEnd),
  ];
}

function dates(name: string, sessions: Int32Array): pl.Series {
  return pl.Series(name, sessions, pl.Int32).cast(pl.Date); // both count days since 1970-01-01
}

/** One column of the row-major feature matrix. */
function featureColumn({ X, nSamples, features }: Dataset, feature: number): Float32Array {
  const column = new Float32Array(nSamples);
  for (let row = 0; row < nSamples; row++) column[row] = X[row * features.length + feature];
  return column;
}
