/**
 * Daily series beside the quotes: a vendor's adjusted closes, an index's closes, rates.
 *
 * @module
 */

import {
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  INTEGER,
  LIST,
  listValue,
  VARCHAR,
} from "@duckdb/node-api";
import type {
  AdjustedCloses,
  DailyRates,
  Finding,
  IndexCloses,
  SeriesFile,
  SeriesKind,
  Session,
} from "~/core/mod.ts";
import { CREATE_SERIES_TABLES, hasSeriesTables, SERIES_TABLES, type SeriesTable } from "./series_tables.ts";

/** A file of series that was stored. */
export interface StoredSeries {
  /** What its values are. */
  readonly kind: SeriesKind;
  /** Name of the index or rate, `""` for adjusted closes, which are named by their tickers. */
  readonly name: string;
  /** Name of the file. */
  readonly file: string;
  /** Checksum of its bytes, hexadecimal. */
  readonly sha256: string;
  /** Tickers in it, 1 for an index or rate. */
  readonly names: number;
  /** Values in it. */
  readonly length: number;
  /** First session in it. */
  readonly firstSession: Session;
  /** Last session in it: what was known then. */
  readonly asOf: Session;
}

/** What storing a file of series came to. */
export interface SeriesResult extends StoredSeries {
  /** Whether the same file had been stored and its values are all there, so that nothing was done. */
  readonly isKnown: boolean;
  /** Values of earlier files that gave way to this one's. */
  readonly replaced: number;
  /** What was noticed: `unknown_tickers`, `shorter_series`, `changed_values`. */
  readonly findings: readonly Finding[];
}

/** The daily series of a warehouse. */
export interface SeriesStore {
  /**
   * Stores a file of series, all or nothing.
   *
   * A ticker's adjusted closes give way to the file's as a whole, for a vendor moves them all at each dividend; an index
   * or rate gives way in the sessions that the file has. A file whose values are all there is not stored again.
   *
   * @throws {BusyError} If something else is being stored at the same time.
   * @throws {DataError} If the disk is full or fails.
   * @throws {TypeError} If the warehouse is open read-only.
   */
  storeSeries(file: SeriesFile): Promise<SeriesResult>;
  /** Every file of series stored, in that order. */
  series(): Promise<StoredSeries[]>;
  /** Adjusted closes of all tickers or some, ordered by ticker and session; empty if there are none. */
  adjustedCloses(selection?: { readonly tickers?: readonly string[] }): Promise<AdjustedCloses>;
  /** Closes of an index; empty if there are none. */
  indexCloses(name: string): Promise<IndexCloses>;
  /** Daily rates; empty if there are none. */
  dailyRates(name: string): Promise<DailyRates>;
}

/** Most rows that a chunk can have. */
const CHUNK_ROWS = 2048;

// The same counter as of files of quotes: it also keeps writers apart.
const NEXT_FILE_ID = "update main.warehouse set last_file_id = last_file_id + 1 returning last_file_id";

const KNOWN = `
  select id from main.series_files where kind = $kind and name = $name and sha256 = $sha256 order by id desc limit 1`;

/** Makes the methods that a warehouse has for series. */
export function seriesStore(
  path: string,
  readOnly: boolean,
  use: <T>(action: string, work: (connection: DuckDBConnection) => Promise<T>) => Promise<T>,
): SeriesStore {
  const read = `read "${path}"`;
  return {
    storeSeries: async (file) => {
      const action = `store ${file.file} in "${path}"`;
      if (readOnly) {
        throw new TypeError(`Cannot ${action}: it must be open for writing, found it read-only`);
      }
      return await use(action, (connection) => store(connection, action, file));
    },
    series: () => use(read, (connection) => list(connection, read)),
    adjustedCloses: ({ tickers } = {}) =>
      use(read, async (connection) => {
        const { length, session, name, value } = await select(connection, read, "adjusted", tickers);
        return { length, session, ticker: name, close: value };
      }),
    indexCloses: (name) =>
      use(read, async (connection) => {
        const { length, session, value } = await select(connection, read, "index", [name]);
        return { length, session, close: value };
      }),
    dailyRates: (name) =>
      use(read, async (connection) => {
        const { length, session, value } = await select(connection, read, "rates", [name]);
        return { length, session, rate: value };
      }),
  };
}

async function store(connection: DuckDBConnection, action: string, file: SeriesFile): Promise<SeriesResult> {
  if (file.length === 0) throw new RangeError(`Cannot ${action}: at least one value is wanted, found none`);
  await connection.run("create temp table incoming (day integer, name varchar, value double)");
  await stage(connection, file);
  const { kind } = file;
  const at = SERIES_TABLES[kind];

  await connection.run("begin");
  const id = await single(connection, NEXT_FILE_ID);
  if (!await hasSeriesTables(connection, action)) await connection.run(CREATE_SERIES_TABLES);
  const stored = storedOf(file);
  if (await isIntact(connection, stored, at)) {
    await connection.run("rollback");
    return { ...stored, isKnown: true, replaced: 0, findings: [] };
  }
  const findings = kind === "adjusted"
    ? [...await unknownTickers(connection, stored), ...await shorterSeries(connection, stored)]
    : await changedValues(connection, stored, at);
  const sameKey = kind === "adjusted"
    ? `held.${at.name} in (select distinct name from temp.incoming)`
    : `(held.session, held.${at.name}) in (select ${SESSION}, name from temp.incoming)`;
  const replaced =
    (await connection.run(`delete from main.${at.table} as held where ${sameKey}`)).rowsChanged;
  await connection.run(
    `insert into main.${at.table} select ${SESSION}, name, value, $id from temp.incoming`,
    {
      id,
    },
  );
  await connection.run(INSERT_FILE, { id, ...stored });
  await connection.run("commit");
  return { ...stored, isKnown: false, replaced, findings };
}

const SESSION = "date '1970-01-01' + day";

const INSERT_FILE = `
  insert into main.series_files values ($id, $kind, $name, $file, $sha256, $names, $length,
    date '1970-01-01' + $firstSession::integer, date '1970-01-01' + $asOf::integer)`;

function storedOf({ kind, name, file, sha256, length, session }: SeriesFile): StoredSeries {
  return {
    kind,
    name: kind === "adjusted" ? "" : name[0],
    file,
    sha256,
    names: new Set(name).size,
    length,
    firstSession: session.reduce((a, b) => Math.min(a, b)),
    asOf: session.reduce((a, b) => Math.max(a, b)),
  };
}

async function stage(
  connection: DuckDBConnection,
  { length, session, name, value }: SeriesFile,
): Promise<void> {
  const appender = await connection.createAppender("incoming", "main", "temp");
  try {
    for (let begin = 0; begin < length; begin += CHUNK_ROWS) {
      const end = Math.min(begin + CHUNK_ROWS, length);
      const chunk = DuckDBDataChunk.create([INTEGER, VARCHAR, DOUBLE], end - begin);
      [session, name, value].forEach((column, j) => {
        const vector = chunk.getColumnVector(j);
        for (let i = begin; i < end; i++) vector.setItem(i - begin, column[i]);
        vector.flush();
      });
      appender.appendDataChunk(chunk);
    }
  } finally {
    appender.closeSync(); // left to the garbage collector it would outlive its connection
  }
}

async function isIntact(
  connection: DuckDBConnection,
  { kind, name, sha256, length }: StoredSeries,
  { table }: SeriesTable,
): Promise<boolean> {
  const [row] = await rowsOf(connection, KNOWN, { kind, name, sha256 });
  if (row === undefined) return false;
  return await single(connection, `select count(*) from main.${table} where file_id = ${row[0]}`) === length;
}

async function unknownTickers(connection: DuckDBConnection, { file }: StoredSeries): Promise<Finding[]> {
  const rows = await rowsOf(
    connection,
    "select distinct name from temp.incoming where name not in (select ticker from main.quotes) order by name",
  );
  if (rows.length === 0) return [];
  const some = rows.slice(0, 5).join(", ") + (rows.length > 5 ? ", …" : "");
  const message = `${file} has ${rows.length} tickers that no quote has: ${some}`;
  return [{ severity: "warning", kind: "unknown_tickers", message }];
}

async function shorterSeries(connection: DuckDBConnection, { file }: StoredSeries): Promise<Finding[]> {
  const rows = await rowsOf(
    connection,
    `select name from (select name, max(${SESSION}) as last from temp.incoming group by name) as incoming
     join (select ticker as name, max(session) as last from main.adjusted_closes group by ticker) as held using (name)
     where incoming.last < held.last order by name`,
  );
  if (rows.length === 0) return [];
  const message = `${file} ends earlier than the adjusted closes it replaces for ${rows.length} tickers, ` +
    `the first ${rows[0][0]}`;
  return [{ severity: "warning", kind: "shorter_series", message }];
}

async function changedValues(
  connection: DuckDBConnection,
  { file, name }: StoredSeries,
  { table, name: column, value }: SeriesTable,
): Promise<Finding[]> {
  const [[count, first]] = await rowsOf(
    connection,
    `select count(*), min(held.session)::varchar from main.${table} as held join temp.incoming as incoming
     on held.session = ${SESSION} and held.${column} = incoming.name and held.${value} <> incoming.value`,
  );
  if (Number(count) === 0) return [];
  const message =
    `${file} says otherwise of ${name} than an earlier file for ${count} sessions, the first ${first}`;
  return [{ severity: "warning", kind: "changed_values", message }];
}

async function list(connection: DuckDBConnection, action: string): Promise<StoredSeries[]> {
  if (!await hasSeriesTables(connection, action)) return [];
  const result = await connection.run(
    `select kind, name, file, sha256, names, length, first_session - date '1970-01-01' as "firstSession",
       as_of - date '1970-01-01' as "asOf" from main.series_files order by id`,
  );
  const rows = await result.getRowObjectsJS() as unknown as StoredSeries[];
  return rows.map((row) => ({ ...row, firstSession: Number(row.firstSession), asOf: Number(row.asOf) }));
}

/** Values of a kind, of all names or some, ordered by name and session; counts and values are of one moment. */
async function select(
  connection: DuckDBConnection,
  action: string,
  kind: SeriesKind,
  names: readonly string[] | undefined,
): Promise<{ length: number; session: Int32Array; name: string[]; value: Float64Array }> {
  await connection.run("begin");
  if (!await hasSeriesTables(connection, action)) {
    return { length: 0, session: new Int32Array(), name: [], value: new Float64Array() };
  }
  const { table, name, value } = SERIES_TABLES[kind];
  const where = names === undefined ? "true" : `${name} in (select unnest($names))`;
  const values = names === undefined ? {} : { names: listValue([...names]) };
  const types = { names: LIST(VARCHAR) };
  const counts = await connection.run(
    `select ${name}, count(*) from main.${table} where ${where} group by ${name} order by ${name}`,
    values,
    types,
  );
  const texts = (await counts.getRowsJS()).flatMap(([text, n]) =>
    Array<string>(Number(n)).fill(String(text))
  );
  const session = new Int32Array(texts.length);
  const numbers = new Float64Array(texts.length);
  const result = await connection.stream(
    `select session - date '1970-01-01', ${value} from main.${table} where ${where} order by ${name}, session`,
    values,
    types,
  );
  let row = 0;
  for await (const chunk of result) {
    const [days, closes] = [0, 1].map((j) => chunk.getColumnValues(j));
    for (let i = 0; i < days.length; i++, row++) {
      session[row] = Number(days[i]);
      numbers[row] = Number(closes[i]);
    }
  }
  await connection.run("commit");
  return { length: texts.length, session, name: texts, value: numbers };
}

async function rowsOf(connection: DuckDBConnection, sql: string, values = {}): Promise<unknown[][]> {
  return await (await connection.run(sql, values)).getRowsJS();
}

/** The one number that a statement answers. */
async function single(connection: DuckDBConnection, sql: string, values = {}, types = {}): Promise<number> {
  const [[value]] = await (await connection.run(sql, values, types)).getRowsJS();
  return Number(value);
}
