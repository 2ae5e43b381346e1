/**
 * Files to the warehouse.
 *
 * @module
 */

import type { Finding, Quotes, Session } from "~/core/mod.ts";
import { type CotahistReading, readCotahist } from "~/cotahist/mod.ts";
import { cotahistFiles, fileHash, fileSource, type OpenByteSource } from "~/sources/mod.ts";
import { openWarehouse, type Warehouse } from "~/warehouse/mod.ts";

/** Batches of the next file that are read while one is being stored: 65,536 quotes, 11 MB. */
const BATCHES_AHEAD = 8;

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
  let ahead: Promise<OpenFile> | undefined;
  const openAhead = (path: string | undefined) => {
    if (path === undefined) return;
    ahead = openFile(path, warehouse, options);
    ahead.catch(() => {}); // said when its turn comes
  };
  try {
    for (const [i, path] of paths.entries()) {
      await using file = await (ahead ?? openFile(path, warehouse, options));
      ahead = undefined;
      files.push(await storeFile(file, warehouse, options, () => openAhead(paths[i + 1])));
    }
  } finally {
    await ahead?.then((file) => file[Symbol.asyncDispose](), () => {});
  }
  return files;
}

/** A file that is being read. */
interface OpenFile extends AsyncDisposable {
  readonly source: OpenByteSource;
  readonly sha256: string;
  readonly reading: CotahistReading;
  readonly batches: AsyncIterable<Quotes>;
}

/** Opens a file and, unless it seems to be known, begins to read it. */
async function openFile(path: string, warehouse: Warehouse, options: IngestOptions): Promise<OpenFile> {
  const { markets = "cash", allowPartial = false, onProgress } = options;
  const source = await fileSource(path);
  try {
    const sha256 = await fileHash(source);
    const reading = readCotahist(source, {
      markets,
      allowPartial,
      ...(onProgress && {
        onProgress: (bytesRead, bytesTotal) => onProgress(source.name, bytesRead, bytesTotal),
      }),
    });
    const isKnown = await warehouse.findFile(sha256, markets) !== null;
    const batches = isKnown ? reading.batches : readAhead(reading.batches, BATCHES_AHEAD);
    return { source, sha256, reading, batches, [Symbol.asyncDispose]: () => source.close() };
  } catch (error) {
    await source.close();
    throw error;
  }
}

/** Stores a file and calls back once it is read, while it is being stored. */
async function storeFile(
  { source, sha256, reading, batches }: OpenFile,
  warehouse: Warehouse,
  { markets = "cash", onProgress }: IngestOptions,
  onRead: () => void,
): Promise<IngestedFile> {
  const known = await warehouse.findFile(sha256, markets);
  if (known !== null) {
    onProgress?.(source.name, source.size, source.size);
    const { records, sessions } = known;
    const nothing = { stored: 0, skipped: records, firstSession: null, lastSession: null, findings: [] };
    return { file: source.name, records, sessions, isKnown: true, ...nothing };
  }
  const file = { name: source.name, sha256, markets, summary: reading.summary };
  const result = await warehouse.storeFile(file, andThen(batches, onRead));
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

/** The items of an async generator, the first of which it is asked for at once and the others that long before. */
function readAhead<T>(items: AsyncIterable<T>, nAhead: number): AsyncIterable<T> {
  const iterator = items[Symbol.asyncIterator]();
  const ask = () => {
    const item = iterator.next();
    item.catch(() => {}); // said where it is awaited
    return item;
  };
  const asked = Array.from({ length: nAhead }, ask);
  return {
    async *[Symbol.asyncIterator]() {
      for (let item = await asked.shift(); item !== undefined && !item.done; item = await asked.shift()) {
        asked.push(ask());
        yield item.value;
      }
    },
  };
}

async function* andThen<T>(items: AsyncIterable<T>, callBack: () => void): AsyncGenerator<T> {
  yield* items;
  callBack();
}
