/**
 * The tables of daily series: one a kind, and one of the files they are from. They are made when first needed.
 *
 * Each value carries the file it came from; nothing in them is NULL or NaN. (session, name) is the key of each kind.
 *
 * @module
 */

import type { DuckDBConnection } from "@duckdb/node-api";
import type { SeriesKind } from "~/core/mod.ts";
import { createTables, hasTables, type LateTables } from "./late_tables.ts";

/** Where a kind of series is: its table and what the columns of names and values are called. */
export interface SeriesTable {
  /** Name of the table. */
  readonly table: string;
  /** Column that says what a value is of. */
  readonly name: string;
  /** Column of the values. */
  readonly value: string;
}

/** The table of each kind. */
export const SERIES_TABLES: Readonly<Record<SeriesKind, SeriesTable>> = {
  adjusted: { table: "adjusted_closes", name: "ticker", value: "close" },
  index: { table: "index_closes", name: "name", value: "close" },
  rates: { table: "daily_rates", name: "name", value: "rate" },
};

/** The columns of every table of series. */
const TABLES: LateTables = {
  series_files: {
    id: "INTEGER",
    kind: "ENUM('adjusted', 'index', 'rates')",
    name: "VARCHAR",
    file: "VARCHAR",
    sha256: "VARCHAR",
    names: "INTEGER",
    length: "INTEGER",
    first_session: "DATE",
    as_of: "DATE",
  },
  ...Object.fromEntries(
    Object.values(SERIES_TABLES).map(({ table, name, value }) => [
      table,
      { session: "DATE", [name]: "VARCHAR", [value]: "DOUBLE", file_id: "INTEGER" },
    ]),
  ),
};

/** Makes the tables that are not there. */
export const CREATE_SERIES_TABLES: string = createTables(TABLES);

/**
 * Whether the tables are there.
 *
 * @throws {DataError} If only some are, or with other columns, or views in their place.
 */
export function hasSeriesTables(connection: DuckDBConnection, action: string): Promise<boolean> {
  return hasTables(connection, action, TABLES, "series");
}
