/**
 * The tables of daily series: one a kind, and one of the files they are from. They are made when first needed.
 *
 * Each value carries the file it came from; nothing in them is NULL or NaN. (session, name) is the key of each kind.
 *
 * @module
 */

import type { DuckDBConnection } from "@duckdb/node-api";
import { DataError, type SeriesKind } from "~/core/mod.ts";
import type { ColumnType } from "./schema.ts";

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
const TABLES: Readonly<
  Record<string, Readonly<Record<string, ColumnType | "ENUM('adjusted', 'index', 'rates')">>>
> = {
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
export const CREATE_SERIES_TABLES = Object.entries(TABLES).map(([table, columns]) => {
  const definitions = Object.entries(columns).map(([name, type]) => `${name} ${type} not null`);
  return `create table if not exists main.${table} (${definitions.join(", ")});`;
}).join("\n");

const LIST_COLUMNS = `
  select coalesce(tables.table_name, 'view ' || columns.table_name), columns.column_name, columns.data_type
  from duckdb_columns() as columns left join duckdb_tables() as tables using (database_oid, table_oid)
  where columns.database_name = current_database() and columns.schema_name = 'main'
    and columns.table_name in (${Object.keys(TABLES).map((table) => `'${table}'`).join(", ")})
  order by columns.column_index`;

/**
 * Whether the tables are there.
 *
 * @throws {DataError} If only some are, or with other columns, or views in their place.
 */
export async function hasSeriesTables(connection: DuckDBConnection, action: string): Promise<boolean> {
  const rows = await (await connection.run(LIST_COLUMNS)).getRowsJS();
  if (rows.length === 0) return false;
  const found = Map.groupBy(rows, ([table]) => table);
  for (const [table, columns] of Object.entries(TABLES)) {
    const wanted = Object.entries(columns).map(([name, type]) => `${table},${name},${type}`);
    if (found.get(table)?.join() !== wanted.join()) {
      throw new DataError(`Cannot ${action}: a table ${table} of series is wanted, found another or none`);
    }
  }
  return true;
}
