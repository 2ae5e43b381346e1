/**
 * Files to the warehouse.
 *
 * @module
 */

import type { Finding, Session } from "~/core/mod.ts";
import { readCotahist } from "~/cotahist/mod.ts";
import { cotahistFiles, fileHash, fileSource } from "~/sources/mod.ts";
import { openWarehouse, type Warehouse } from "~/warehouse/mod.ts";

/** What to ingest, and how. */
export interface IngestOptions {
  /** Database file; made when missing. */
  readonly db: string;
  /** Files, or folders that hold COTAHIST files. */
  readonly from: readonly string[];
  /** Markets to keep. @default {"cash"} */
  readonly markets?: "cash" | "all";
  /** Whether to keep what is whole of a damaged file. @default {false} */
  readonly allowPartial?: boolean;
  /** Called as a file is read, with the bytes read and the file's size. */
  readonly onProgress?: (file: string, bytesRead: number, bytesTotal: number) => void;
}

/** What became of one file. */
export interface IngestedFile {
  /** Name of the file. */
  readonly file: string;
  /** Records in the file, of all markets. */
  readonly records: number;
  /** Quotes of it that went into the warehouse. */
  readonly stored: number;
  /** Records left out: other markets, keys that a file of a longer period holds, or all of a file known already. */
  readonly skipped: number;
  /** Sessions it holds. */
  readonly sessions: number;
  /** First of them; `null` if it was not read. */
  readonly firstSession: Session | null;
  /** Last of them; `null` if it was not read. */
  readonly lastSession: Session | null;
  /** Whether the very same file had been ingested whole and all its quotes are there, so that it was not read again. */
  readonly isKnown: boolean;
  /** What was noticed while reading and storing it. */
  readonly findings: readonly Finding[];
}

/**
 * Reads COTAHIST files into the warehouse, each in a transaction of its own. A file that was ingested whole, known by its hash, and
 * whose quotes are all there still is not read again.
 *
 * @returns One entry a file, daily files first, then monthly, then yearly.
 * @throws {NotFoundError} If a path holds no COTAHIST file.
 * @throws {DataError} If a file is damaged; the files before it stay stored.
 * @throws {BusyError} If another process holds the database.
 */
export async function ingest(options: IngestOptions): Promise<IngestedFile[]> {
  const paths = (await Promise.all(options.from.map(cotahistFiles))).flat();
  await using warehouse = await openWarehouse(options.db);
  const files: IngestedFile[] = [];
  for (const path of paths) files.push(await ingestFile(path, warehouse, options));
  return files;
}

async function ingestFile(path: string, warehouse: Warehouse, options: IngestOptions): Promise<IngestedFile> {
  const { markets = "cash", allowPartial = false, onProgress } = options;
  await using source = await fileSource(path);
  const sha256 = await fileHash(source);
  const known = await warehouse.findFile(sha256, markets);
  if (known !== null) {
    onProgress?.(source.name, source.size, source.size);
    const { records, sessions } = known;
    const nothing = { stored: 0, skipped: records, firstSession: null, lastSession: null, findings: [] };
    return { file: source.name, records, sessions, isKnown: true, ...nothing };
  }
  const reading = readCotahist(source, {
    markets,
    allowPartial,
    ...(onProgress && {
      onProgress: (bytesRead, bytesTotal) => onProgress(source.name, bytesRead, bytesTotal),
    }),
  });
  const file = { name: source.name, sha256, markets, summary: reading.summary };
  const result = await warehouse.storeFile(file, reading.batches);
  const summary = reading.summary();
  return {
    file: source.name,
    records: summary.records,
    stored: result.stored,
    skipped: summary.records - result.stored,
    sessions: summary.nSessions,
    firstSession: summary.firstSession,
    lastSession: summary.lastSession,
    isKnown: false,
    findings: [...summary.findings, ...result.findings],
  };
}
