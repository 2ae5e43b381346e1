/**
 * Versions to disk.
 *
 * A version is written beside its place and renamed into it when it is whole, so a reader sees all of it or nothing. It
 * is named by the data's last session and a hash of its content: the same model saved twice is one version, and what
 * is there whole is never touched again.
 *
 * @module
 */

import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type Artifact, isMissing, ModelError, NotFoundError } from "~/core/mod.ts";
import { readAliases } from "./aliases.ts";
import { aliasesPath, sha256, toJson, writingTo } from "./files.ts";
import { loadVersion } from "./load.ts";
import type { Manifest, VersionDescription } from "./manifest.ts";
import { manifestOf } from "./manifest_schema.ts";

/** What to save. */
export interface VersionContent {
  /** What it is. */
  readonly description: VersionDescription;
  /** The model. */
  readonly artifact: Artifact;
  /** Further files by name, written as JSON: `evaluation` becomes `evaluation.json`. */
  readonly documents?: Readonly<Record<string, unknown>>;
}

/**
 * Saves a version and points the alias `champion` at it.
 *
 * Interrupted or failed, it leaves the old versions and alias as they were.
 *
 * @param root The models folder; made when missing.
 * @param name Name of the model, without a version.
 * @returns The manifest, and whether the very same version was there already.
 * @throws {RangeError} If a name or the description is not what a manifest may hold, or the artifact's header has a key
 *   that means something else in its file.
 * @throws {ModelError} If the model's aliases cannot be read, or the disk does not let it be written.
 */
export async function saveVersion(
  root: string,
  name: string,
  { description, artifact, documents = {} }: VersionContent,
): Promise<{ manifest: Manifest; folder: string; isNew: boolean }> {
  const files: Record<string, Uint8Array> = {
    ...Object.fromEntries(Object.entries(documents).map(([key, value]) => [`${key}.json`, toJson(value)])),
    "model.json": toJson({ format: artifact.format, ...headerOf(artifact) }),
    [artifact.dataName ?? "model.bin"]: artifact.data,
  };
  const manifest = manifestOf({
    ...description,
    name,
    format: artifact.format,
    files: Object.fromEntries(
      Object.entries(files).map(([file, bytes]) => [file, { bytes: bytes.length, sha256: sha256(bytes) }]),
    ),
  });
  const { version } = manifest;
  const folder = join(root, name, version);
  const isThere = () => isIntact(root, name, version);
  const isNew = await writingTo(root, `${name}@${version}`, async () => {
    const isWritten = !(await isThere()) &&
      await writeFolder(folder, { ...files, "manifest.json": toJson(manifest) }, isThere);
    await setAlias(root, name, "champion", version);
    return isWritten;
  });
  await removeLeavings(folder);
  return { manifest, folder, isNew };
}

/** An artifact's header, which stands beside its format in one file. */
function headerOf({ format, header }: Artifact): Artifact["header"] {
  for (const key of ["format", "header"]) {
    if (!Object.hasOwn(header, key)) continue;
    throw new RangeError(
      `Cannot save an artifact of format "${format}": its header has the key "${key}", which is taken; rename it`,
    );
  }
  return header;
}

async function isIntact(root: string, name: string, version: string): Promise<boolean> {
  try {
    await loadVersion(root, { name, selector: version });
    return true;
  } catch (error) {
    if (error instanceof ModelError || error instanceof NotFoundError) return false;
    throw error;
  }
}

/** Writes a folder's files beside it, then puts it in place whole; `false` if another save was faster. */
async function writeFolder(
  folder: string,
  files: Readonly<Record<string, Uint8Array>>,
  isThere: () => Promise<boolean>,
): Promise<boolean> {
  const temporary = temporaryOf(folder);
  try {
    await mkdir(temporary, { recursive: true });
    for (const [file, bytes] of Object.entries(files)) await writeFile(join(temporary, file), bytes);
    return await putInPlace(temporary, folder, isThere);
  } catch (error) {
    if (await isThere()) return false; // and took this one's folder for a leaving
    throw error;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Renames a folder into its place, where a damaged copy makes room and an intact one does not. */
async function putInPlace(temporary: string, folder: string, isThere: () => Promise<boolean>) {
  while (true) {
    try {
      await rename(temporary, folder);
      return true;
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
    if (await isThere()) return false;
    await rename(folder, temporaryOf(folder)).catch((error) => {
      if (!isMissing(error)) throw error; // another save made room already
    });
  }
}

/** Removes what saves of this version that were killed left behind, and the damaged copy that made room. */
async function removeLeavings(folder: string): Promise<void> {
  const parent = dirname(folder);
  for (const name of await readdir(parent)) {
    if (!name.startsWith(`${basename(folder)}.`) || !name.endsWith(".tmp")) continue;
    await rm(join(parent, name), { recursive: true, force: true }).catch((error) => {
      if (!isTaken(error) && !isMissing(error)) throw error; // a save at the same time uses it and removes it itself
    });
  }
}

async function setAlias(root: string, name: string, alias: string, version: string): Promise<void> {
  const aliases = { ...await readAliases(root, name), [alias]: version };
  const path = aliasesPath(root, name);
  const temporary = temporaryOf(path);
  try {
    await writeFile(temporary, toJson(aliases));
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** A path beside another that nobody else uses; no name of a model or version looks like it. */
function temporaryOf(path: string): string {
  return `${path}.${randomUUID()}.tmp`;
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error &&
    (error.code === "ENOTEMPTY" || error.code === "EEXIST");
}
