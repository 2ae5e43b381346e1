/**
 * Versions from disk.
 *
 * @module
 */

import { join } from "node:path";
import { z } from "zod";
import { type Artifact, ConfigError, ModelError, NotFoundError } from "~/core/mod.ts";
import { readAliases } from "./aliases.ts";
import { fromJson, isPlain, readIfThere, sha256 } from "./files.ts";
import { listModels, listVersions } from "./list.ts";
import type { Manifest, ManifestFile } from "./manifest.ts";
import { binariesOf, MANIFEST, versionOf } from "./manifest_schema.ts";
import { type ModelReference, parseReference } from "./names.ts";

/** A version in memory, its files verified. */
export interface Version {
  /** What it is. */
  readonly manifest: Manifest;
  /** The model. */
  readonly artifact: Artifact;
  /** Content of its files by name; see {@link readDocument}. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** Folder it was read from. */
  readonly folder: string;
}

/** A model's format and header: beside each other, or one in the other as earlier releases wrote them. */
const MODEL = z.union([
  z.strictObject({ format: z.string(), header: z.record(z.string(), z.unknown()) }),
  z.looseObject({ format: z.string() }).transform(({ format, ...header }) => ({ format, header })),
]).refine(isPlain);

/**
 * Loads a version by reference or folder; without either the champion of the only model there is.
 *
 * @throws {NotFoundError} If there is no such version.
 * @throws {ConfigError} If none is named and there are several models, or the name is no reference.
 * @throws {ModelError} See {@link loadVersion}.
 */
export async function openModel(models: string, model?: string): Promise<Version> {
  if (model !== undefined && /[/\\]/.test(model)) return await loadVersion(models, model);
  return await loadVersion(models, parseReference(model ?? await onlyModel(models)));
}

/**
 * Loads a version and verifies it: that the manifest is the one of its version, and every file as the manifest says.
 *
 * @param reference A parsed reference, or the path of a version's folder.
 * @throws {NotFoundError} If there is no such model, version or alias; the message lists those there are.
 * @throws {ModelError} If a file is missing, changed or of another schema.
 */
export async function loadVersion(root: string, reference: ModelReference | string): Promise<Version> {
  if (typeof reference === "string") return await loadFiles(reference, await manifestIn(reference));
  const version = await findVersion(root, reference);
  const manifest = await readManifest(root, reference.name, version);
  return await loadFiles(join(root, reference.name, version), manifest);
}

/**
 * Reads a version's manifest, its other files unseen.
 *
 * @throws {NotFoundError} If there is none.
 * @throws {ModelError} If it is damaged or another version's.
 */
export async function readManifest(root: string, name: string, version: string): Promise<Manifest> {
  const folder = join(root, name, version);
  const manifest = await manifestIn(folder);
  if (manifest.name !== name || manifest.version !== version) {
    throw new ModelError(
      `Cannot load ${folder}: the manifest of ${name}@${version} is wanted, found that of ` +
        `${manifest.name}@${manifest.version}`,
    );
  }
  return manifest;
}

/**
 * One of a version's further files, by the name it was saved with.
 *
 * @param isWanted Whether a value is what the caller takes it for.
 * @throws {ModelError} If the version has none of that name, or it is not what is wanted.
 */
export function readDocument<T>(
  { folder, files }: Version,
  name: string,
  isWanted: (value: unknown) => value is T,
): T {
  const path = join(folder, `${name}.json`);
  const bytes = files[`${name}.json`];
  if (bytes === undefined) throw new ModelError(`Cannot read ${path}: the version has no such file`);
  return fromJson(path, bytes, z.custom<T>(isWanted), `the document "${name}"`);
}

async function onlyModel(root: string): Promise<string> {
  const names = await listModels(root);
  if (names.length === 0) throw new NotFoundError(`Cannot find a model in ${root}: there is none yet`);
  if (names.length > 1) {
    throw new ConfigError(`Cannot choose a model in ${root}: name one of ${names.join(", ")}`);
  }
  return names[0];
}

/** The version that a selector means: the one of that name, else what the alias points at. */
async function findVersion(root: string, { name, selector }: ModelReference): Promise<string> {
  const versions = await listVersions(root, name);
  if (versions.includes(selector)) return selector;
  if (versions.length === 0) {
    const models = await listModels(root);
    const found = models.length === 0 ? "is none yet" : `are ${models.join(", ")}`;
    throw new NotFoundError(`Cannot find model "${name}" in ${root}: there ${found}`);
  }
  const aliases = await readAliases(root, name);
  if (!Object.hasOwn(aliases, selector) || !versions.includes(aliases[selector])) {
    throw new NotFoundError(
      `Cannot find version "${selector}" of "${name}": there are ${versions.join(", ")}`,
    );
  }
  return aliases[selector];
}

async function manifestIn(folder: string): Promise<Manifest> {
  const path = join(folder, "manifest.json");
  const bytes = await readIfThere(path);
  if (bytes === null) {
    throw new NotFoundError(`Cannot find a model in ${folder}: it holds no manifest.json`);
  }
  const manifest = fromJson(path, bytes, MANIFEST, "a manifest");
  const version = versionOf(manifest);
  if (manifest.version !== version) {
    throw new ModelError(
      `Cannot load ${path}: it says version ${manifest.version}, but what it says is version ${version}`,
    );
  }
  return manifest;
}

async function loadFiles(folder: string, manifest: Manifest): Promise<Version> {
  const files: Record<string, Uint8Array> = {};
  for (const [file, wanted] of Object.entries(manifest.files)) {
    files[file] = await readVerified(join(folder, file), wanted);
  }
  const path = join(folder, "model.json");
  const { format, header } = fromJson(path, files["model.json"], MODEL, "a model's format and header");
  if (format !== manifest.format) {
    throw new ModelError(
      `Cannot load ${path}: the manifest says format "${manifest.format}", found "${format}"`,
    );
  }
  const [dataName] = binariesOf(files);
  return { manifest, artifact: { format, header, data: files[dataName], dataName }, files, folder };
}

async function readVerified(path: string, wanted: ManifestFile): Promise<Uint8Array> {
  const bytes = await readIfThere(path);
  if (bytes !== null && bytes.length === wanted.bytes && sha256(bytes) === wanted.sha256) return bytes;
  const found = bytes === null
    ? "it is missing"
    : `found ${bytes.length} bytes, sha256 ${sha256(bytes).slice(0, 8)}…`;
  throw new ModelError(
    `Cannot load ${path}: the manifest says ${wanted.bytes} bytes, sha256 ` +
      `${wanted.sha256.slice(0, 8)}…, ${found}`,
  );
}
