/**
 * Where bytes come from: a file, memory, an upload.
 *
 * @module
 */

import { DataError } from "~/core/mod.ts";

/** Bytes read at a time. */
const PIECE_LENGTH = 1 << 18;

/** Bytes that can be read from anywhere in the source. */
export interface ByteSource {
  /** File name, for messages and for what it says about the contents. */
  readonly name: string;
  /** Bytes in total. */
  readonly size: number;
  /** Reads `length` bytes from `offset`, fewer where the source ends. */
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
}

/**
 * A source of bytes that are in memory.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const source = bytesSource("three.txt", Uint8Array.of(1, 2, 3));
 * assert.deepEqual(await source.read(1, 9), Uint8Array.of(2, 3));
 * ```
 */
export function bytesSource(name: string, bytes: Uint8Array<ArrayBuffer>): ByteSource {
  return {
    name,
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}

/**
 * Reads `[from, to)` piece by piece.
 *
 * @throws {DataError} If the source ends before.
 */
export async function* readPieces(
  source: ByteSource,
  from: number,
  to: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let offset = from; offset < to;) {
    const piece = await source.read(offset, Math.min(PIECE_LENGTH, to - offset));
    if (piece.length === 0) {
      throw new DataError(`Cannot read "${source.name}": ${to} bytes are wanted, found ${offset}`);
    }
    yield piece;
    offset += piece.length;
  }
}
