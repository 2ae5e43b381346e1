/**
 * `deno task warehouse`: the database as Parquet files, and back.
 *
 * @module
 */

import { exportParquet, importParquet, type ParquetTable } from "~/warehouse/mod.ts";
import { buildCommand, buildRouteMap, runTask } from "./cli/command.ts";
import { databaseToRead, databaseToWrite, DB_FLAG, JSON_FLAG } from "./cli/defaults.ts";
import { print, printJson, table } from "./cli/output.ts";

interface Flags {
  readonly db?: string;
  readonly json?: boolean;
}

const FLAGS = { db: DB_FLAG, json: JSON_FLAG } as const;

function folder(brief: string) {
  return { kind: "tuple", parameters: [{ brief, parse: String, placeholder: "dir" }] } as const;
}

function show(tables: readonly ParquetTable[], json = false): void {
  if (json) printJson(tables);
  else print(...table(["table", "rows"], tables.map(({ table, rows }) => [table, String(rows)])));
}

const exporting = buildCommand<Flags, [string]>({
  docs: {
    brief: "Writes every table to a folder as Parquet",
    fullDescription:
      "Writes every table to a folder as Parquet, a file each, all as of one moment; files of the same names give way.",
  },
  parameters: { flags: FLAGS, positional: folder("Folder to write to") },
  async func({ db, json }, dir) {
    show(await exportParquet(databaseToRead(db), dir), json);
  },
});

const importing = buildCommand<Flags, [string]>({
  docs: {
    brief: "Makes a new database of exported Parquet files",
    fullDescription:
      "Makes a new database of exported Parquet files, whole or not at all, and checks its quotes.",
  },
  parameters: { flags: FLAGS, positional: folder("Folder to read") },
  async func({ db, json }, dir) {
    show(await importParquet(dir, databaseToWrite(db)), json);
  },
});

await runTask(
  "warehouse",
  buildRouteMap({
    routes: { export: exporting, import: importing },
    docs: { brief: "The database as Parquet files, and back" },
  }),
);
