/**
 * Text files, gzipped or not.
 *
 * @module
 */

import { Buffer } from "node:buffer";
import { gunzipSync } from "node:zlib";
import { DataError } from "~/core/mod.ts";
import { fileHash, fileSource } from "./file_source.ts";

/** A text and the file it is from. */
export interface TextFile {
  /** Name of the file. */
  readonly file: string;
  /** Checksum of its bytes, as they are on disk, hexadecimal. */
  readonly sha256: string;
  /** What it says. */
  readonly text: string;
}

const GZIP_MAGIC = [0x1f, 0x8b];

/**
 * Reads a text in UTF-8, unpacked if it is gzipped, whatever the file's name.
 *
 * @throws {NotFoundError} If there is no such file.
 * @throws {DataError} If the gzip stream is damaged or the bytes are no UTF-8.
 */
export async function readText(path: string): Promise<TextFile> {
  await using source = await fileSource(path);
  const sha256 = await fileHash(source);
  const bytes = await source.read(0, source.size);
  const isZipped = GZIP_MAGIC.every((byte, i) => bytes[i] === byte);
  const text = decode(isZipped ? unzip(bytes, path) : bytes, path);
  return { file: source.name, sha256, text };
}

function unzip(bytes: Uint8Array, path: string): Uint8Array {
  try {
    return gunzipSync(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (cause) {
    throw new DataError(`Cannot read "${path}": whole gzipped text is wanted, found damage`, { cause });
  }
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new DataError(`Cannot read "${path}": text in UTF-8 is wanted, found other bytes`, { cause });
  }
}
