/**
 * Where tasks read and write unless told otherwise.
 *
 * @module
 */

import { existsSync } from "node:fs";
import denoJson from "../../deno.json" with { type: "json" };
import { SWITCH, TEXT, wholeNumber } from "./command.ts";

/** The database file. */
export const DB = "data/b3.duckdb";
/** The database that the demo makes, so that its sample never mixes with other quotes. */
export const DEMO_DB = "data/demo.duckdb";
/** The models folder. */
export const MODELS = "models";
/** The reports folder. */
export const REPORTS = "reports";
/** The folder that downloads are kept in. */
export const RAW = "data/raw";
/** Quotes that ship with the project. */
export const SAMPLE = "data/sample";

/** What runs, for manifests. */
export const SOFTWARE = { "b3-predict": denoJson.version, deno: Deno.version.deno, v8: Deno.version.v8 };

/** Flags that most tasks share. */
export const DB_FLAG = {
  ...TEXT,
  brief: `Database file, or md:NAME in MotherDuck's cloud (default B3_DATABASE, else ${DB} or the demo's)`,
  placeholder: "db",
} as const;
export const WORKERS_FLAG = {
  kind: "parsed",
  parse: wholeNumber(1, 256),
  optional: true,
  brief: "Threads that compute features and train (default: all cores)",
  placeholder: "n",
} as const;
export const REPORTS_FLAG = {
  ...TEXT,
  brief: `Folder to write to (default ${REPORTS})`,
  placeholder: "dir",
} as const;
export const MODELS_FLAG = {
  ...TEXT,
  brief: `Models folder (default ${MODELS})`,
  placeholder: "dir",
} as const;
export const JSON_FLAG = { ...SWITCH, brief: "Print JSON" } as const;

/** The version that a task is about. */
export const MODEL_POSITIONAL = {
  kind: "tuple",
  parameters: [{
    brief: "NAME, NAME@VERSION, NAME@ALIAS or a version's folder (default: the only model's champion)",
    parse: String,
    optional: true,
    placeholder: "model",
  }],
} as const;

/** The database to read: the one given or named by `B3_DATABASE`, or the default one, or the demo's if that is all there is. */
export function databaseToRead(given: string | undefined): string {
  return given ?? named("B3_DATABASE") ?? [DB, DEMO_DB].find((path) => existsSync(path)) ?? DB;
}

/** The database to write: the one given or named by `B3_DATABASE`, or the default one. */
export function databaseToWrite(given: string | undefined): string {
  return given ?? named("B3_DATABASE") ?? DB;
}

/** The folder of B3's files that the environment names, if it does: `B3_DATA`. */
export function dataFolder(): string | undefined {
  return named("B3_DATA");
}

/** What the environment has under a name; nothing if that is empty or not to be read. */
function named(variable: string): string | undefined {
  const { state } = Deno.permissions.querySync({ name: "env", variable });
  return state === "granted" ? Deno.env.get(variable) || undefined : undefined;
}
