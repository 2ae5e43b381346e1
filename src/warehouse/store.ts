/**
 * How a file gets into a warehouse.
 *
 * @module
 */

import type { DuckDBConnection } from "@duckdb/node-api";
import type { Finding, Quotes } from "~/core/mod.ts";
import { CREATE_STAGING, quoteColumns } from "./schema.ts";
import type { SourceFile, StoredFile, StoreResult } from "./stored_file.ts";
import { CHUNK_ROWS, chunkOf } from "./vectors.ts";

// Also keeps writers apart: the second of two open transactions that change this row fails.
const NEXT_FILE_ID = "update main.warehouse set last_file_id = last_file_id + 1 returning last_file_id";

const COUNT_SESSIONS = "select count(distinct session)::integer from temp.staging";

const DELETE_DUPLICATES = `
  delete from temp.staging as staged using (
    select session, ticker, market, board, forward_term, max(rowid) as last from temp.staging
    group by all having count(*) > 1
  ) as repeated
  where ${sameKey("staged", "repeated")} and staged.rowid < repeated.last`;

const DELETE_SUPERSEDED = `
  delete from temp.staging as staged using main.quotes as held, main.files as file
  where ${sameKey("staged", "held")} and file.id = held.file_id
    and file.grain > cast($grain as enum ('day', 'month', 'year'))`;

const DELETE_REPLACED = `
  delete from main.quotes as held using temp.staging as staged where ${sameKey("held", "staged")}`;

const INSERT_QUOTES = `
  insert into main.quotes select ${quoteColumns((name) => `nullif(${name}, 'nan'::double)`)}, $id
  from temp.staging`;

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
  await connection.run(CREATE_STAGING);
  const staged = await stage(connection, batches);
  const { name, sha256, markets } = file;
  const { grain, isWhole, skipped } = file.summary();
  const change = async (sql: string, values = {}) => (await connection.run(sql, values)).rowsChanged;

  await connection.run("begin");
  const id = await single(connection, NEXT_FILE_ID);
  const sessions = await single(connection, COUNT_SESSIONS);
  const duplicates = await change(DELETE_DUPLICATES);
  const superseded = await change(DELETE_SUPERSEDED, { grain });
  const replaced = await change(DELETE_REPLACED);
  const stored = await change(INSERT_QUOTES, { id });
  const counts = { records: staged + skipped, skipped, duplicates, superseded, replaced, stored, sessions };
  const result = { name, sha256, grain, markets, isWhole, ...counts };
  await connection.run(INSERT_FILE, { id, ...result });
  await connection.run("commit");
  return { ...result, findings: findingsOf(result) };
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

async function stage(connection: DuckDBConnection, batches: AsyncIterable<Quotes>): Promise<number> {
  const appender = await connection.createAppender("staging", "main", "temp");
  let records = 0;
  try {
    for await (const quotes of batches) {
      for (let begin = 0; begin < quotes.length; begin += CHUNK_ROWS) {
        appender.appendDataChunk(chunkOf(quotes, begin, Math.min(begin + CHUNK_ROWS, quotes.length)));
      }
      records += quotes.length;
    }
  } finally {
    appender.closeSync(); // left to the garbage collector it would outlive its connection
  }
  return records;
}

/** The one number that a statement answers. */
async function single(connection: DuckDBConnection, sql: string): Promise<number> {
  const [[value]] = await (await connection.run(sql)).getRowsJS();
  return Number(value);
}

function sameKey(a: string, b: string): string {
  return `${a}.session = ${b}.session and ${a}.ticker = ${b}.ticker and ${a}.market = ${b}.market
    and ${a}.board = ${b}.board and ${a}.forward_term = ${b}.forward_term`;
}

function findingsOf({ name, duplicates }: StoredFile): Finding[] {
  if (duplicates === 0) return [];
  return [{
    severity: "warning",
    kind: "duplicate_quotes",
    message:
      `${name} has ${duplicates} quotes with the session, ticker, market, board and term of a later one; ` +
      "the last of each was kept",
  }];
}
