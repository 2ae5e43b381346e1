/**
 * How quotes are read from a warehouse.
 *
 * @module
 */

import { DATE, DuckDBDateValue, INTEGER, LIST, listValue, VARCHAR } from "@duckdb/node-api";
import type { DuckDBConnection, DuckDBValue } from "@duckdb/node-api";
import type { Quotes, Session } from "~/core/mod.ts";
import { QUOTE_FIELDS, QUOTE_TYPES, quoteColumns } from "./schema.ts";
import type { QuoteSelection, WarehouseSummary } from "./selection.ts";
import { columnFiller, newColumn } from "./vectors.ts";

const CONDITIONS = {
  markets: "market in (select unnest($markets))",
  tickers: "ticker in (select unnest($tickers))",
  from: "session >= $from",
  to: "session <= $to",
};
const TYPES = { markets: LIST(INTEGER), tickers: LIST(VARCHAR), from: DATE, to: DATE };

const COLUMNS = quoteColumns((name) => `coalesce(${name}, 'nan'::double)`);

/** Reads quotes ordered by ticker, session, board; see `Warehouse.quotes`. */
export async function selectQuotes(connection: DuckDBConnection, selection: QuoteSelection): Promise<Quotes> {
  const values = parametersOf(selection);
  const where = Object.keys(values).map((name) => CONDITIONS[name as keyof QuoteSelection]).join(" and ");

  await connection.run("begin"); // the count and the rows must be of one moment
  const count = await connection.run(`select count(*) from main.quotes where ${where}`, values, TYPES);
  const length = Number((await count.getRowsJS())[0][0]);
  const result = await connection.stream(
    `select ${COLUMNS} from main.quotes where ${where} order by ticker, session, board, market, forward_term`,
    values,
    TYPES,
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

/** Counts what there is. */
export async function summarize(connection: DuckDBConnection): Promise<WarehouseSummary> {
  const result = await connection.run(`
    select
      count(*)::integer as "nQuotes",
      count(distinct ticker)::integer as "nTickers",
      count(distinct session)::integer as "nSessions",
      (min(session) - date '1970-01-01')::integer as "firstSession",
      (max(session) - date '1970-01-01')::integer as "lastSession",
      (select count(distinct sha256)::integer from main.files) as "nFiles"
    from main.quotes`);
  const [summary] = await result.getRowObjectsJS();
  return summary as unknown as WarehouseSummary;
}

function parametersOf({ markets = [10], tickers, from, to }: QuoteSelection): Record<string, DuckDBValue> {
  return {
    markets: listValue([...markets]),
    ...(tickers && { tickers: listValue([...tickers]) }),
    ...(from !== undefined && { from: dateOf("from", from) }),
    ...(to !== undefined && { to: dateOf("to", to) }),
  };
}

function dateOf(name: string, session: Session): DuckDBDateValue {
  if (!Number.isInteger(session)) {
    throw new RangeError(`Cannot select quotes: "${name}" must be a whole number of days, found ${session}`);
  }
  return new DuckDBDateValue(session);
}
