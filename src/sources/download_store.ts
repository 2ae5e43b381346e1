/**
 * Where a download is kept while it comes and after: a file, its part, and beside each what the server said of it.
 *
 * `NAME` is whole; `NAME.part` is what has come so far. `NAME.json` and `NAME.part.json` say which version of the file on
 * the server that is.
 *
 * @module
 */

import { type FileHandle, mkdir, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { isMissing } from "~/core/mod.ts";

/** What tells one version of a file on a server from another. */
export interface Version {
  /** Name that the server gives the version (ETag). */
  readonly etag: string | null;
  /** When it was made (Last-Modified). */
  readonly lastModified: string | null;
  /** Bytes; `null` if the server does not say. */
  readonly size: number | null;
}

/** A version and how much of it is there. */
export interface Held {
  /** The version. */
  readonly version: Version;
  /** Bytes that are there. */
  readonly bytes: number;
}

/** The file that is there whole, if it and what is known of it fit together. */
export async function wholeFile(path: string): Promise<Held | null> {
  const held = await heldAt(path);
  return held !== null && held.version.size === held.bytes ? held : null;
}

/** The part that can be gone on with: the server must be able to tell that it is of the same version. */
export async function partFile(path: string): Promise<Held | null> {
  const held = await heldAt(`${path}.part`);
  return held !== null && held.bytes > 0 && validatorOf(held.version) !== null ? held : null;
}

/** What `If-Range` takes: an ETag that is not weak, or else the date. */
export function validatorOf({ etag, lastModified }: Version): string | null {
  return etag !== null && !etag.startsWith("W/") ? etag : lastModified;
}

/** Opens the part to be written on from its end, or a new one. */
export async function openPart(path: string, version: Version, isNew: boolean): Promise<FileHandle> {
  await mkdir(dirname(path), { recursive: true });
  if (!isNew) return await open(`${path}.part`, "a");
  await dropPart(path);
  await writeFile(`${path}.part.json`, JSON.stringify(version));
  return await open(`${path}.part`, "w");
}

/** Removes the part. */
export async function dropPart(path: string): Promise<void> {
  await rm(`${path}.part`, { force: true });
  await rm(`${path}.part.json`, { force: true });
}

/** Makes the part the file. If it ends between the two steps, the file is fetched again. */
export async function keepPart(path: string, version: Version, bytes: number): Promise<void> {
  await writeFile(`${path}.part.json`, JSON.stringify({ ...version, size: bytes }));
  await rename(`${path}.part`, path);
  await rename(`${path}.part.json`, `${path}.json`);
}

async function heldAt(path: string): Promise<Held | null> {
  try {
    const { size: bytes } = await stat(path);
    const { etag, lastModified, size } = JSON.parse(await readFile(`${path}.json`, "utf8"));
    const text = (value: unknown) => typeof value === "string" ? value : null;
    const version = {
      etag: text(etag),
      lastModified: text(lastModified),
      size: typeof size === "number" ? size : null,
    };
    return { version, bytes };
  } catch (error) {
    if (isMissing(error) || error instanceof SyntaxError) return null;
    throw error;
  }
}
