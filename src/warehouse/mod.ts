/**
 * Quotes as published, daily series and corporate actions beside them, kept in one DuckDB file: stored a file at a time
 * or not at all, read back. SQL lives in this room only.
 *
 * @module
 */

export type { ActionsResult, ActionStore, StoredAction } from "./actions.ts";
export { isMotherDuck } from "./connect.ts";
export type { FeaturedRows } from "./featured.ts";
export type { SeriesResult, SeriesStore, StoredSeries } from "./series.ts";
export { type Lake, offerLake, openLake } from "./lake.ts";
export { exportParquet, importParquet, type ParquetTable } from "./parquet.ts";
export * from "./stored_file.ts";
export type { Company } from "./select.ts";
export { type OpenOptions, openWarehouse, type Warehouse } from "./warehouse.ts";
