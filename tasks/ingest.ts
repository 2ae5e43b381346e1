/**
 * `deno task ingest`: B3's COTAHIST files into the database.
 *
 * @module
 */

import { formatSession } from "~/core/mod.ts";
import { ingest, type IngestedFile } from "~/pipeline/mod.ts";
import { buildCommand, runTask, SWITCH, TEXT } from "./cli/command.ts";
import { dataFolder, DB, DB_FLAG, JSON_FLAG, SAMPLE } from "./cli/defaults.ts";
import { findingJson, print, printJson, table, withProgress } from "./cli/output.ts";

interface Flags {
  readonly from?: string[];
  readonly db?: string;
  readonly markets: "cash" | "all";
  readonly allowPartial?: boolean;
  readonly json?: boolean;
}

/** Ingests under a progress bar. */
export function ingestWithProgress(from: readonly string[], db: string, flags: Partial<Flags> = {}) {
  return withProgress("ingest  ", (update) =>
    ingest({
      db,
      from,
      markets: flags.markets ?? "cash",
      allowPartial: flags.allowPartial ?? false,
      onProgress: (file, bytesRead, bytesTotal) => update(bytesRead / bytesTotal, file),
    }));
}

/** What was ingested, as lines of text. */
export function ingestSummary(files: readonly IngestedFile[]): string[] {
  const date = (session: number | null) => session === null ? "-" : formatSession(session);
  const rows = files.map((file) => [
    file.file,
    String(file.records),
    String(file.stored),
    String(file.skipped),
    String(file.sessions),
    date(file.firstSession),
    date(file.lastSession),
    file.isKnown ? "known already" : file.findings.length > 0 ? `findings: ${file.findings.length}` : "",
  ]);
  const findings = files.flatMap((file) =>
    file.findings.map((finding) => `${file.file}: ${finding.message}`)
  );
  return [
    ...table(["file", "records", "stored", "skipped", "sessions", "first", "last", "remark"], rows),
    ...findings,
  ];
}

function fileJson({ firstSession, lastSession, findings, ...file }: IngestedFile) {
  const date = (session: number | null) => session === null ? null : formatSession(session);
  return {
    ...file,
    firstSession: date(firstSession),
    lastSession: date(lastSession),
    findings: findings.map(findingJson),
  };
}

if (import.meta.main) {
  await runTask(
    "ingest",
    buildCommand<Flags, []>({
      docs: {
        brief: "Reads B3's COTAHIST files (ZIP or TXT) into the database",
        fullDescription:
          "Reads B3's COTAHIST files (ZIP or TXT) into the database. Each file is stored whole or not at " +
          "all, and one that is known by its content is not read again. A yearly file supersedes a monthly one, a " +
          `monthly a daily one. Without --from it reads the folder that B3_DATA names, or else ${SAMPLE}.`,
      },
      parameters: {
        flags: {
          from: {
            ...TEXT,
            variadic: true,
            brief: "File, or folder of COTAHIST files; may be repeated",
            placeholder: "path",
          },
          db: DB_FLAG,
          markets: {
            kind: "enum",
            values: ["cash", "all"],
            default: "cash",
            brief: "Records to keep: the cash market's, or all (options, forwards, odd lots)",
          },
          allowPartial: { ...SWITCH, brief: "Keep what is whole of a damaged file and say what was lost" },
          json: JSON_FLAG,
        },
      },
      async func(flags) {
        const from = flags.from ?? [dataFolder() ?? SAMPLE];
        const files = await ingestWithProgress(from, flags.db ?? DB, flags);
        if (flags.json) printJson(files.map(fileJson));
        else print(...ingestSummary(files));
      },
    }),
  );
}
