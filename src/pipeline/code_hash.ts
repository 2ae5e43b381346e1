/**
 * Which code computed something that is kept.
 *
 * @module
 */

import { createHash } from "node:crypto";
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
