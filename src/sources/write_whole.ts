/**
 * Files that are there whole or not at all.
 *
 * @module
 */

import { randomUUID } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { DataError } from "~/core/mod.ts";

/**
 * Writes a file beside its place, then puts it there whole; makes its folder when missing.
 *
 * @throws {DataError} If the disk or the folder does not let it; an older file stays as it was and no other is left.
 */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    try {
      await writeFile(temporary, content);
      await rename(temporary, path);
    } finally {
      await rm(temporary, { force: true });
    }
  } catch (cause) {
    const [, reason] = /^E[A-Z]+: ([^,]+)/.exec((cause as Error).message) ?? []; // `ENOSPC: no space left on device, write`
    if (reason === undefined) throw cause;
    throw new DataError(`Cannot write ${path}: ${reason}`, { cause });
  }
}
