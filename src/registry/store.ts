/**
 * Versions on disk: `models/<name>/<version>/` with `manifest.json`, `model.json`, `model.bin` and further JSON files.
 *
 * A version is written beside its place and renamed into it when it is whole, so a reader sees all of it or nothing. It
 * is named by the data's last session and a hash of its content: the same model saved twice is one version.
 *
 * @module
 */

import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Artifact, ModelError, NotFoundError } from "~/core/mod.ts";
import { type Manifest, parseManifest, type VersionDescription } from "./manifest.ts";
import { type ModelReference, parseReference } from "./names.ts";

/** A version in memory, its files verified. */
export interface Version {
  /** What it is. */
  readonly manifest: Manifest;
  /** The model. */
  readonly artifact: Artifact;
  /** Folder it was read from. */
  readonly folder: string;
}

/** What to save. */
export interface VersionContent {
  /** What it is. */
  readonly description: VersionDescription;
  /** The model. */
  readonly artifact: Artifact;
  /** Further files by name, written as JSON: `evaluation` becomes `evaluation.json`. */
  readonly documents?: Readonly<Record<string, unknown>>;
}

const ALIASES = "aliases.json";

/**
 * Saves a version and points the alias `champion` at it.
 *
 * Interrupted or failed, it leaves the old versions and alias as they were.
 *
 * @param root The models folder; made when missing.
 * @returns The manifest, and whether the very same version was there already.
 */
export async function saveVersion(
  root: string,
  name: string,
  content: VersionContent,
): Promise<{ manifest: Manifest; folder: string; isNew: boolean }> {
  parseReference(name);
  const { description, artifact, documents = {} } = content;
  const files: Record<string, Uint8Array> = {
    "model.json": json({ format: artifact.format, header: artifact.header }),
    "model.bin": artifact.data,
    ...Object.fromEntries(Object.entries(documents).map(([key, value]) => [`${key}.json`, json(value)])),
  };
  const hash = createHash("sha256");
  for (const bytes of [files["model.json"], files["model.bin"], json(description)]) hash.update(bytes);
  const manifest = parseManifest({
    manifest: 1,
    name,
    version: `${description.data.trainedThrough}-${hash.digest("hex").slice(0, 8)}`,
    format: artifact.format,
    ...description,
    files: Object.fromEntries(
      Object.entries(files).map(([file, bytes]) => [file, { bytes: bytes.length, sha256: sha256(bytes) }]),
    ),
  });
  const folder = join(root, name, manifest.version);
  const isNew = !(await isIntact(folder, manifest));
  if (isNew) await writeFolder(folder, { ...files, "manifest.json": json(manifest) });
  await setAlias(root, name, "champion", manifest.version);
  return { manifest, folder, isNew };
}

/**
 * Loads a version and verifies every file against the manifest.
 *
 * @param reference A parsed reference, or the path of a version's folder.
 * @throws {NotFoundError} If there is no such model, version or alias; the message lists those there are.
 * @throws {ModelError} If a file is missing, changed or of another schema.
 */
export async function loadVersion(root: string, reference: ModelReference | string): Promise<Version> {
  const folder = typeof reference === "string" ? reference : await folderOf(root, reference);
  const manifest = await readManifest(folder);
  const contents: Record<string, Uint8Array> = {};
  for (const [file, expected] of Object.entries(manifest.files)) {
    const bytes = await readFile(join(folder, file)).catch(() => null);
    const found = bytes === null
      ? "it is missing"
      : `found ${bytes.length} bytes, sha256 ${sha256(bytes).slice(0, 8)}…`;
    if (bytes === null || bytes.length !== expected.bytes || sha256(bytes) !== expected.sha256) {
      throw new ModelError(
        `Cannot load ${join(folder, file)}: the manifest says ${expected.bytes} bytes, sha256 ` +
          `${expected.sha256.slice(0, 8)}…, ${found}`,
      );
    }
    contents[file] = bytes;
  }
  const { format, header } = JSON.parse(new TextDecoder().decode(contents["model.json"]));
  return { manifest, artifact: { format, header, data: contents["model.bin"] }, folder };
}

/** The name a model has unless its run says otherwise. */
const DEFAULT_MODEL = "rf";

/**
 * Loads a version by reference or folder; without either the champion of `rf`, or of the only model there is.
 *
 * @throws {NotFoundError} If there is no such version.
 */
export async function openModel(models: string, model?: string): Promise<Version> {
  if (model !== undefined && /[/\\]/.test(model)) return await loadVersion(models, model);
  if (model !== undefined) return await loadVersion(models, parseReference(model));
  const names = await listModels(models);
  return await loadVersion(models, parseReference(names.length === 1 ? names[0] : DEFAULT_MODEL));
}

/** Reads one of a version's further files; call it for a version that {@link loadVersion} verified. */
export async function readDocument(version: Version, name: string): Promise<unknown> {
  return JSON.parse(await readFile(join(version.folder, `${name}.json`), "utf8"));
}

/** Names of the models in a folder, sorted; empty if the folder is missing. */
export async function listModels(root: string): Promise<string[]> {
  return await folders(root);
}

/** Manifests of a model's versions, oldest data first; a folder without a readable manifest is left out. */
export async function listVersions(root: string, name: string): Promise<Manifest[]> {
  const versions = await folders(join(root, name));
  const manifests = await Promise.all(
    versions.map((version) => readManifest(join(root, name, version)).catch(() => null)),
  );
  return manifests.filter((manifest) => manifest !== null);
}

/** A model's aliases and the versions they point at. */
export async function readAliases(root: string, name: string): Promise<Record<string, string>> {
  const text = await readFile(join(root, name, ALIASES), "utf8").catch(() => "{}");
  return JSON.parse(text);
}

async function setAlias(root: string, name: string, alias: string, version: string): Promise<void> {
  const aliases = { ...await readAliases(root, name), [alias]: version };
  const target = join(root, name, ALIASES);
  const temporary = `${target}.${randomUUID()}.tmp`;
  await writeFile(temporary, json(aliases));
  await rename(temporary, target);
}

async function folderOf(root: string, { name, selector }: ModelReference): Promise<string> {
  const versions = await folders(join(root, name));
  if (versions.length === 0) {
    const models = await listModels(root);
    throw new NotFoundError(
      `Cannot find model "${name}" in ${root}: there ${
        models.length === 0 ? "is none yet" : `are ${models.join(", ")}`
      }`,
    );
  }
  const version = (await readAliases(root, name))[selector] ?? selector;
  if (!versions.includes(version)) {
    throw new NotFoundError(
      `Cannot find version "${selector}" of "${name}": there are ${versions.join(", ")}`,
    );
  }
  return join(root, name, version);
}

async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, "manifest.json"), "utf8").catch((cause) => {
    throw new NotFoundError(`Cannot find a model in ${folder}: it holds no manifest.json`, { cause });
  });
  try {
    return parseManifest(JSON.parse(text));
  } catch (cause) {
    throw new ModelError(
      `Cannot read ${join(folder, "manifest.json")}: it is not a manifest of this version`,
      { cause },
    );
  }
}

async function isIntact(folder: string, expected: Manifest): Promise<boolean> {
  const version = await loadVersion("", folder).catch(() => null);
  return version !== null && json(version.manifest).toString() === json(expected).toString();
}

/** Writes a folder's files beside it, then puts it in place whole. */
async function writeFolder(folder: string, files: Readonly<Record<string, Uint8Array>>): Promise<void> {
  const temporary = `${folder}.${randomUUID()}.tmp`;
  try {
    await mkdir(temporary, { recursive: true });
    for (const [file, bytes] of Object.entries(files)) await writeFile(join(temporary, file), bytes);
    await rm(folder, { recursive: true, force: true }); // only ever a damaged copy of the same version
    await rename(temporary, folder);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function folders(root: string): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory() && !entry.name.endsWith(".tmp")).map(({ name }) =>
    name
  ).sort();
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value, null, 1) + "\n");
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
