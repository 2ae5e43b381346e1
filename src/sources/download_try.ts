/**
 * One try at fetching a file.
 *
 * @module
 */

import { type FileHandle, open } from "node:fs/promises";
import { DataError } from "~/core/mod.ts";
import { answerFailure, Interruption, pageFailure } from "./download_failure.ts";
import {
  dropPart,
  type Held,
  keepPart,
  openPart,
  partFile,
  validatorOf,
  type Version,
  wholeFile,
} from "./download_store.ts";
import { openLine } from "./request.ts";

/** What to fetch. */
export interface Target {
  /** Name of the file. */
  readonly name: string;
  /** Where it is on the server. */
  readonly address: URL;
  /** Where it goes. */
  readonly path: string;
  /** Longest time without a byte, in milliseconds. */
  readonly idleMs: number;
  /** Called as bytes come; the total is `null` if the server does not say. */
  readonly onBytes: (bytes: number, bytesTotal: number | null) => void;
}

/** What a try came to. */
export interface Fetched {
  /** Bytes of the file. */
  readonly bytes: number;
  /** Whether it was there before and the server has no other. */
  readonly isCached: boolean;
}

/** A file, or the rest of one, on its way. */
interface Delivery {
  readonly body: ReadableStream<Uint8Array>;
  readonly version: Version;
  /** Bytes of it that are there already. */
  readonly start: number;
}

const HEADERS = {
  "accept": "application/zip, application/octet-stream, */*;q=0.8",
  "accept-encoding": "identity", // else sizes and ranges would be of something else
};

const OK = 200;
const PARTIAL_CONTENT = 206;
const NOT_MODIFIED = 304;
const RANGE_NOT_SATISFIABLE = 416;

/**
 * Fetches a file, or what is missing of it, unless the one that is there is the server's.
 *
 * @throws {Interruption} If another try may do better; what came is kept.
 * @throws {B3Error} If not.
 */
export async function tryDownload(target: Target): Promise<Fetched> {
  const { name, address, path, onBytes } = target;
  const [whole, part] = [await wholeFile(path), await partFile(path)];
  using line = openLine(name, address, target.idleMs);
  const response = await line.ask(headersFor(whole, part)).catch((error) => {
    throw line.failure(error, part?.bytes ?? 0);
  });
  if (response.status === NOT_MODIFIED && whole !== null) return { bytes: whole.bytes, isCached: true };
  const { body, version, start } = await deliveryOf(response, name, part);
  if (start === 0 && whole !== null && isSame(whole.version, version)) {
    await body.cancel();
    await dropPart(path);
    return { bytes: whole.bytes, isCached: true };
  }

  let bytes = start;
  const handle = await openPart(path, version, start === 0);
  try {
    for await (const chunk of line.chunks(body)) {
      await writeFully(handle, chunk);
      onBytes(bytes += chunk.length, version.size);
    }
  } catch (error) {
    throw line.failure(error, bytes);
  } finally {
    await handle.close();
  }
  if (version.size !== null && bytes !== version.size) {
    throw new Interruption(`${version.size} bytes were announced, other came`, 0);
  }
  await checkZip(name, path, bytes);
  await keepPart(path, version, bytes);
  return { bytes, isCached: false };
}

function headersFor(whole: Held | null, part: Held | null): Record<string, string> {
  if (part !== null) {
    return {
      ...HEADERS,
      "range": `bytes=${part.bytes}-`,
      "if-range": validatorOf(part.version) ?? "",
    };
  }
  const { etag = null, lastModified = null } = whole?.version ?? {};
  return {
    ...HEADERS,
    ...(etag !== null && { "if-none-match": etag }),
    ...(lastModified !== null && { "if-modified-since": lastModified }),
  };
}

async function deliveryOf(response: Response, name: string, part: Held | null): Promise<Delivery> {
  const { status, headers, body } = response;
  if (body === null || (status !== OK && status !== PARTIAL_CONTENT)) {
    await body?.cancel();
    if (status === RANGE_NOT_SATISFIABLE) throw new Interruption("the file on the server is another", 0);
    throw answerFailure(name, status, part?.bytes ?? 0);
  }
  if (/html/i.test(headers.get("content-type") ?? "")) {
    throw pageFailure(name, await response.text().catch(() => ""));
  }
  const version = (size: string | null) => ({
    etag: headers.get("etag"),
    lastModified: headers.get("last-modified"),
    size: size === null ? null : Number(size),
  });
  if (status === OK) return { body, version: version(headers.get("content-length")), start: 0 };
  const [, start, size] = /^bytes (\d+)-\d+\/(\d+)$/.exec(headers.get("content-range") ?? "") ?? [];
  if (part === null || Number(start) !== part.bytes) {
    await body.cancel();
    throw new Interruption("the server sent another part of the file", 0);
  }
  return { body, version: version(size), start: part.bytes };
}

/** Whether two versions are one, by name, or else by size and date. */
function isSame(a: Version, b: Version): boolean {
  if (a.etag !== null || b.etag !== null) return a.etag === b.etag;
  return a.size === b.size && a.lastModified === b.lastModified;
}

/** Bytes at the end of a ZIP that its last record, 22 bytes and a comment, begins in. */
const ZIP_TAIL = 22 + 65535;

/** A server that calls a web page a ZIP file is found out by the first bytes; a ZIP that was cut short, by the last. */
async function checkZip(name: string, path: string, bytes: number): Promise<void> {
  const handle = await open(`${path}.part`);
  const { size } = await handle.stat();
  const latin1 = async (begin: number, length: number) => {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, begin);
    return new TextDecoder("latin1").decode(buffer.subarray(0, bytesRead));
  };
  const head = await latin1(0, 4096);
  const tail = await latin1(Math.max(0, size - ZIP_TAIL), ZIP_TAIL);
  await handle.close();
  if (head.startsWith("PK") && tail.includes("PK\x05\x06") && size === bytes) return;
  await dropPart(path);
  if (head.startsWith("PK")) throw new Interruption("the file was cut short or written twice at once", 0);
  if (/^\s*</.test(head)) throw pageFailure(name, head);
  throw new DataError(`Cannot download ${name}: a ZIP file is wanted, found something else`);
}

/** One write may take less than is given. */
async function writeFully(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    written += (await handle.write(bytes, written)).bytesWritten;
  }
}
