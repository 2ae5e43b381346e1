/**
 * Databases by what they are called: a file, or `md:NAME` for one in MotherDuck's cloud.
 *
 * @module
 */

import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import process from "node:process";
import { ConfigError, DataError, NotFoundError } from "~/core/mod.ts";
import { failureOf } from "./failure.ts";

/** An open database. */
export interface Database {
  /** A connection whose default catalog is the database, to be closed by the caller. */
  connect(): Promise<DuckDBConnection>;
  /** Lets go of it. */
  close(): void;
}

/** How a database is opened. */
export interface Access {
  /** Whether nothing is to be changed. */
  readonly readOnly: boolean;
}

/** A database may come from a stranger: what it holds must not reach beyond its file, nor load code. */
const NO_CODE = { autoinstall_known_extensions: "false", autoload_known_extensions: "false" };
const CLOSED = { ...NO_CODE, enable_external_access: "false" };

/**
 * Writing what was stored to its place in the file is left for when this much has come, or the database is closed:
 * done after every few files it would rewrite the same parts over and over.
 */
const WRITING = { checkpoint_threshold: "256MB" };

const MOTHERDUCK = /^(?:md|motherduck):(.*)$/;

/** Whether a database is in MotherDuck's cloud: `md:NAME`. */
export function isMotherDuck(location: string): boolean {
  return MOTHERDUCK.test(location);
}

/**
 * Opens a database; makes the file and its folder if there is none and it may be written.
 *
 * @param location A file, or `md:NAME`, which takes the token in the environment variable `MOTHERDUCK_TOKEN`.
 * @param action What is being done, for messages.
 * @throws {BusyError} If another process holds the file.
 * @throws {NotFoundError} If it is to be read only and is not there, or MotherDuck's extension is not.
 * @throws {ConfigError} If there is no token.
 * @throws {DataError} If it is no database, or cannot be made.
 */
export async function openDatabase(location: string, action: string, access: Access): Promise<Database> {
  if (isMotherDuck(location)) {
    return await openMotherDuck(location, action, access, process.env.MOTHERDUCK_TOKEN);
  }
  if (!access.readOnly) await makeFolder(location, action);
  const { readOnly } = access;
  try {
    const instance = await DuckDBInstance.fromCache(location, {
      ...CLOSED,
      ...(readOnly ? { access_mode: "READ_ONLY" } : WRITING),
    });
    return { connect: () => instance.connect(), close: () => instance.closeSync() };
  } catch (error) {
    throw failureOf(action, error);
  }
}

/**
 * Attaches a database file to an empty database under a name of its own, as MotherDuck's databases are attached. It is not
 * shared with other opens of the file in this process, which must not write meanwhile.
 *
 * @param folder The one folder whose files SQL may read and write beside the database; none by default.
 */
export async function attachDatabase(
  location: string,
  catalog: string,
  { readOnly }: Access,
  folder?: string,
): Promise<Database> {
  const instance = await DuckDBInstance.create(":memory:", NO_CODE);
  return await attached(instance, catalog, [
    `attach ${literal(location)} as ${name(catalog)} ${readOnly ? "(read_only)" : ""}`,
    ...(folder === undefined ? [] : [`set allowed_directories = [${literal(folder)}]`]),
    "set enable_external_access = false",
  ]);
}

/**
 * Opens a database in MotherDuck's cloud by its extension, which is fetched once from DuckDB's own repository. Unlike
 * files, it may reach beyond itself: the extension needs the network.
 *
 * @param settings More settings of DuckDB's.
 */
export async function openMotherDuck(
  location: string,
  action: string,
  { readOnly }: Access,
  token: string | undefined,
  settings: Readonly<Record<string, string>> = {},
): Promise<Database> {
  const [, database] = MOTHERDUCK.exec(location) ?? [];
  if (!/^\w+$/.test(database)) {
    throw new ConfigError(`Cannot ${action}: md: and the name of a database are wanted, found "${location}"`);
  }
  if (token === undefined || token === "") {
    throw new ConfigError(
      `Cannot ${action}: an access token of MotherDuck is wanted in MOTHERDUCK_TOKEN, found none; make one in its settings`,
    );
  }
  const instance = await DuckDBInstance.create(":memory:", { ...NO_CODE, ...settings });
  try {
    await run(instance, ["install motherduck", "load motherduck"]);
  } catch (cause) {
    instance.closeSync();
    throw new NotFoundError(
      `Cannot ${action}: DuckDB's extension motherduck is wanted, found none and none to fetch; ` +
        "open it once with a network, or use a database file",
      { cause },
    );
  }
  return await attached(instance, database, [
    `set motherduck_token = ${literal(token)}`,
    "attach 'md:'",
    ...(readOnly ? [] : [`create database if not exists ${name(database)}`]),
  ]);
}

async function attached(
  instance: DuckDBInstance,
  catalog: string,
  statements: readonly string[],
): Promise<Database> {
  try {
    await run(instance, statements);
  } catch (error) {
    instance.closeSync();
    throw error;
  }
  return {
    async connect() {
      const connection = await instance.connect();
      await connection.run(`use ${name(catalog)}`);
      return connection;
    },
    close: () => instance.closeSync(),
  };
}

async function run(instance: DuckDBInstance, statements: readonly string[]): Promise<void> {
  const connection = await instance.connect();
  try {
    for (const statement of statements) await connection.run(statement);
  } finally {
    connection.closeSync();
  }
}

async function makeFolder(path: string, action: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
  } catch (cause) {
    throw new DataError(`Cannot ${action}: its folder cannot be made, ${(cause as Error).message}`, {
      cause,
    });
  }
}

/** A text in SQL. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name in SQL. */
export function name(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
