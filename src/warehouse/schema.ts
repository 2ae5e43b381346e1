/**
 * The tables of a warehouse.
 *
 * `quotes` has the columns of `Quotes`, texts and days never NULL, a price or count NULL where `Quotes` has `NaN`, and
 * `file_id`, the file a quote came from. (session, ticker, market, board, forward_term) is its key; no index guards it,
 * the one way in does. Names are qualified by schema, not by catalog: an attached database in use answers to them too.
 *
 * @module
 */

import type { DuckDBConnection } from "@duckdb/node-api";
import { DataError, NotFoundError, type QuoteColumn } from "~/core/mod.ts";
import { printable } from "~/cotahist/mod.ts";
import { notADatabase, notIngested } from "./failure.ts";

/** The schema that this code reads and writes. */
export const SCHEMA_VERSION = 1;

/** How a column is kept. */
export type ColumnType = "DATE" | "INTEGER" | "DOUBLE" | "VARCHAR";

/** How each column of quotes is kept, in the order of the table. */
export const QUOTE_TYPES: Readonly<Record<QuoteColumn, ColumnType>> = {
  session: "DATE",
  board: "VARCHAR",
  ticker: "VARCHAR",
  market: "INTEGER",
  company: "VARCHAR",
  specification: "VARCHAR",
  forwardTerm: "VARCHAR",
  currency: "VARCHAR",
  open: "DOUBLE",
  high: "DOUBLE",
  low: "DOUBLE",
  average: "DOUBLE",
  close: "DOUBLE",
  bid: "DOUBLE",
  ask: "DOUBLE",
  trades: "DOUBLE",
  shares: "DOUBLE",
  turnover: "DOUBLE",
  strike: "DOUBLE",
  strikeIndex: "INTEGER",
  expiry: "DATE",
  quotationFactor: "DOUBLE",
  strikePoints: "DOUBLE",
  isin: "VARCHAR",
  distribution: "INTEGER",
};

/** The columns of quotes, in the order of the table. */
export const QUOTE_FIELDS = Object.keys(QUOTE_TYPES) as QuoteColumn[];

/** The columns that tell quotes apart, in SQL. */
export const KEY: readonly string[] = ["session", "ticker", "market", "board", "forward_term"];

/** The condition that two tables agree in columns. */
export function same(columns: readonly string[], a: string, b: string): string {
  return columns.map((column) => `${a}.${column} = ${b}.${column}`).join(" and ");
}

/** Names and types of the columns of quotes in SQL. */
const QUOTE_COLUMNS = Object.fromEntries(
  QUOTE_FIELDS.map((field) => [columnName(field), QUOTE_TYPES[field]]),
);

/** The columns of quotes in SQL, in the order of the table, with numbers that may be NULL put through an expression. */
export function quoteColumns(nullable: (name: string) => string): string {
  return QUOTE_FIELDS.map((field) => {
    const name = columnName(field);
    return QUOTE_TYPES[field] === "DOUBLE" ? nullable(name) : name;
  }).join(", ");
}

/** The columns of every table; numbers of quotes may be NULL, nothing else may. */
const TABLES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  warehouse: { schema_version: "INTEGER", last_file_id: "INTEGER" },
  files: {
    id: "INTEGER",
    name: "VARCHAR",
    sha256: "VARCHAR",
    grain: "ENUM('day', 'month', 'year')",
    markets: "ENUM('cash', 'all')",
    whole: "BOOLEAN",
    records: "INTEGER",
    skipped: "INTEGER",
    duplicates: "INTEGER",
    superseded: "INTEGER",
    replaced: "INTEGER",
    stored: "INTEGER",
    sessions: "INTEGER",
  },
  quotes: { ...QUOTE_COLUMNS, file_id: "INTEGER" },
};

const CREATE_TABLES = `
  begin;
  ${
  Object.entries(TABLES).map(([name, columns]) => `create table main.${name} (${definitions(columns)});`)
    .join("\n  ")
}
  insert into main.warehouse values (${SCHEMA_VERSION}, 0);
  commit;`;

/** Tables and views with their columns; a view, which could compute anything, is named so that it is no table of ours. */
const LIST_COLUMNS = `
  select coalesce(tables.table_name, 'view ' || columns.table_name), columns.column_name, columns.data_type
  from duckdb_columns() as columns left join duckdb_tables() as tables using (database_oid, table_oid)
  where columns.database_name = current_database() and columns.schema_name = 'main' and not columns.internal
  order by 1, columns.column_index`;

/** A database of MotherDuck's, of another type, has no path either. */
const IS_IN_MEMORY = `
  select type = 'duckdb' and path is null from duckdb_databases() where database_name = current_database()`;

/**
 * Makes the tables in a new database, and refuses one that this code does not know.
 *
 * @param action What is being done, for the message.
 * @throws {NotFoundError} If there are no tables and none may be made.
 * @throws {DataError} If the tables are not ours or of another version.
 */
export async function ensureSchema(
  connection: DuckDBConnection,
  action: string,
  readOnly: boolean,
): Promise<void> {
  const refuse = (found: string) =>
    new DataError(printable(`Cannot ${action}: a database of quotes is wanted, found ${found}`));
  const [[isInMemory]] = await rowsOf(connection, IS_IN_MEMORY);
  if (isInMemory) throw new DataError(notADatabase(action));
  const found = Map.groupBy(await rowsOf(connection, LIST_COLUMNS), ([table]) => table);
  if (found.size === 0) {
    if (readOnly) throw new NotFoundError(notIngested(action));
    await connection.run(CREATE_TABLES);
    return;
  }
  for (const [table, columns] of Object.entries(TABLES)) {
    const held = found.get(table);
    if (held === undefined) throw refuse(`the tables ${[...found.keys()].join(", ")}`);
    const wanted = Object.entries(columns).map(([name, type]) => `${table},${name},${type}`);
    if (held.join() !== wanted.join()) throw refuse(`other columns in its table ${table}`);
    if (table === "warehouse") await checkVersion(connection, action);
  }
}

/** Other versions may have other tables, but a `warehouse` that says so. */
async function checkVersion(connection: DuckDBConnection, action: string): Promise<void> {
  const versions = await rowsOf(connection, "select schema_version from main.warehouse");
  if (versions.join() !== String(SCHEMA_VERSION)) {
    const found = versions.join() || "none";
    throw new DataError(
      `Cannot ${action}: schema version ${SCHEMA_VERSION} is wanted, found ${found}, made by another release`,
    );
  }
}

async function rowsOf(connection: DuckDBConnection, sql: string): Promise<unknown[][]> {
  return await (await connection.run(sql)).getRowsJS();
}

function columnName(field: QuoteColumn): string {
  return field.replace(/[A-Z]/g, (letter) => "_" + letter.toLowerCase());
}

function definitions(columns: Readonly<Record<string, string>>): string {
  return Object.entries(columns)
    .map(([name, type]) => `${name} ${type}${type === "DOUBLE" ? "" : " not null"}`).join(", ");
}
