/**
 * Where tasks read and write unless told otherwise.
 *
 * @module
 */

import denoJson from "../../deno.json" with { type: "json" };
import { TEXT } from "./command.ts";

/** The database file. */
export const DB = "data/b3.duckdb";
/** The models folder. */
export const MODELS = "models";
/** The reports folder. */
export const REPORTS = "reports";
/** Quotes that ship with the project. */
export const SAMPLE = "data/sample";

/** What runs, for manifests. */
export const SOFTWARE = { "b3-predict": denoJson.version, deno: Deno.version.deno, v8: Deno.version.v8 };

/** Flags that most tasks share. */
export const DB_FLAG = { ...TEXT, brief: `Database file (default ${DB})`, placeholder: "file" } as const;
export const MODELS_FLAG = {
  ...TEXT,
  brief: `Models folder (default ${MODELS})`,
  placeholder: "dir",
} as const;
export const JSON_FLAG = {
  kind: "boolean",
  optional: true,
  withNegated: false,
  brief: "Print JSON",
} as const;

/** The version that a task is about. */
export const MODEL_POSITIONAL = {
  kind: "tuple",
  parameters: [{
    brief: "NAME, NAME@VERSION, NAME@ALIAS or a version's folder (default: the champion)",
    parse: String,
    optional: true,
    placeholder: "model",
  }],
} as const;

/** The folder of B3's files that the environment names, if it does: `B3_DATA`. */
export function dataFolder(): string | undefined {
  return Deno.env.get("B3_DATA") || undefined;
}
