/**
 * How quotes are read from a warehouse.
 *
 * @module
 */

import { type DuckDBConnection, LIST, listValue, VARCHAR } from "@duckdb/node-api";
import type { Quotes } from "~/core/mod.ts";
import { CASH, type Paper } from "~/cotahist/mod.ts";
import { QUOTE_FIELDS, QUOTE_TYPES, quoteColumns } from "./schema.ts";
import { columnFiller, newColumn } from "./vectors.ts";

/** A trading code and whose it is. */
export interface Company {
  /** Trading code. */
  readonly ticker: string;
  /** Short name of the company, the newest where it changed. */
  readonly company: string;
}

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

/** Sessions of the cash market; see `Warehouse.sessions`. */
export async function selectSessions(connection: DuckDBConnection): Promise<Int32Array> {
  const result = await connection.run(
    `select distinct session - date '1970-01-01' as day from main.quotes where market = ${CASH} order by day`,
  );
  return Int32Array.from(await result.getRowsJS(), ([day]) => Number(day));
}

/** Codes of the cash market with the company's newest short name; see `Warehouse.companies`. */
export async function selectCompanies(connection: DuckDBConnection): Promise<Company[]> {
  const result = await connection.run(
    `select ticker, arg_max(company, session) as company
     from main.quotes where market = ${CASH} group by ticker order by ticker`,
  );
  return await result.getRowObjectsJS() as unknown as Company[];
}

/** Papers of the cash market; see `Warehouse.papers`. */
export async function selectPapers(connection: DuckDBConnection): Promise<Paper[]> {
  const result = await connection.run(
    `select ticker, arg_max(isin, session) as isin, arg_max(board, session) as board,
       arg_max(specification, session) as specification
     from main.quotes where market = ${CASH} group by ticker order by ticker`,
  );
  return await result.getRowObjectsJS() as unknown as Paper[];
}
