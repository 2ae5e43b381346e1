/**
 * Opening a warehouse.
 *
 * @module
 */

import type { DuckDBConnection } from "@duckdb/node-api";
import type { Quotes } from "~/core/mod.ts";
import type { Paper } from "~/cotahist/mod.ts";
import { type ActionStore, actionStore } from "./actions.ts";
import { type Database, openDatabase } from "./connect.ts";
import { failureOf } from "./failure.ts";
import { type FeaturedRows, offersFeatured, storeFeatured } from "./featured.ts";
import { ensureSchema } from "./schema.ts";
import { type Company, selectCompanies, selectPapers, selectQuotes, selectSessions } from "./select.ts";
import { type SeriesStore, seriesStore } from "./series.ts";
import { findFile, listFiles, storeFile } from "./store.ts";
import type { SourceFile, StoredFile, StoreResult } from "./stored_file.ts";

/** An open database of quotes. */
export interface Warehouse extends AsyncDisposable, SeriesStore, ActionStore {
  /** The database file, or what else it is called. */
  readonly path: string;
  /**
   * Stores a file's quotes, all or none: if `batches` throws or the process dies, nothing of the file is there.
   *
   * The key of a quote is (session, ticker, market, board, forward term). A key that is there from a file of a longer
   * grain stays as it is; from one of the same or a shorter grain it gives way, for B3 corrects a file by publishing it
   * again. Other keys are never touched. Of two quotes of one key in the file the last counts. A file that is there
   * may be stored again; ask `findFile` first to save the time.
   *
   * @throws {BusyError} If another file is being stored at the same time.
   * @throws {DataError} If the disk is full or fails.
   * @throws {TypeError} If the warehouse is open read-only.
   */
  storeFile(file: SourceFile, batches: AsyncIterable<Quotes>): Promise<StoreResult>;
  /** Every file stored, in that order; one that was stored twice is there twice. */
  files(): Promise<StoredFile[]>;
  /**
   * The last storing of a file with this checksum and these markets or all, if nothing is to be gained by storing it
   * again: it was whole, and no later file has replaced any of its quotes. `null` otherwise.
   */
  findFile(sha256: string, markets: SourceFile["markets"]): Promise<StoredFile | null>;
  /**
   * Reads the quotes of the cash market, of all tickers or some, ordered by ticker, session and board; a ticker that is
   * not there adds nothing. Equal texts are one string in memory.
   */
  quotes(selection?: { readonly tickers?: readonly string[] }): Promise<Quotes>;
  /** Sessions of the cash market's quotes, ascending. */
  sessions(): Promise<Int32Array>;
  /** Every paper of the cash market as its last quote has it, ordered by ticker. */
  papers(): Promise<Paper[]>;
  /** Every code of the cash market and whose it is, ordered by ticker. */
  companies(): Promise<Company[]>;
  /** Whether the view `b3_featured` is offered, and so has to follow the quotes. */
  offersFeatured(): Promise<boolean>;
  /**
   * Offers rows as the view `b3_featured`, for programs that know the data lake; earlier ones give way.
   *
   * @throws {TypeError} If the warehouse is open read-only.
   */
  storeFeatured(rows: FeaturedRows): Promise<void>;
  /** Lets go of the file, after which nothing else may be called; leaving `await using` does the same. */
  close(): Promise<void>;
}

/** How to open a warehouse. */
export interface OpenOptions {
  /**
   * Changes nothing and lets other processes read at the same time.
   *
   * @default {false}
   */
  readonly readOnly?: boolean;
}

/**
 * Opens a database of quotes; makes it and its folder if there is none.
 *
 * One process at a time writes, and none reads meanwhile; several may read. Within a process every open of a file shares
 * one database.
 *
 * @param path The file, for example `data/b3.duckdb`; or `md:NAME` for a database in MotherDuck's cloud, with its access
 * token in the environment variable `MOTHERDUCK_TOKEN`.
 * @throws {ConfigError} If MotherDuck's token is wanted and not there.
 * @throws {BusyError} If another process holds the file; at once.
 * @throws {NotFoundError} If it is to be read only and is not there.
 * @throws {DataError} If the file is no warehouse, is of a newer version, or cannot be made.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * await using warehouse = await openWarehouse(`${await Deno.makeTempDir()}/b3.duckdb`);
 * assert.deepEqual(await warehouse.files(), []);
 * ```
 */
export async function openWarehouse(path: string, options: OpenOptions = {}): Promise<Warehouse> {
  const { readOnly = false } = options;
  return await warehouseOn(path, readOnly, await openDatabase(path, `open "${path}"`, { readOnly }));
}

/** Makes a warehouse of an open database, which is closed with it; `path` is what it is called in messages. */
export async function warehouseOn(path: string, readOnly: boolean, database: Database): Promise<Warehouse> {
  const action = `open "${path}"`;
  const use = async <T>(action: string, work: (connection: DuckDBConnection) => Promise<T>): Promise<T> => {
    const connection = await database.connect();
    try {
      return await work(connection);
    } catch (error) {
      throw failureOf(action, error);
    } finally {
      connection.closeSync(); // rolls back what is not committed and drops temporary tables
    }
  };

  try {
    await use(action, (connection) => ensureSchema(connection, action, readOnly));
  } catch (error) {
    database.close();
    throw error;
  }

  const read = `read "${path}"`;
  const close = () => Promise.resolve(database.close());
  return {
    path,
    storeFile: async (file, batches) => {
      if (readOnly) {
        throw new TypeError(
          `Cannot store ${file.name} in "${path}": it must be open for writing, found it read-only`,
        );
      }
      return await use(
        `store ${file.name} in "${path}"`,
        (connection) => storeFile(connection, file, batches),
      );
    },
    files: () => use(read, listFiles),
    findFile: (sha256, markets) => use(read, (connection) => findFile(connection, sha256, markets)),
    quotes: ({ tickers } = {}) => use(read, (connection) => selectQuotes(connection, tickers)),
    sessions: () => use(read, selectSessions),
    papers: () => use(read, selectPapers),
    companies: () => use(read, selectCompanies),
    offersFeatured: () => use(read, offersFeatured),
    storeFeatured: (rows) => {
      const action = `offer b3_featured in "${path}"`;
      if (readOnly) throw new TypeError(`Cannot ${action}: it must be open for writing, found it read-only`);
      return use(action, (connection) => storeFeatured(connection, rows));
    },
    ...seriesStore(path, readOnly, use),
    ...actionStore(path, readOnly, use),
    close,
    [Symbol.asyncDispose]: close,
  };
}
