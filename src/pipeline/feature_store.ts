/**
 * Feature columns kept between runs, so that what has not changed is not computed again.
 *
 * @module
 */

import { createHash, randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { barsAt, type Panel } from "~/core/mod.ts";
import {
  type ComputeOptions,
  type FeatureColumns,
  featureColumns,
  type FeatureSet,
  panelFeatureColumns,
  type PanelInputs,
  tickerInputs,
} from "~/features/mod.ts";
import { bytesOf, codeHash, hashColumns } from "./content_hash.ts";

/** What feature columns are computed from. */
export interface FeatureSources {
  /** The bars. */
  readonly panel: Panel;
  /** The set. */
  readonly set: FeatureSet;
  /** What it needs besides the bars. */
  readonly inputs: PanelInputs;
}

/** How columns are computed, and who is told when they cannot be kept. */
export interface StoreOptions extends ComputeOptions {
  /** Called with a sentence when something is in the way that does no harm to the result. */
  readonly onWarning?: ((message: string) => void) | undefined;
}

/** Head of a file: its kind, then rows and features of 4 bytes each, then the SHA-256 of what follows. */
const KIND = "b3cols01";
const HEAD = 48;

/** Most bytes that are read or written at once. */
const CHUNK = 1 << 30;

/** Folders whose code decides what the columns are. */
const CODE = ["core", "features"];

/**
 * Feature columns from a folder or, where it has none of these bars, inputs and set, computed and stored there.
 *
 * A file is named by the set and a hash of everything that the columns are computed from, the code included. It holds one
 * column of 32-bit numbers after another, then the defects in a byte each, and their hash; the longest ticker is computed
 * afresh and compared besides. A set keeps its latest file alone. Where the folder cannot be written to, nothing is
 * stored, and `onWarning` is told.
 *
 * @param folder Folder of the files, made when missing; `null` to compute and store nothing.
 */
export async function storedFeatureColumns(
  folder: string | null,
  sources: FeatureSources,
  options: StoreOptions = {},
): Promise<FeatureColumns> {
  const { panel, set, inputs } = sources;
  if (folder === null) return await panelFeatureColumns(panel, set, inputs, options);
  const name = `${set.name}-${await hashOf(sources)}.columns`;
  const stored = await read(join(folder, name), set, panel.session.length);
  if (stored !== null && isReproduced(stored, sources)) return stored;
  const columns = await panelFeatureColumns(panel, set, inputs, options);
  await write(folder, name, columns, set).catch((error: Error) =>
    options.onWarning?.(
      `Features are not kept, and will be computed again: ${folder} cannot be written, ${error.message}`,
    )
  );
  return columns;
}

/** Hash of code, bars, inputs and the catalog's entries. */
async function hashOf({ panel, set, inputs }: FeatureSources): Promise<string> {
  const hash = createHash("sha256").update(await codeHash(CODE));
  hash.update(JSON.stringify([set, panel.tickers, panel.basis])); // functions are not in it
  const columns = [...Object.values(panel), inputs.market, inputs.totalFactor, inputs.universe]
    .flatMap((value) => ArrayBuffer.isView(value) ? [value] : Object.values(value ?? {}))
    .filter((value) => ArrayBuffer.isView(value));
  hashColumns(hash, columns);
  return hash.digest("hex").slice(0, 32);
}

/** Whether the columns of the ticker with most rows come out the same when they are computed now. */
function isReproduced(stored: FeatureColumns, { panel, set, inputs }: FeatureSources): boolean {
  const { offsets } = panel;
  const nRows = (t: number) => offsets[t + 1] - offsets[t];
  const index = [...panel.tickers.keys()].reduce((best, t) => nRows(t) > nRows(best) ? t : best);
  const { values, defects } = featureColumns(
    barsAt(panel, index),
    set,
    tickerInputs(panel, set, inputs)(index),
  );
  const isSame = (fresh: Float32Array | Uint8Array, kept: Float32Array | Uint8Array) => {
    let row = 0;
    while (row < fresh.length && Object.is(fresh[row], kept[offsets[index] + row])) row++;
    return row === fresh.length;
  };
  return isSame(defects, stored.defects) && values.every((column, j) => isSame(column, stored.values[j]));
}

async function read(path: string, set: FeatureSet, nRows: number): Promise<FeatureColumns | null> {
  try {
    await using file = await open(path);
    const width = set.features.length;
    const bytes = new Uint8Array(HEAD + nRows * (4 * width + 1));
    if ((await file.stat()).size !== bytes.length) return null;
    for (let at = 0; at < bytes.length;) {
      const { bytesRead } = await file.read(bytes, at, Math.min(bytes.length - at, CHUNK), at);
      if (bytesRead === 0) return null;
      at += bytesRead;
    }
    const columns = {
      features: set.features.map(({ name }) => name),
      values: set.features.map((_, j) => new Float32Array(bytes.buffer, HEAD + 4 * nRows * j, nRows)),
      defects: bytes.subarray(HEAD + 4 * nRows * width),
    };
    return headOf(columns).every((byte, i) => byte === bytes[i]) ? columns : null;
  } catch {
    return null;
  }
}

async function write(folder: string, name: string, columns: FeatureColumns, set: FeatureSet): Promise<void> {
  await mkdir(folder, { recursive: true });
  const temporary = join(folder, `${name}.${randomUUID()}.tmp`);
  try {
    {
      await using file = await open(temporary, "w");
      for (const part of [headOf(columns), ...columns.values, columns.defects]) await writeAll(file, part);
    }
    await rename(temporary, join(folder, name));
  } finally {
    await rm(temporary, { force: true });
  }
  for (const other of await readdir(folder)) {
    const isOlder = other.startsWith(`${set.name}-`) && /\.(columns|tmp)$/.test(other) && other !== name;
    if (isOlder) await rm(join(folder, other), { force: true });
  }
}

async function writeAll(file: FileHandle, part: ArrayBufferView): Promise<void> {
  const bytes = bytesOf(part);
  for (let at = 0; at < bytes.length;) {
    at += (await file.write(bytes, at, Math.min(bytes.length - at, CHUNK))).bytesWritten;
  }
}

function headOf({ values, defects }: FeatureColumns): Uint8Array {
  const head = new Uint8Array(HEAD);
  head.set(new TextEncoder().encode(KIND));
  new DataView(head.buffer).setUint32(8, defects.length, true);
  new DataView(head.buffer).setUint32(12, values.length, true);
  const hash = createHash("sha256");
  for (const column of [...values, defects]) hash.update(bytesOf(column));
  head.set(hash.digest(), 16);
  return head;
}
