/**
 * What kept files are named by: the code and the columns that they were made from.
 *
 * @module
 */

import { createHash, type Hash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of all rooms. */
const SOURCE = fileURLToPath(new URL("..", import.meta.url));

/**
 * Hash of the files of rooms, those in their folders included, hexadecimal: what is kept of other code is not used.
 *
 * @param source Folder of the rooms. @default {src}
 */
export async function codeHash(rooms: readonly string[], source = SOURCE): Promise<string> {
  const hash = createHash("sha256");
  for (const room of rooms) {
    const entries = await readdir(join(source, room), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) =>
      join(parentPath, name)
    );
    for (const file of files.sort()) hash.update(`${relative(source, file)} `).update(await readFile(file));
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
