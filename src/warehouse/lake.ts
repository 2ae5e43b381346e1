/**
 * Quotes of a data lake of another system: its table `b3_hist`, read in and offered back.
 *
 * `b3_hist` has a COTAHIST record's fields but three that matter. The market (TPMERC) is not in it, and what it calls
 * `market` is PRAZOT, a forward's days; so cash quotes are those with none of these and a CODBDI of the cash market. The
 * quotation factor (FATCOT) is not in it and prices are as published; so it is the power of ten that makes
 * `avg x volume` the turnover. Both agree with B3 on every record of its files of 2003, 2016, 2021 and 2024 tried. The
 * number of the distribution (DISMES) is 0.
 *
 * @module
 */

import type { DuckDBConnection } from "@duckdb/node-api";
import { createHash } from "node:crypto";
import { basename } from "node:path";
import { DataError, type Finding, NotFoundError, type Quotes, type Session } from "~/core/mod.ts";
import { CASH } from "~/cotahist/mod.ts";
import { type Database, openDatabase } from "./connect.ts";
import { failureOf } from "./failure.ts";
import type { SourceFile } from "./stored_file.ts";
import { QUOTE_FIELDS, QUOTE_TYPES } from "./schema.ts";

/** An open `b3_hist`. */
export interface Lake extends AsyncDisposable {
  /** What it is as a source of quotes; its grain is a day, so that B3's own monthly and yearly files supersede it. */
  readonly file: SourceFile;
  /** Records of the cash market. */
  readonly cash: number;
  /** Records of other markets, left out. */
  readonly skipped: number;
  /** Sessions of the cash market. */
  readonly sessions: number;
  /** First of them; `null` if there is none. */
  readonly firstSession: Session | null;
  /** Last of them; `null` if there is none. */
  readonly lastSession: Session | null;
  /** What is to be known: `no_distribution`. */
  readonly findings: readonly Finding[];
  /** The quotes, by session and ticker. */
  quotes(): AsyncGenerator<Quotes>;
}

/** The columns of `b3_hist`. */
const COLUMNS =
  "date bdi_code ticker company type market currency open high low avg close best_buy best_sell trades volume turnover isin"
    .split(" ");

/** Codes (CODBDI) under which B3 files the cash market's quotes. */
const CASH_BOARDS = "02 05 06 07 08 09 10 11 12 13 14 22 34 35 36 58".split(" ");

const BOARD = "lpad(trim(cast(bdi_code as varchar)), 2, '0')";
const IS_CASH = `
  coalesce(trim(cast(market as varchar)), '') in ('', '000')
  and ${BOARD} in (${CASH_BOARDS.map((board) => `'${board}'`).join(", ")})`;

const FACTOR = `if(turnover > 0 and avg * volume > 0,
  pow(10, greatest(0, round(log10(avg * volume / turnover)))), 1)`;

const text = (column: string) => `coalesce(trim(cast(${column} as varchar)), '')`;
const price = (column: string) => `coalesce(nullif(cast(${column} as double), 0) / factor, 'nan'::double)`;
const count = (column: string) => `coalesce(cast(${column} as double), 'nan'::double)`;

/** What each column of quotes is in terms of `b3_hist`. */
const EXPRESSIONS: Readonly<Record<string, string>> = {
  session: "cast(date as date) - date '1970-01-01'",
  board: BOARD,
  ticker: text("ticker"),
  market: String(CASH),
  company: text("company"),
  specification: text("type"),
  forwardTerm: "''",
  currency: text("currency"),
  open: price("open"),
  high: price("high"),
  low: price("low"),
  average: price("avg"),
  close: price("close"),
  bid: price("best_buy"),
  ask: price("best_sell"),
  trades: count("trades"),
  shares: count("volume"),
  turnover: count("turnover"),
  strike: "'nan'::double",
  strikeIndex: "0",
  expiry: "date '9999-12-31' - date '1970-01-01'",
  quotationFactor: "factor",
  strikePoints: "'nan'::double",
  isin: text("isin"),
  distribution: "0",
};

const SELECT_QUOTES = `
  select ${QUOTE_FIELDS.map((field) => EXPRESSIONS[field]).join(", ")}
  from (select *, ${FACTOR} as factor from main.b3_hist where ${IS_CASH}) order by date, ticker`;

// The sum of the rows' hashes: the same for the same rows in any order.
const SUMMARIZE = `
  select count(*) filter (${IS_CASH}), count(*) filter (not (${IS_CASH})),
    count(distinct cast(date as date)) filter (${IS_CASH}),
    min(cast(date as date) - date '1970-01-01') filter (${IS_CASH}),
    max(cast(date as date) - date '1970-01-01') filter (${IS_CASH}),
    cast(sum(md5_number_lower(concat_ws('|', ${
  COLUMNS.map((c) => `coalesce(cast(${c} as varchar), '')`).join(", ")
}))) as varchar)
  from main.b3_hist`;

const LIST_COLUMNS = `
  select column_name from duckdb_columns()
  where database_name = current_database() and schema_name = 'main' and table_name = 'b3_hist'`;

/**
 * Opens the table `b3_hist` of a data lake for reading.
 *
 * @param location A DuckDB file, or `md:NAME`.
 * @throws {NotFoundError} If there is no such database or table.
 * @throws {DataError} If the table has not the columns wanted, or other values than dates and numbers in them.
 */
export async function openLake(location: string): Promise<Lake> {
  const action = `read b3_hist of "${location}"`;
  const database = await openDatabase(location, action, { readOnly: true });
  let connection: DuckDBConnection | undefined;
  const close = () => {
    connection?.closeSync();
    database.close();
    return Promise.resolve();
  };
  try {
    connection = await database.connect();
    return { ...await lakeOn(connection, location, action), [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw lakeFailure(action, error);
  }
}

/**
 * Offers the quotes of a warehouse as the view `b3_hist`, for programs that know the lake. Prices are for one share, and a
 * missing bid or ask is 0 as in B3's files. A table of that name, the lake's own, stays as it is.
 *
 * @param path The warehouse, which must be there.
 * @throws {BusyError} If another process holds it.
 */
export async function offerLake(path: string): Promise<void> {
  const action = `offer b3_hist in "${path}"`;
  const database: Database = await openDatabase(path, action, { readOnly: false });
  const connection = await database.connect();
  try {
    const [[isTaken]] = await (await connection.run(HAS_TABLE)).getRowsJS();
    if (!isTaken) await connection.run(CREATE_VIEW);
  } catch (error) {
    throw failureOf(action, error);
  } finally {
    connection.closeSync();
    database.close();
  }
}

const HAS_TABLE = `
  select exists (from duckdb_tables()
    where database_name = current_database() and schema_name = 'main' and table_name = 'b3_hist')`;

const CREATE_VIEW = `
  create or replace view main.b3_hist as
  select session as date, board as bdi_code, ticker, company, specification as type, forward_term as market, currency,
    open, high, low, average as avg, close, coalesce(bid, 0) as best_buy, coalesce(ask, 0) as best_sell,
    cast(trades as bigint) as trades, cast(shares as bigint) as volume, turnover, isin
  from main.quotes`;

async function lakeOn(connection: DuckDBConnection, location: string, action: string) {
  const rows = async (sql: string) => await (await connection.run(sql)).getRowsJS();
  const found = (await rows(LIST_COLUMNS)).flat();
  const missing = COLUMNS.filter((column) => !found.includes(column));
  if (missing.length > 0) {
    const what = found.length === 0 ? "no such table" : `none called ${missing.join(", ")}`;
    throw new NotFoundError(`Cannot ${action}: its ${COLUMNS.length} columns are wanted, found ${what}`);
  }
  const [[cash, others, sessions, first, last, sum]] = await rows(SUMMARIZE);
  const skipped = Number(others);
  const name = `b3_hist of ${basename(location)}`;
  const session = (value: unknown) => value === null ? null : Number(value);
  const file: SourceFile = {
    name,
    sha256: createHash("sha256").update(`${cash} ${others} ${sum}`).digest("hex"),
    markets: "cash",
    summary: () => ({ grain: "day", isWhole: true, skipped }),
  };
  const findings: readonly Finding[] = [{
    severity: "warning",
    kind: "no_distribution",
    message: "no numbers of distributions (DISMES) are in it: corporate actions cannot be told by them",
  }];
  return {
    file,
    cash: Number(cash),
    skipped,
    sessions: Number(sessions),
    firstSession: session(first),
    lastSession: session(last),
    findings,
    quotes: () => quotesOf(connection, action),
  };
}

async function* quotesOf(connection: DuckDBConnection, action: string): AsyncGenerator<Quotes> {
  try {
    const result = await connection.stream(SELECT_QUOTES);
    for await (const chunk of result) {
      const columns = QUOTE_FIELDS.map((field, j) => {
        const values = chunk.getColumnValues(j);
        if (QUOTE_TYPES[field] === "VARCHAR") return [field, values];
        return [
          field,
          QUOTE_TYPES[field] === "DOUBLE"
            ? Float64Array.from(values, Number)
            : Int32Array.from(values, Number),
        ];
      });
      yield { length: chunk.rowCount, ...Object.fromEntries(columns) };
    }
  } catch (error) {
    throw lakeFailure(action, error);
  }
}

/** Values that cannot be read as what they should be are the lake's fault, not our SQL's. */
function lakeFailure(action: string, error: unknown): unknown {
  if (
    error instanceof Error && /^(Conversion|Binder|Invalid Input|Out of Range) Error: /.test(error.message)
  ) {
    const [reason] = error.message.split("\n");
    return new DataError(`Cannot ${action}: dates and numbers are wanted, found ${reason}`, { cause: error });
  }
  return failureOf(action, error);
}
