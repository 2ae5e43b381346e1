/**
 * The COTAHIST text inside a ZIP, inflated while it is read.
 *
 * @module
 */

import { type FileEntry, Reader, ZipReader } from "@zip.js/zip.js";
import { type ByteSource, readPieces } from "./byte_source.ts";
import { CotahistParseError } from "./parse_error.ts";
import { crc32, inflate } from "./inflate.ts";
import { DEFLATED, inflateLeniently, readLocalEntry, STORED } from "./salvage.ts";

/** The text of a file. */
export interface OpenText {
  /** Name inside the ZIP, `null` for a file that is none. */
  readonly entry: string | null;
  /** The text's bytes, to be read once. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** What is wrong with the ZIP if only a part of it can be read, `null` if nothing is. */
  readonly damage: CotahistParseError | null;
}

/**
 * Opens the one COTAHIST entry of a ZIP.
 *
 * The text is inflated a few chunks ahead of its reader and its checksum verified at the end, so the last chunk
 * may be followed by an error.
 *
 * @throws {CotahistParseError} If the ZIP is damaged or has not exactly one entry named COTAHIST, or that is encrypted.
 */
export async function openZip(source: ByteSource, signal: AbortSignal | undefined): Promise<OpenText> {
  const bytes = new SourceReader(source);
  const zip = new ZipReader(bytes, { useWebWorkers: false });
  const explain = (error: unknown) => {
    signal?.throwIfAborted();
    return bytes.failure ?? new DamagedZipError(source.name, error);
  };
  const entries = await zip.getEntries().catch((error) => {
    throw explain(error);
  });
  const found = entries.filter((entry): entry is FileEntry => !entry.directory && isCotahist(entry.filename));
  if (found.length !== 1) {
    const names = entries.map((entry) => entry.filename).join(", ") || "nothing";
    throw new CotahistParseError(
      source.name,
      {},
      `one entry named COTAHIST is wanted in the ZIP, found ${names}`,
    );
  }
  if (found[0].encrypted) throw encrypted(source.name);
  return { entry: found[0].filename, chunks: readEntry(source, found[0]), damage: null };
}

/**
 * Opens the one COTAHIST entry of a ZIP that may be damaged; a damaged one gives what can still be inflated.
 *
 * The ZIP is inflated once before, to know whether it is damaged.
 *
 * @throws {CotahistParseError} If a whole ZIP has not exactly one entry named COTAHIST, a damaged one does
 * not begin with it, or it is encrypted.
 */
export async function openDamagedZip(source: ByteSource, signal: AbortSignal | undefined): Promise<OpenText> {
  try {
    const { chunks } = await openZip(source, signal);
    for await (const _ of chunks);
  } catch (damage) {
    if (!(damage instanceof DamagedZipError)) throw damage;
    const entry = await readLocalEntry(source, 0);
    if (entry?.method !== DEFLATED || !isCotahist(entry.name)) throw damage;
    if (entry.encrypted) throw encrypted(source.name);
    return { entry: entry.name, chunks: inflateLeniently(source, entry), damage };
  }
  return await openZip(source, signal);
}

function encrypted(file: string): CotahistParseError {
  return new CotahistParseError(file, {}, "a ZIP without password is wanted, found an encrypted one");
}

/** Whether a name, perhaps with folders before it, is that of a COTAHIST text. */
function isCotahist(path: string): boolean {
  return /(^|\/)[^/]*COTAHIST[^/]*$/i.test(path);
}

async function* readEntry(source: ByteSource, entry: FileEntry): AsyncGenerator<Uint8Array> {
  const { offset, compressedSize, compressionMethod } = entry;
  const damaged = (cause: unknown) => new DamagedZipError(source.name, cause);
  const local = await readLocalEntry(source, offset);
  if (local === undefined) throw damaged("its local file header is not there");
  if (compressionMethod !== DEFLATED && compressionMethod !== STORED) {
    throw damaged(`its compression method is ${compressionMethod}`);
  }
  const pieces = readPieces(source, local.from, local.from + compressedSize);
  let checksum = 0;
  for await (const chunk of compressionMethod === STORED ? pieces : inflate(pieces, damaged)) {
    checksum = crc32(chunk, checksum);
    yield chunk;
  }
  if (checksum !== entry.crc32) throw damaged("its checksum is wrong");
}

/** A source as the ZIP library wants it; remembers the source's own failure, which is not the ZIP's fault. */
class SourceReader extends Reader<ByteSource> {
  failure: unknown;
  readonly #source: ByteSource;

  constructor(source: ByteSource) {
    super(source);
    this.#source = source;
    this.size = source.size;
  }

  override readUint8Array(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.#source.read(offset, length).catch((error) => {
      this.failure = error;
      throw error;
    });
  }
}

/** The ZIP itself is at fault, not what is in it. */
class DamagedZipError extends CotahistParseError {
  constructor(file: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(file, {}, `a whole ZIP is wanted, found a damaged one (${reason})`, { cause });
  }
}
