/**
 * Files on disk as byte sources.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { basename } from "node:path";
import { isMissing, NotFoundError } from "~/core/mod.ts";
import type { ByteSource } from "~/cotahist/mod.ts";

/** Bytes read at a time for the hash. */
const CHUNK_LENGTH = 1 << 18;

/** A source that holds something open. */
export interface OpenByteSource extends ByteSource, AsyncDisposable {
  /** Releases what is held; the source cannot be read after that. The same as leaving `await using`. */
  close(): Promise<void>;
}

/**
 * Opens a file. Its name is the path's last part.
 *
 * @param path Path of the file.
 * @returns The source, to be closed by the caller.
 * @throws {NotFoundError} If there is no such file, or it is a folder.
 */
export async function fileSource(path: string): Promise<OpenByteSource> {
  const handle = await open(path).catch((cause) => {
    throw isMissing(cause) ? notAFile(path, "nothing there", cause) : cause;
  });
  const stat = await handle.stat();
  if (!stat.isFile()) {
    await handle.close();
    throw notAFile(path, "a folder or device");
  }
  return {
    name: basename(path),
    size: stat.size,
    read: (offset, length) => readFully(handle, offset, length),
    close: () => handle.close(),
    [Symbol.asyncDispose]: () => handle.close(),
  };
}

/**
 * SHA-256 of all bytes of a source, in hexadecimal: equal for equal files, whatever their names.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bytesSource } from "~/cotahist/mod.ts";
 * const hash = await fileHash(bytesSource("abc.txt", new TextEncoder().encode("abc")));
 * assert.equal(hash, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
 * ```
 */
export async function fileHash(source: ByteSource): Promise<string> {
  const hash = createHash("sha256");
  for (let offset = 0; offset < source.size; offset += CHUNK_LENGTH) {
    hash.update(await source.read(offset, Math.min(CHUNK_LENGTH, source.size - offset)));
  }
  return hash.digest("hex");
}

/** One read may give less than is there; only the end of the file ends early. */
async function readFully(
  handle: FileHandle,
  offset: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

function notAFile(path: string, found: string, cause?: unknown): NotFoundError {
  return new NotFoundError(`Cannot read "${path}": a file is wanted, found ${found}`, { cause });
}
