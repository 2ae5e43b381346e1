/**
 * Chunks cut anywhere to blocks of whole lines.
 *
 * @module
 */

const LF = 10;

/** Bytes without a line end after which no line end is expected any more; a record has 247. */
const LONGEST_LINE = 1 << 16;

/**
 * Regroups chunks so that a line is never cut: every block but the last ends with a line feed.
 *
 * Only a line that is cut between two chunks is copied; at most 64 kB are held back, longer lines are handed on
 * as they are.
 */
export async function* wholeLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest = new Uint8Array(0);
  for await (const chunk of chunks) {
    const cut = chunk.lastIndexOf(LF) + 1;
    if (cut === 0) {
      rest = join(rest, chunk);
      if (rest.length <= LONGEST_LINE) continue;
      yield rest;
      rest = new Uint8Array(0);
      continue;
    }
    const begin = rest.length === 0 ? 0 : chunk.indexOf(LF) + 1;
    if (begin > 0) yield join(rest, chunk.subarray(0, begin));
    if (begin < cut) yield chunk.subarray(begin, cut);
    rest = chunk.slice(cut);
  }
  if (rest.length > 0) yield rest;
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
