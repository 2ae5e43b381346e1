/**
 * Feature columns kept between runs, so that what has not changed is not computed again.
 *
 * @module
 */

import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { barsAt, type Panel } from "~/core/mod.ts";
import { type FeatureRows, featureRows, panelFeatureRows, ROW_DEFECTS } from "~/dataset/mod.ts";
import { type FeatureSet, type PanelInputs, tickerInputs } from "~/features/mod.ts";

/** What feature rows are computed from. */
export interface FeatureSources {
  /** The bars. */
  readonly panel: Panel;
  /** The set. */
  readonly set: FeatureSet;
  /** What it needs besides the bars. */
  readonly inputs: PanelInputs;
}

/** Head of a file: its kind, then rows and features of 4 bytes each, then the SHA-256 of what follows. */
const KIND = "b3rows02";
const HEAD = 48;

/** Folders whose code decides what the rows are. */
const CODE = ["core", "dataset", "features"];

/**
 * Feature rows from a folder or, where it has none of these bars, inputs and set, computed and stored there.
 *
 * A file is named by the set and a hash of everything that the rows are computed from, the code included, and holds the
 * hash of its content; the longest ticker is computed afresh and compared besides. A set keeps its latest file alone.
 * Where the folder cannot be written to, nothing is stored.
 *
 * @param folder Folder of the files, made when missing; `null` to compute and store nothing.
 */
export async function storedFeatureRows(
  folder: string | null,
  sources: FeatureSources,
): Promise<FeatureRows> {
  const { panel, set, inputs } = sources;
  if (folder === null) return panelFeatureRows(panel, set, inputs);
  const name = `${set.name}-${await hashOf(sources)}.rows`;
  const stored = await read(join(folder, name), panel.session.length, set.features.length);
  if (stored !== null && isReproduced(stored, sources)) return stored;
  const rows = panelFeatureRows(panel, set, inputs);
  await write(folder, name, rows, set).catch(() => {}); // the rows are good without
  return rows;
}

/** Hash of code, bars, inputs and the catalog's entries. */
async function hashOf({ panel, set, inputs }: FeatureSources): Promise<string> {
  const hash = createHash("sha256");
  for (const room of CODE) {
    const folder = new URL(`../${room}/`, import.meta.url);
    for (const file of (await readdir(folder)).sort()) hash.update(await readFile(new URL(file, folder)));
  }
  hash.update(JSON.stringify([set, panel.tickers, panel.basis])); // functions are not in it
  const columns = [...Object.values(panel), inputs.market, inputs.trades, inputs.totalFactor, inputs.universe]
    .flatMap((value) => ArrayBuffer.isView(value) ? [value] : Object.values(value ?? {}))
    .filter((value) => ArrayBuffer.isView(value));
  for (const { buffer, byteOffset, byteLength } of columns) {
    hash.update(`${byteLength} `).update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return hash.digest("hex").slice(0, 32);
}

/** Whether the rows of the ticker with most of them come out the same when they are computed now. */
function isReproduced(stored: FeatureRows, { panel, set, inputs }: FeatureSources): boolean {
  const { offsets } = panel;
  const nRows = (t: number) => offsets[t + 1] - offsets[t];
  const index = [...panel.tickers.keys()].reduce((best, t) => nRows(t) > nRows(best) ? t : best);
  const inputsOf = tickerInputs(panel, set, inputs);
  const { X, defects } = featureRows(barsAt(panel, index), set, inputsOf(index));
  const begin = panel.offsets[index];
  const first = begin * set.features.length;
  return defects.every((defect, row) => defect === stored.defects[begin + row]) &&
    X.every((value, i) => Object.is(value, stored.X[first + i]));
}

async function read(path: string, nRows: number, width: number): Promise<FeatureRows | null> {
  try {
    await using file = await open(path);
    const bytes = new Uint8Array(HEAD + nRows * (4 * width + 4));
    if ((await file.stat()).size !== bytes.length) return null;
    for (let at = 0; at < bytes.length;) {
      const { bytesRead } = await file.read(bytes, at, Math.min(bytes.length - at, 1 << 30), at);
      if (bytesRead === 0) return null;
      at += bytesRead;
    }
    if (!headOf(nRows, width, bytes.subarray(HEAD)).every((byte, i) => byte === bytes[i])) return null;
    const codes = new Int32Array(bytes.buffer, HEAD, nRows);
    const defects = Array.from(codes, (code) => ROW_DEFECTS[code - 1] ?? null);
    return { X: new Float32Array(bytes.buffer, HEAD + 4 * nRows), defects };
  } catch {
    return null;
  }
}

async function write(
  folder: string,
  name: string,
  { X, defects }: FeatureRows,
  set: FeatureSet,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const temporary = join(folder, `${name}.${randomUUID()}.tmp`);
  try {
    const codes = Int32Array.from(defects, (defect) => defect === null ? 0 : ROW_DEFECTS.indexOf(defect) + 1);
    {
      await using file = await open(temporary, "w");
      const parts = [new Uint8Array(codes.buffer), new Uint8Array(X.buffer, X.byteOffset, X.byteLength)];
      await file.writeFile(headOf(defects.length, set.features.length, ...parts));
      for (const part of parts) await file.writeFile(part);
    }
    await rename(temporary, join(folder, name));
  } finally {
    await rm(temporary, { force: true });
  }
  for (const other of await readdir(folder)) {
    const isOlder = other.startsWith(`${set.name}-`) && other.endsWith(".rows") && other !== name;
    if (isOlder) await rm(join(folder, other), { force: true });
  }
}

function headOf(nRows: number, width: number, ...body: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(HEAD);
  head.set(new TextEncoder().encode(KIND));
  new DataView(head.buffer).setUint32(8, nRows, true);
  new DataView(head.buffer).setUint32(12, width, true);
  const hash = createHash("sha256");
  for (const part of body) hash.update(part);
  head.set(hash.digest(), 16);
  return head;
}
