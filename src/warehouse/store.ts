/**
 * How a file gets into a warehouse.
 *
 * @module
 */

import { type DuckDBConnection, DuckDBDateValue } from "@duckdb/node-api";
import type { Finding, Quotes } from "~/core/mod.ts";
import { compareFile } from "./compare.ts";
import { KEY, QUOTE_TYPES, same } from "./schema.ts";
import type { SourceFile, StoredFile, StoreResult } from "./stored_file.ts";
import { CHUNK_ROWS, chunkWriter } from "./vectors.ts";

// Also keeps writers apart: the second of two open transactions that change this row fails.
const NEXT_FILE_ID = "update main.warehouse set last_file_id = last_file_id + 1 returning last_file_id";

// Exact where it answers no: different hashes are of different keys. Much faster than comparing them.
const MAY_HAVE_DUPLICATES = `
  select count(distinct hash(${KEY.join(", ")})) < count(*) from main.quotes where file_id = $id`;

const DELETE_DUPLICATES = `
  delete from main.quotes as incoming using (
    select ${KEY.join(", ")}, max(rowid) as last from main.quotes where file_id = $id
    group by all having count(*) > 1
  ) as repeated
  where incoming.file_id = $id and ${same(KEY, "incoming", "repeated")} and incoming.rowid < repeated.last`;

const HAS_OVERLAP = `
  select exists (from main.quotes where file_id <> $id and session between $first and $last)`;

const DELETE_SUPERSEDED = `
  delete from main.quotes as incoming using main.quotes as held, main.files as file
  where incoming.file_id = $id and held.file_id <> $id and ${same(KEY, "incoming", "held")}
    and file.id = held.file_id and file.grain > cast($grain as enum ('day', 'month', 'year'))`;

const DELETE_REPLACED = `
  delete from main.quotes as held using main.quotes as incoming
  where incoming.file_id = $id and held.file_id <> $id and ${same(KEY, "held", "incoming")}`;

const INSERT_FILE = `
  insert into main.files values (
    $id, $name, $sha256, $grain, $markets, $isWhole, $records, $skipped, $duplicates, $superseded, $replaced, $stored, $sessions)`;

const INTACT = `
  sha256 = $sha256 and markets in ($markets, 'all') and whole
    and stored = (select count(*) from main.quotes where file_id = id)`;

/** Stores a file's quotes, all or none; see `Warehouse.storeFile`. The connection must not be used for anything else. */
export async function storeFile(
  connection: DuckDBConnection,
  file: SourceFile,
  batches: AsyncIterable<Quotes>,
): Promise<StoreResult> {
  const change = async (sql: string, values = {}) => (await connection.run(sql, values)).rowsChanged;

  await connection.run("begin");
  const id = Number(await single(connection, NEXT_FILE_ID));
  const { length, sessions, ...span } = await append(connection, batches, id);
  const { name, sha256, markets } = file;
  const { grain, isWhole, skipped } = file.summary();
  const mayHaveDuplicates = await single(connection, MAY_HAVE_DUPLICATES, { id });
  const duplicates = mayHaveDuplicates ? await change(DELETE_DUPLICATES, { id }) : 0;
  let [superseded, replaced] = [0, 0];
  const findings = duplicates === 0 ? [] : [duplicateFinding(name, duplicates)];
  if (sessions > 0 && await single(connection, HAS_OVERLAP, { id, ...span })) {
    findings.push(...await compareFile(connection, { id, name, grain, isWhole }));
    superseded = await change(DELETE_SUPERSEDED, { id, grain });
    replaced = await change(DELETE_REPLACED, { id });
  }
  const stored = length - duplicates - superseded;
  const counts = { records: length + skipped, skipped, duplicates, superseded, replaced, stored, sessions };
  const result = { name, sha256, grain, markets, isWhole, ...counts };
  await connection.run(INSERT_FILE, { id, ...result });
  await connection.run("commit");
  return { ...result, findings };
}

/** Every file stored, in that order; one that was stored twice is there twice. */
export function listFiles(connection: DuckDBConnection): Promise<StoredFile[]> {
  return files(connection, "true");
}

/** The last storing of a file whose quotes are all there still; see `Warehouse.findFile`. */
export async function findFile(
  connection: DuckDBConnection,
  sha256: string,
  markets: SourceFile["markets"],
): Promise<StoredFile | null> {
  const found = await files(connection, INTACT, { sha256, markets });
  return found.at(-1) ?? null;
}

async function files(connection: DuckDBConnection, where: string, values = {}): Promise<StoredFile[]> {
  const result = await connection.run(
    `select * exclude (id, whole), whole as "isWhole" from main.files where ${where} order by id`,
    values,
  );
  return await result.getRowObjectsJS() as unknown as StoredFile[];
}

/** What was appended. */
interface Appended {
  readonly length: number;
  /** Different sessions. */
  readonly sessions: number;
  /** The first and the last of them, if there is one. */
  readonly first: DuckDBDateValue;
  readonly last: DuckDBDateValue;
}

async function append(
  connection: DuckDBConnection,
  batches: AsyncIterable<Quotes>,
  fileId: number,
): Promise<Appended> {
  const appender = await connection.createAppender("quotes", "main");
  const write = chunkWriter({ ...QUOTE_TYPES, fileId: "INTEGER" });
  const sessions = new Set<number>();
  let length = 0;
  try {
    for await (const quotes of batches) {
      const { length: nQuotes, ...columns } = quotes;
      const rows = { ...columns, fileId: new Int32Array(nQuotes).fill(fileId) };
      for (let begin = 0; begin < quotes.length; begin += CHUNK_ROWS) {
        appender.appendDataChunk(write(rows, begin, Math.min(begin + CHUNK_ROWS, quotes.length)));
      }
      for (const session of quotes.session) sessions.add(session);
      length += quotes.length;
    }
    appender.flushSync();
  } finally {
    appender.closeSync(); // left to the garbage collector it would outlive its connection
  }
  const ascending = Int32Array.from(sessions).sort();
  const day = (session: number | undefined) => new DuckDBDateValue(session ?? 0);
  return { length, sessions: sessions.size, first: day(ascending.at(0)), last: day(ascending.at(-1)) };
}

/** The one value that a statement answers. */
async function single(connection: DuckDBConnection, sql: string, values = {}): Promise<unknown> {
  const [[value]] = await (await connection.run(sql, values)).getRowsJS();
  return value;
}

function duplicateFinding(name: string, duplicates: number): Finding {
  return {
    severity: "warning",
    kind: "duplicate_quotes",
    message:
      `${name} has ${duplicates} quotes with the session, ticker, market, board and term of a later one; ` +
      "the last of each was kept",
  };
}
