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
import { DataError, NotFoundError, type Quotes } from "~/core/mod.ts";
import { notADatabase, notIngested } from "./failure.ts";

/** The schema that this code reads and writes. */
export const SCHEMA_VERSION = 1;

/** A column of quotes by its name in `Quotes`. */
export type QuoteField = Exclude<keyof Quotes, "length">;

/** How a column is kept. */
export type ColumnType = "DATE" | "INTEGER" | "DOUBLE" | "VARCHAR";

/** How each column of quotes is kept, in the order of the table. */
export const QUOTE_TYPES: Readonly<Record<QuoteField, ColumnType>> = {
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
export const QUOTE_FIELDS = Object.keys(QUOTE_TYPES) as QuoteField[];

/** The columns of quotes in SQL, in the order of the table, with numbers that may be NULL put through an expression. */
export function quoteColumns(nullable: (name: string) => string): string {
  return QUOTE_FIELDS.map((field) => {
    const name = columnName(field);
    return QUOTE_TYPES[field] === "DOUBLE" ? nullable(name) : name;
  }).join(", ");
}

/** Makes the table that a file's records wait in, one of the connection's own; numbers may still be NaN in it. */
export const CREATE_STAGING = `create temp table staging (${quoteDefinitions()})`;

const CREATE_TABLES = `
  begin;
  create table main.warehouse (schema_version integer not null, last_file_id integer not null);
  insert into main.warehouse values (${SCHEMA_VERSION}, 0);
  create table main.files (
    id integer not null,
    name varchar not null,
    sha256 varchar not null,
    grain enum ('day', 'month', 'year') not null,
    markets enum ('cash', 'all') not null,
    records integer not null,
    skipped integer not null,
    duplicates integer not null,
    superseded integer not null,
    replaced integer not null,
    stored integer not null,
    sessions integer not null
  );
  create table main.quotes (${quoteDefinitions()}, file_id integer not null);
  commit;`;

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
  const [file] = await column(
    connection,
    "select path from duckdb_databases() where database_name = current_database()",
  );
  if (file === null) throw new DataError(notADatabase(action));
  const tables = await column(
    connection,
    "select table_name from duckdb_tables() where database_name = current_database()",
  );
  if (tables.length === 0) {
    if (readOnly) throw new NotFoundError(notIngested(action));
    await connection.run(CREATE_TABLES);
  } else if (!tables.includes("warehouse")) {
    throw new DataError(
      `Cannot ${action}: a database of quotes is wanted, found the tables ${tables.join(", ")}`,
    );
  } else {
    const [version] = await column(connection, "select schema_version from main.warehouse");
    if (version !== SCHEMA_VERSION) {
      throw new DataError(
        `Cannot ${action}: schema version ${SCHEMA_VERSION} is wanted, found ${version}, made by another release`,
      );
    }
  }
}

async function column(connection: DuckDBConnection, sql: string): Promise<unknown[]> {
  return (await (await connection.run(sql)).getColumnsJS())[0] ?? [];
}

function columnName(field: QuoteField): string {
  return field.replace(/[A-Z]/g, (letter) => "_" + letter.toLowerCase());
}

function quoteDefinitions(): string {
  return QUOTE_FIELDS.map((field) => {
    const type = QUOTE_TYPES[field];
    return `${columnName(field)} ${type}${type === "DOUBLE" ? "" : " not null"}`;
  }).join(", ");
}
