/**
 * A warehouse as Parquet files, one a table, and back.
 *
 * @module
 */

import type { DuckDBConnection } from "@duckdb/node-api";
import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { ConfigError, DataError, isMissing, NotFoundError } from "~/core/mod.ts";
import { printable } from "~/cotahist/mod.ts";
import { CREATE_ACTION_TABLE } from "./actions.ts";
import { attachDatabase, type Database, isMotherDuck, literal, name, openDatabase } from "./connect.ts";
import { failureOf } from "./failure.ts";
import { ensureSchema } from "./schema.ts";
import { CREATE_SERIES_TABLES } from "./series_tables.ts";

/** A table that was written or read. */
export interface ParquetTable {
  /** Its name; the file is called so too, with the ending `.parquet`. */
  readonly table: string;
  /** Rows in it. */
  readonly rows: number;
}

/** Tables without which there is no warehouse. */
const NEEDED = ["warehouse", "files", "quotes"];

const CATALOG = "warehouse";
const ENDING = ".parquet";

/** Names of tables that may be names of files. */
const PLAIN_NAME = /^\w{1,100}$/;

const LIST_TABLES = `
  select table_name from duckdb_tables()
  where database_name = current_database() and schema_name = 'main' order by table_name`;

/** Counts of what must not be, with what is wanted instead. */
const CHECKS: readonly (readonly [wanted: string, count: string])[] = [
  [
    "every key of quotes once",
    "select count(*) - count(distinct (session, ticker, market, board, forward_term)) from main.quotes",
  ],
  [
    "quotes of listed files",
    "select count(*) from main.quotes where file_id not in (select id from main.files)",
  ],
  [
    "numbers of files up to the last",
    "select count(*) from main.files where id > (select max(last_file_id) from main.warehouse)",
  ],
];

/**
 * Writes every table of a warehouse to a folder as Parquet, all as of one moment; files of the same names give way.
 *
 * @param path The database, which no one may be writing to.
 * @param folder The folder; made when missing.
 * @throws {NotFoundError} If there is no such database.
 * @throws {BusyError} If another process is writing to it.
 * @throws {DataError} If it is no warehouse, or the disk is full.
 */
export async function exportParquet(path: string, folder: string): Promise<ParquetTable[]> {
  const action = `export "${path}" to "${folder}"`;
  const into = resolve(folder);
  const database = isMotherDuck(path)
    ? await openDatabase(path, action, { readOnly: true })
    : await attached(path, action, true, into);
  return await using(database, action, async (connection) => {
    await ensureSchema(connection, action, true);
    await connection.run("begin");
    const tables = (await rowsOf(connection, LIST_TABLES)).flat();
    const odd = tables.find((table) => !PLAIN_NAME.test(table));
    if (odd !== undefined) {
      throw new DataError(printable(`Cannot ${action}: plain names of tables are wanted, found "${odd}"`));
    }
    const files = tables.map((table) => join(into, table + ENDING));
    const exported: ParquetTable[] = [];
    await mkdir(into, { recursive: true });
    try {
      for (const [i, table] of tables.entries()) {
        const { rowsChanged } = await connection.run(
          `copy main.${name(table)} to ${literal(files[i] + ".tmp")} (format parquet, compression zstd)`,
        );
        exported.push({ table, rows: rowsChanged });
      }
      await connection.run("commit");
      for (const file of files) await rename(`${file}.tmp`, file);
    } finally {
      for (const file of files) await rm(`${file}.tmp`, { force: true });
    }
    return exported;
  });
}

/**
 * Makes a warehouse of the Parquet files in a folder, as `exportParquet` wrote them; whole or not at all.
 *
 * Quotes are checked as if they were stored: no key twice, each of a file that is listed. A table that this code does not
 * know comes in with the columns that its file has.
 *
 * @param folder The folder.
 * @param path Database file to make; there must be none.
 * @throws {ConfigError} If there is a database already.
 * @throws {NotFoundError} If the folder or a file that is needed is not there.
 * @throws {DataError} If a file is damaged, has other columns, or is of another version.
 */
export async function importParquet(folder: string, path: string): Promise<ParquetTable[]> {
  const action = `import "${folder}" into "${path}"`;
  if (isMotherDuck(path) || await isThere(path)) {
    throw new ConfigError(`Cannot ${action}: a new database file is wanted, found another database`);
  }
  const from = resolve(folder);
  const tables = await tablesIn(from, action);
  const temporary = `${path}.${randomUUID()}.tmp`;
  await mkdir(dirname(resolve(path)), { recursive: true });
  try {
    const database = await attached(temporary, action, false, from);
    const imported = await using(database, action, async (connection) => {
      await ensureSchema(connection, action, false);
      await connection.run("begin");
      await connection.run(`delete from main.warehouse; ${CREATE_SERIES_TABLES} ${CREATE_ACTION_TABLE}`);
      const known = (await rowsOf(connection, LIST_TABLES)).flat();
      for (const table of known) {
        if (!tables.includes(table)) await connection.run(`drop table main.${name(table)}`);
      }
      const results: ParquetTable[] = [];
      for (const table of tables) {
        results.push(await importTable(connection, action, table, from, known.includes(table)));
      }
      await check(connection, action);
      await connection.run("commit");
      await ensureSchema(connection, action, true);
      return results;
    });
    await rename(temporary, path);
    return imported;
  } finally {
    await rm(temporary, { force: true });
    await rm(`${temporary}.wal`, { force: true });
  }
}

async function importTable(
  connection: DuckDBConnection,
  action: string,
  table: string,
  folder: string,
  isKnown: boolean,
): Promise<ParquetTable> {
  const file = `read_parquet(${literal(join(folder, table + ENDING))})`;
  const at = `main.${name(table)}`;
  try {
    if (!isKnown) await connection.run(`create table ${at} as select * from ${file} limit 0`);
    const columns = async (of: string) =>
      (await rowsOf(connection, `select column_name from (describe ${of})`)).join(", ");
    const [wanted, found] = [await columns(at), await columns(`select * from ${file}`)];
    if (found !== wanted) throw new DataError(`the columns ${found}`);
    const { rowsChanged } = await connection.run(`insert into ${at} by name select * from ${file}`);
    return { table, rows: rowsChanged };
  } catch (cause) {
    const [reason] = (cause as Error).message.split("\n");
    throw new DataError(
      printable(`Cannot ${action}: whole rows of ${table} are wanted in ${table}${ENDING}, found ${reason}`),
      { cause },
    );
  }
}

async function check(connection: DuckDBConnection, action: string): Promise<void> {
  for (const [wanted, sql] of CHECKS) {
    const [[count]] = await rowsOf(connection, sql);
    if (count !== "0") throw new DataError(`Cannot ${action}: ${wanted} wanted, found ${count} others`);
  }
}

async function tablesIn(folder: string, action: string): Promise<string[]> {
  const names = await readdir(folder).catch((cause) => {
    if (!isMissing(cause)) throw cause;
    return [];
  });
  const tables = names.filter((file) => file.endsWith(ENDING)).map((file) => file.slice(0, -ENDING.length))
    .filter((table) => PLAIN_NAME.test(table)).sort();
  const missing = NEEDED.filter((table) => !tables.includes(table));
  if (missing.length > 0) {
    throw new NotFoundError(
      `Cannot ${action}: ${missing.map((table) => table + ENDING).join(", ")} wanted in it, found none`,
    );
  }
  return tables;
}

async function attached(
  path: string,
  action: string,
  readOnly: boolean,
  folder: string,
): Promise<Database> {
  try {
    return await attachDatabase(path, CATALOG, { readOnly }, folder);
  } catch (error) {
    throw failureOf(action, error);
  }
}

/** Works on one connection, and lets go of the database whatever becomes of it. */
async function using<T>(
  database: Database,
  action: string,
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const connection = await database.connect();
  try {
    return await work(connection);
  } catch (error) {
    throw failureOf(action, error);
  } finally {
    connection.closeSync();
    database.close();
  }
}

async function rowsOf(connection: DuckDBConnection, sql: string): Promise<string[][]> {
  return (await (await connection.run(sql)).getRowsJS()).map((row) => row.map(String));
}

async function isThere(path: string): Promise<boolean> {
  return await stat(path).then(() => true, (error) => {
    if (isMissing(error)) return false;
    throw error;
  });
}
