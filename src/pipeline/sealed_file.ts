/**
 * Files that carry their own hash: one that was cut short or changed counts for nothing.
 *
 * @module
 */

import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { writeWhole } from "~/sources/mod.ts";

/** Bytes of a SHA-256. */
const SEAL = 32;

/**
 * Writes bytes with their SHA-256 behind them, whole or not at all; makes the folder when missing.
 *
 * @throws {DataError} If the disk or the folder does not let it.
 */
export async function writeSealed(path: string, bytes: Uint8Array): Promise<void> {
  await writeWhole(path, Buffer.concat([bytes, createHash("sha256").update(bytes).digest()]));
}

/** The bytes that were written, in memory of their own; `null` if there is no such file, or its hash is another. */
export async function readSealed(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const file = await readFile(path).catch(() => null);
  if (file === null || file.length < SEAL) return null;
  const bytes = Uint8Array.from(file.subarray(0, -SEAL));
  return createHash("sha256").update(bytes).digest().equals(file.subarray(-SEAL)) ? bytes : null;
}
