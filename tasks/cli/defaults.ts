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
/** Quotes that ship with the project. */
export const SAMPLE = "data/sample";

/** What runs, for manifests. */
export const SOFTWARE = { "b3-predict": denoJson.version, deno: Deno.version.deno, v8: Deno.version.v8 };

/** Flags that most tasks share. */
export const DB_FLAG = {
  ...TEXT,
  brief: `Database file (default ${DB}, or the demo's if there is no other)`,
  placeholder: "file",
} as const;
export const WORKERS_FLAG = {
  kind: "parsed",
  parse: wholeNumber(1, 256),
  optional: true,
  brief: "Threads that grow trees (default: all cores)",
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

/** The database to read: the one given, or the default one, or the demo's if that is all there is. */
export function databaseToRead(given: string | undefined): string {
  return given ?? [DB, DEMO_DB].find((path) => existsSync(path)) ?? DB;
}

/** The folder of B3's files that the environment names, if it does: `B3_DATA`. */
export function dataFolder(): string | undefined {
  return Deno.env.get("B3_DATA") || undefined;
}
