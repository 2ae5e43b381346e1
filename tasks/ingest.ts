/**
 * `deno task ingest`: B3's COTAHIST files, daily series and corporate actions, downloaded or at hand, into the database.
 *
 * @module
 */

import { formatSession } from "~/core/mod.ts";
import {
  ingest,
  ingestActions,
  type IngestedFile,
  ingestLake,
  ingestSeries,
  offerLake,
} from "~/pipeline/mod.ts";
import { type ActionsFlags, actionsJson, actionsSummary, fetchFeedWithProgress } from "./cli/actions.ts";
import { buildCommand, runTask, SWITCH, TEXT } from "./cli/command.ts";
import { databaseToWrite, dataFolder, DB_FLAG, JSON_FLAG, RAW, SAMPLE } from "./cli/defaults.ts";
import { type DownloadFlags, downloadWithProgress, fetchRatesWithProgress } from "./cli/downloads.ts";
import { findingJson, print, printJson, table, withProgress } from "./cli/output.ts";
import { type SeriesFlags, seriesInputs, seriesJson, seriesSummary } from "./cli/series.ts";

interface Flags extends DownloadFlags, SeriesFlags, ActionsFlags {
  readonly raw?: string;
  readonly lake?: string;
  readonly featured?: boolean;
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
          "monthly a daily one. --years, --months and --days download from B3 first, what is new or was cut off. Daily " +
          "series come from CSV files, gzipped or not: --adjusted with date,ticker,adj_close, --index with date,close, " +
          "--rates with date,rate or NEFIN's Risk_Free, or the JSON of the Central Bank's series 12, the CDI, which --cdi " +
          "fetches. Splits, groupings, bonuses and payments come from --actions, the JSON of B3's feed or a person's CSV with " +
          "ticker,ex_session,kind,ratio,payment, or from --feed, which asks B3; a person beats the feed. --lake reads " +
          "another system's table b3_hist; quotes are always offered back as a view of that name. --featured offers b3_featured with the reference features. Without " +
          `any of these it reads the folder that B3_DATA names, or else ${SAMPLE}.`,
      },
      parameters: {
        flags: {
          from: {
            ...TEXT,
            variadic: true,
            brief: "File, or folder of COTAHIST files; may be repeated",
            placeholder: "path",
          },
          years: { ...TEXT, brief: "Yearly files to download: 2023 or 2015-2023", placeholder: "A-B" },
          months: {
            ...TEXT,
            brief: "Monthly files to download: 202401 or 202401-202403",
            placeholder: "A-B",
          },
          days: {
            ...TEXT,
            brief: "Daily files to download: 20241108 or 20241104-20241108",
            placeholder: "A-B",
          },
          cdi: {
            ...TEXT,
            brief: "Years of the CDI to fetch from the Central Bank: 2023 or 2001-2023",
            placeholder: "A-B",
          },
          feed: {
            ...TEXT,
            brief: "Companies whose corporate actions to fetch from B3: PETR,VALE or all with quotes",
            placeholder: "letters",
          },
          raw: { ...TEXT, brief: `Folder to keep downloads in (default ${RAW})`, placeholder: "dir" },
          url: {
            ...TEXT,
            brief: "Address to download everything from, files, CDI and feed alike (default each one's own)",
            placeholder: "url",
          },
          adjusted: { ...TEXT, brief: "A vendor's adjusted closes", placeholder: "file" },
          index: {
            ...TEXT,
            variadic: true,
            brief: "An index's closes; NAME=FILE gives it a name, else the file's name does; may be repeated",
            placeholder: "file",
          },
          rates: {
            ...TEXT,
            variadic: true,
            brief:
              "Daily rates; NAME=FILE gives them a name, else the format or the file does; may be repeated",
            placeholder: "file",
          },
          actions: {
            ...TEXT,
            variadic: true,
            brief: "Corporate actions: the feed's JSON, a person's CSV, or a folder of them; may be repeated",
            placeholder: "path",
          },
          lake: {
            ...TEXT,
            brief: "A data lake whose table b3_hist to read: a DuckDB file or md:NAME",
            placeholder: "db",
          },
          featured: {
            ...SWITCH,
            brief: "Offer the view b3_featured, too, now and after each ingest to come",
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
        const db = databaseToWrite(flags.db);
        const raw = flags.raw ?? RAW;
        const rates = await fetchRatesWithProgress(flags, raw);
        const downloads = await downloadWithProgress(flags, raw);
        const inputs = [
          ...seriesInputs(flags),
          ...rates.map((path) => ({ kind: "rates", path }) as const),
        ];
        const paths = [...flags.from ?? [], ...downloads.files.map(({ path }) => path)];
        const isBare = paths.length === 0 && inputs.length === 0 &&
          [flags.lake, flags.featured, flags.actions, flags.feed].every((flag) => flag === undefined);
        const from = isBare ? [dataFolder() ?? SAMPLE] : paths;
        const files = [
          ...(from.length === 0 ? [] : await ingestWithProgress(from, db, flags)),
          ...(flags.lake === undefined ? [] : [await ingestLake(db, flags.lake)]),
        ];
        let isToOffer = files.length > 0;
        try {
          const series = inputs.length === 0 ? [] : await ingestSeries(db, inputs);
          const fetched = await fetchFeedWithProgress(flags, db, raw);
          const actionPaths = [...flags.actions ?? [], ...fetched.feeds.map(({ path }) => path)];
          const actions = actionPaths.length === 0 ? [] : await ingestActions(db, actionPaths);
          isToOffer ||= actions.length > 0 || flags.featured === true;
          const { absent } = downloads;
          if (flags.json) {
            const absentJson = absent.map((file) => ({ file, isAbsent: true }));
            printJson([
              ...files.map(fileJson),
              ...absentJson,
              ...series.map(seriesJson),
              ...actionsJson(actions, fetched),
            ]);
          } else {
            if (files.length > 0) print(...ingestSummary(files));
            print(...absent.map((file) => `${file}: B3 has no such file, a day without a session?`));
            print(...seriesSummary(series), ...actionsSummary(actions, fetched));
          }
        } finally { // what was stored is offered, whatever came after
          if (isToOffer) await offerLake(db, { featured: flags.featured ?? false });
        }
      },
    }),
  );
}
