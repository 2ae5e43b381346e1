/**
 * Deflated data as a stream of what it was, and checksums.
 *
 * @module
 */

// It computes and does nothing else, on every runtime that has it, twice as fast as the ZIP library does.
import { crc32, createInflateRaw } from "node:zlib";

export { crc32 };

/** Most bytes that are handed on at a time. */
const CHUNK_LENGTH = 1 << 18;

/**
 * Inflates pieces of raw deflated data, a piece or so ahead of the reader.
 *
 * @param pieces The data; an error of theirs is passed on as it is.
 * @param explain What to throw if the data is corrupt or not whole.
 */
export async function* inflate(
  pieces: AsyncIterable<Uint8Array>,
  explain: (cause: unknown) => Error,
): AsyncGenerator<Uint8Array> {
  const inflater = createInflateRaw({ chunkSize: CHUNK_LENGTH });
  let failure: unknown; // of the pieces
  const feed = async () => {
    for await (const piece of pieces) {
      await new Promise((resolve) => inflater.write(piece, resolve));
      if (inflater.destroyed) return;
    }
    inflater.end();
  };
  feed().catch((error) => {
    failure = error;
    inflater.destroy(error);
  });
  try {
    yield* inflater;
  } catch (error) {
    throw error === failure ? error : explain(error);
  } finally {
    inflater.destroy();
  }
}
