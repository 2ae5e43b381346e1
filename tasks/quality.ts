/**
 * `deno task quality`: what is missing, broken or odd in the database's quotes.
 *
 * @module
 */

import { join } from "node:path";
import { DataError, formatSession } from "~/core/mod.ts";
import { type DatabaseQuality, databaseQuality, writeQuality } from "~/pipeline/mod.ts";
import { buildCommand, runTask, SWITCH } from "./cli/command.ts";
import { databaseToRead, DB_FLAG, JSON_FLAG, REPORTS, REPORTS_FLAG } from "./cli/defaults.ts";
import { findingJson, print, printJson, table } from "./cli/output.ts";

const FILE = "quality.html";

interface Flags {
  readonly db?: string;
  readonly reports?: string;
  readonly json?: boolean;
  readonly strict?: boolean;
}

/** The account with its sessions as dates. */
function accountOf(quality: DatabaseQuality) {
  const date = (session: number | null) => session === null ? null : formatSession(session);
  return {
    ...quality,
    firstSession: date(quality.firstSession),
    lastSession: date(quality.lastSession),
    findings: quality.findings.map((finding) => ({
      ...findingJson(finding),
      count: finding.count,
      examples: finding.examples.map(({ session, detail }) => ({ session: date(session), detail })),
    })),
  };
}

/** The account as lines of text: a kind a line, with the most frequent finding of the kind. */
function linesOf({ totals, findings, ...quality }: DatabaseQuality): string[] {
  const { firstSession, lastSession } = quality;
  const period = firstSession === null || lastSession === null
    ? "no session"
    : `${formatSession(firstSession)} to ${formatSession(lastSession)}`;
  const rows = totals.map(({ kind, severity, findings: n, count }) => [
    severity,
    kind,
    String(n),
    String(count),
    findings.find((finding) => finding.kind === kind)?.message ?? "",
  ]);
  return [
    `${quality.nQuotes} quotes of ${quality.nTickers} tickers in ${quality.nSessions} sessions, ${period}`,
    ...(rows.length === 0
      ? ["Nothing stood out"]
      : table(["severity", "kind", "findings", "times", "for example"], rows)),
  ];
}

await runTask(
  "quality",
  buildCommand<Flags, []>({
    docs: {
      brief: "Checks the database's quotes and writes what is missing, broken or odd as a page",
    },
    parameters: {
      flags: {
        db: DB_FLAG,
        reports: REPORTS_FLAG,
        json: JSON_FLAG,
        strict: { ...SWITCH, brief: "Fail with exit code 1 if a finding is an error" },
      },
    },
    async func(flags) {
      const db = databaseToRead(flags.db);
      const quality = await databaseQuality(db);
      const page = join(flags.reports ?? REPORTS, FILE);
      await writeQuality(quality, page);
      if (flags.json) printJson({ ...accountOf(quality), page });
      else print(...linesOf(quality), page);
      const errors = quality.totals.filter(({ severity }) => severity === "error");
      if (flags.strict && errors.length > 0) {
        const found = errors.map(({ kind, count }) => `${kind} ${count} times`).join(", ");
        throw new DataError(`Cannot vouch for ${db}: quotes without errors are wanted, found ${found}`);
      }
    },
  }),
);
