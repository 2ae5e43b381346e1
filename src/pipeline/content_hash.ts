/**
 * What kept files are named by: the code and the columns that they were made from.
 *
 * @module
 */

import { createHash, type Hash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";

/** Hash of the files of rooms of `src/`, hexadecimal: what is kept of other code is not used. */
export async function codeHash(rooms: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const room of rooms) {
    const folder = new URL(`../${room}/`, import.meta.url);
    for (const file of (await readdir(folder)).sort()) hash.update(await readFile(new URL(file, folder)));
  }
  return hash.digest("hex");
}

/** Adds columns to a hash, each with its length, so that no two lists of columns are the same bytes. */
export function hashColumns(hash: Hash, columns: Iterable<ArrayBufferView>): void {
  for (const column of columns) hash.update(`${column.byteLength} `).update(bytesOf(column));
}

/** The bytes of a column, without copying. */
export function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
}
