/**
 * The view `b3_featured` of another system's data lake, of columns computed elsewhere.
 *
 * @module
 */

import type { DuckDBConnection } from "@duckdb/node-api";
import type { ColumnType } from "./schema.ts";
import { CHUNK_ROWS, chunkWriter } from "./vectors.ts";

/** Rows of `b3_featured` but for what the quotes say themselves: company, class, day of the week. */
export interface FeaturedRows {
  /** Number of rows. */
  readonly length: number;
  /** Trading day, days since 1970-01-01. */
  readonly session: Int32Array;
  /** Trading code. */
  readonly ticker: readonly string[];
  /** Columns by their names in the view, each [length]. */
  readonly features: Readonly<Record<string, Float64Array>>;
}

const IS_OFFERED = `
  select exists (from duckdb_tables()
    where database_name = current_database() and schema_name = 'main' and table_name = 'featured')`;

const IS_TAKEN = `
  select exists (from duckdb_tables()
    where database_name = current_database() and schema_name = 'main' and table_name = 'b3_featured')`;

/** Whether the view was offered before, and so has to follow the quotes. */
export async function offersFeatured(connection: DuckDBConnection): Promise<boolean> {
  return await isTrue(connection, IS_OFFERED);
}

/**
 * Puts rows in the place of those of the view `b3_featured`, all or none. A company goes by its newest name. A table of
 * the view's name, the lake's own, stays as it is.
 */
export async function storeFeatured(
  connection: DuckDBConnection,
  { length, session, ticker, features }: FeaturedRows,
): Promise<void> {
  const names = Object.keys(features);
  const types: Record<string, ColumnType> = { session: "DATE", ticker: "VARCHAR" };
  for (const name of names) types[name] = "DOUBLE";
  const definitions = Object.entries(types).map(([name, type]) => `${name} ${type}`).join(", ");
  await connection.run("begin");
  await connection.run(`create or replace table main.featured (${definitions})`);
  const appender = await connection.createAppender("featured", "main");
  try {
    const write = chunkWriter(types);
    const columns = { session, ticker, ...features };
    for (let begin = 0; begin < length; begin += CHUNK_ROWS) {
      appender.appendDataChunk(write(columns, begin, Math.min(begin + CHUNK_ROWS, length)));
    }
    appender.flushSync();
  } finally {
    appender.closeSync(); // left to the garbage collector it would outlive its connection
  }
  if (!await isTrue(connection, IS_TAKEN)) await connection.run(createView(names));
  await connection.run("commit");
}

function createView(names: readonly string[]): string {
  return `
    create or replace view main.b3_featured as
    select session as date, featured.ticker, company, ${names.join(", ")},
      cast(contains(specification, 'NM') as integer) as "market_type_NM",
      cast(contains(specification, 'ON') as integer) as "asset_type_ON",
      isodow(session) - 1 as day_of_week
    from main.featured join (
      select ticker, arg_max(company, session) as company, arg_max(specification, session) as specification
      from main.quotes group by ticker
    ) as names on names.ticker = featured.ticker`;
}

async function isTrue(connection: DuckDBConnection, sql: string): Promise<boolean> {
  const [[value]] = await (await connection.run(sql)).getRowsJS();
  return value === true;
}
