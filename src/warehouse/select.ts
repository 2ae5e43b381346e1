/**
 * How quotes are read from a warehouse.
 *
 * @module
 */

import { type DuckDBConnection, LIST, listValue, VARCHAR } from "@duckdb/node-api";
import type { Quotes } from "~/core/mod.ts";
import { CASH } from "~/cotahist/mod.ts";
import { QUOTE_FIELDS, QUOTE_TYPES, quoteColumns } from "./schema.ts";
import { columnFiller, newColumn } from "./vectors.ts";

const COLUMNS = quoteColumns((name) => `coalesce(${name}, 'nan'::double)`);

/** Reads quotes ordered by ticker, session, board; see `Warehouse.quotes`. */
export async function selectQuotes(
  connection: DuckDBConnection,
  tickers: readonly string[] | undefined,
): Promise<Quotes> {
  const where = `market = ${CASH}` + (tickers ? " and ticker in (select unnest($tickers))" : "");
  const values = tickers ? { tickers: listValue([...tickers]) } : {};
  const types = { tickers: LIST(VARCHAR) };

  await connection.run("begin"); // the count and the rows must be of one moment
  const count = await connection.run(`select count(*) from main.quotes where ${where}`, values, types);
  const length = Number((await count.getRowsJS())[0][0]);
  const result = await connection.stream(
    `select ${COLUMNS} from main.quotes where ${where} order by ticker, session, board, forward_term`,
    values,
    types,
  );
  const columns = QUOTE_FIELDS.map((field) => newColumn(QUOTE_TYPES[field], length));
  const fillers = columns.map(columnFiller);
  for await (const chunk of result) fillers.forEach((fill, i) => fill(chunk.getColumnVector(i)));
  await connection.run("commit");
  return {
    length,
    ...Object.fromEntries(QUOTE_FIELDS.map((field, i) => [field, columns[i]])),
  } as unknown as Quotes;
}
