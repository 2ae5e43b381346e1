/**
 * What the registry reads and writes: regular files, JSON, hashes.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import { isMissing, ModelError } from "~/core/mod.ts";
import { MODEL_NAME } from "./names.ts";

/**
 * A file's content; `null` if there is none.
 *
 * @throws {ModelError} If it is a folder or a device, which could be read for ever.
 */
export async function readIfThere(path: string): Promise<Uint8Array | null> {
  try {
    if (!(await stat(path)).isFile()) {
      throw new ModelError(`Cannot read ${path}: a file is wanted, found a folder or device`);
    }
    return await readFile(path);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/**
 * Writes into the models folder.
 *
 * @param what What is kept there, for the message: `the version`.
 * @throws {ModelError} If the disk does not let it, saying why: it is full, or may not be written to.
 */
export async function writingTo<T>(path: string, what: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    const reason = DISK_PROBLEMS[code];
    if (reason === undefined) throw cause;
    throw new ModelError(`Cannot keep ${what} in ${path}: ${reason}`, { cause });
  }
}

/** What a disk may say no for. */
const DISK_PROBLEMS: Readonly<Record<string, string>> = {
  ENOSPC: "no space is left on the disk",
  EDQUOT: "the quota of the disk is used up",
  EACCES: "it may not be written to",
  EPERM: "it may not be written to",
  EROFS: "the disk is read-only",
};

/** The folders in a folder whose names are ones of models or versions, sorted; none if it is missing. */
export async function foldersIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch((error) => {
    if (isMissing(error)) return [];
    throw error;
  });
  return entries.filter((entry) => entry.isDirectory() && MODEL_NAME.test(entry.name))
    .map(({ name }) => name).sort();
}

/** The file that holds a model's aliases. */
export function aliasesPath(root: string, name: string): string {
  return join(root, name, "aliases.json");
}

/** A value as the bytes of a JSON file. */
export function toJson(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value, null, 1) + "\n");
}

/**
 * The value of a JSON file.
 *
 * @param wanted What the schema is of, for the message; that quotes nothing of the file, which may hold anything.
 * @throws {ModelError} If it is not JSON or not as the schema says.
 */
export function fromJson<T>(path: string, bytes: Uint8Array, schema: z.ZodType<T>, wanted: string): T {
  try {
    return schema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw new ModelError(`Cannot read ${path}: ${wanted} is wanted, found something else`, { cause });
  }
}

/** SHA-256, hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Whether no text in a value, its keys included, holds a control character, which could steer a terminal. */
export function isPlain(value: unknown): boolean {
  if (typeof value === "string") return !/\p{Cc}/u.test(value);
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([key, inner]) => isPlain(key) && isPlain(inner));
}
