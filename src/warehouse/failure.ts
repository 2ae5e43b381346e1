/**
 * DuckDB's errors as ours.
 *
 * @module
 */

import { BusyError, DataError, NotFoundError } from "~/core/mod.ts";

/** Kinds that say something about the file, the disk or memory; the others say that our SQL is wrong. */
const WORLD = /^(IO|Out of Memory|Permission|Serialization|TransactionContext|FATAL|INTERNAL) Error: /;
const ABSENT = /^IO Error: .* database does not exist/s;
// It would read CSV, JSON and Parquet in memory, and "md:", "sqlite:" and their like by an extension.
const NOT_A_DATABASE =
  /^(Catalog Error: Cannot launch in-memory database|Permission Error: Loading external extensions)/;
const LOCKED = /^IO Error: .*(Could not set lock on file|being used by another process)/s;
const OTHER_ACCESS = /^Connection Error: .* with a different configuration/s;
const CONFLICT = /^TransactionContext Error: .*conflict/is;

/**
 * What to throw for an error that came out of DuckDB, which has no classes of errors, only texts.
 *
 * @param action What was tried, for example `open "b3.duckdb"`.
 * @returns A `NotFoundError` if there is no database, a `BusyError` if someone else holds it or stores into it, a
 * `DataError` for what the disk or the file did, each with the error as its cause; any other error as it is.
 */
export function failureOf(action: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { message } = error;
  const options = { cause: error };
  if (ABSENT.test(message)) return new NotFoundError(notIngested(action), options);
  if (NOT_A_DATABASE.test(message)) return new DataError(notADatabase(action), options);
  if (LOCKED.test(message)) {
    const [, pid] = /\(PID (\d+)\)/.exec(message) ?? [];
    const holder = pid === undefined ? "another process" : `process ${pid}`;
    return new BusyError(`Cannot ${action}: it must be free, ${holder} holds it`, options);
  }
  if (OTHER_ACCESS.test(message)) {
    return new BusyError(
      `Cannot ${action}: a process opens it either for reading only or for writing, found it open the other way`,
      options,
    );
  }
  if (CONFLICT.test(message)) {
    return new BusyError(
      `Cannot ${action}: one may write at a time, another is writing`,
      options,
    );
  }
  if (WORLD.test(message)) return new DataError(`Cannot ${action}: ${reasonOf(message)}`, options);
  return error;
}

/** The message about a database that nothing was stored in yet. */
export function notIngested(action: string): string {
  return `Cannot ${action}: there is no database of quotes yet, ingest files first`;
}

/** The message about what DuckDB would open otherwise than as its own file: in memory, where nothing lasts, or elsewhere. */
export function notADatabase(action: string): string {
  return `Cannot ${action}: a DuckDB database is wanted, found something else`;
}

function reasonOf(message: string): string {
  return message.split("\n")[0].replace(WORLD, "").replace(/[.!]$/, "");
}
