/**
 * What is left of a damaged ZIP.
 *
 * @module
 */

import type { ByteSource } from "./byte_source.ts";

/** Compressed bytes inflated at a time: what is lost where the data is corrupt. */
const PIECE_LENGTH = 1 << 12;

/** Length of a local file header before the name; ZIP specification (APPNOTE) 4.3.7. */
const HEADER_LENGTH = 30;
const LOCAL_HEADER = 0x04034b50;
const ENCRYPTED = 1; // bit 0 of the general-purpose flags

/** Compression methods of a ZIP that are read. */
export const STORED = 0;
export const DEFLATED = 8;

/** An entry of a ZIP, found by its local header alone. */
export interface LocalEntry {
  readonly name: string;
  readonly encrypted: boolean;
  /** How it is compressed. */
  readonly method: number;
  /** First byte of the compressed data. */
  readonly from: number;
  /** End of the compressed data, or of the source if that comes first or the header does not say. */
  readonly to: number;
}

/** Reads the local header at an offset; `undefined` if there is none or it is not whole. */
export async function readLocalEntry(source: ByteSource, offset: number): Promise<LocalEntry | undefined> {
  const header = await source.read(offset, HEADER_LENGTH);
  if (header.length < HEADER_LENGTH) return undefined;
  const view = new DataView(header.buffer, header.byteOffset);
  if (view.getUint32(0, true) !== LOCAL_HEADER) return undefined;
  const nameLength = view.getUint16(26, true);
  const from = offset + HEADER_LENGTH + nameLength + view.getUint16(28, true);
  const size = view.getUint32(18, true);
  return {
    name: String.fromCharCode(...await source.read(offset + HEADER_LENGTH, nameLength)),
    encrypted: (view.getUint16(6, true) & ENCRYPTED) !== 0,
    method: view.getUint16(8, true),
    from,
    to: size === 0 ? source.size : Math.min(from + size, source.size),
  };
}

/**
 * Inflates deflated data as far as it goes and ends without a word where it is cut off or corrupt.
 *
 * Data is fed in small pieces, the next one only when all that came of the last was taken: an error then
 * costs at most one piece, and the same bytes always give the same text.
 */
export async function* inflateLeniently(
  source: ByteSource,
  { from, to }: LocalEntry,
): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new DecompressionStream("deflate-raw");
  const reader = readable.getReader();
  const writer = writable.getWriter();
  writer.closed.catch(() => {}); // every write says it too
  const read = () => reader.read().catch(() => undefined);
  let output = read();
  let isWhole = true;
  try {
    for (let at = from; at < to && isWhole; at += PIECE_LENGTH) {
      const piece = await source.read(at, Math.min(PIECE_LENGTH, to - at));
      const written = writer.write(piece).catch(() => {
        isWhole = false;
      });
      let next = await Promise.race([output, written]);
      while (next?.value !== undefined) {
        yield next.value;
        output = read();
        next = await Promise.race([output, written]);
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
