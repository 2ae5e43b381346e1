/**
 * Forecasts kept while a walk is under way, so that one that was stopped goes on where it was.
 *
 * @module
 */

import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { Buffer } from "node:buffer";
import { dirname, join } from "node:path";
import type { Dataset, Forecast } from "~/core/mod.ts";
import type { Recall } from "~/evaluation/mod.ts";
import { isMotherDuck } from "~/warehouse/mod.ts";
import { bytesOf, codeHash, hashColumns } from "./content_hash.ts";

/** Rooms whose code decides what is forecast. */
const CODE = [
  "core",
  "crew",
  "prices",
  "features",
  "dataset",
  "forest",
  "ridge",
  "baselines",
  "evaluation",
  "pipeline",
];

/** Folder in which walks over a database leave what they have; `null` if it is not a file. */
export function walksOf(db: string): string | null {
  return isMotherDuck(db) ? null : join(dirname(db), "walks");
}

/** Forecasts of one walk in a folder of their own. */
export interface ForecastStore {
  /** Recalls what was kept, or computes and keeps it. */
  readonly recall: Recall;
  /** Takes the folder away: the walk is done. */
  clear(): Promise<void>;
}

/**
 * Opens the store of a walk.
 *
 * A forecast is kept under a hash of all that decides it: samples, recipe, fold, contender, seed and code. A file that is
 * cut short or of other content counts for nothing. Where the folder cannot be written to, nothing is kept.
 *
 * @param root Folder of the walks; `null` keeps nothing.
 * @param recipe What the contenders are made from besides the samples, as plain data: the run, and the hash of the data
 *   that untrained rankings look at.
 */
export async function forecastStore(
  root: string | null,
  dataset: Dataset,
  recipe: unknown,
): Promise<ForecastStore> {
  if (root === null) return { recall: (_, compute) => compute(), clear: () => Promise.resolve() };
  const walk = createHash("sha256").update(await codeHash(CODE)).update(
    JSON.stringify([recipe, dataset.tickers, dataset.features]),
  );
  hashColumns(walk, Object.values(dataset).filter((column) => ArrayBuffer.isView(column)));
  const folder = join(root, walk.digest("hex").slice(0, 32));
  return {
    async recall({ fold, contender, seed }, compute) {
      const hash = createHash("sha256").update(`${contender} ${seed} `);
      hashColumns(hash, [fold.train, fold.validation, fold.test]);
      const path = join(folder, `${hash.digest("hex").slice(0, 32)}.forecast`);
      const kept = await read(path);
      if (kept !== null) return kept;
      const forecast = await compute();
      await write(folder, path, forecast).catch(() => {}); // the forecast is good without
      return forecast;
    },
    clear: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The columns of a forecast in their order in a file. */
const COLUMNS = ["score", "probabilities", "expectedReturn", "classes"] as const;

/** A head of lengths, -1 for a column that is not there, then the columns, then the SHA-256 of all before. */
async function write(folder: string, path: string, forecast: Forecast): Promise<void> {
  const columns = COLUMNS.map((name) => forecast[name] ?? null);
  const head = Float64Array.from(columns, (column) => column?.length ?? -1);
  const parts = [head, ...columns.filter((column) => column !== null)].map(bytesOf);
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  await mkdir(folder, { recursive: true });
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, Buffer.concat([...parts, hash.digest()]));
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

async function read(path: string): Promise<Forecast | null> {
  const bytes = await readFile(path).catch(() => null);
  const headBytes = 8 * COLUMNS.length;
  if (bytes === null || bytes.length < headBytes + 32) return null;
  const body = bytes.subarray(0, -32);
  if (!createHash("sha256").update(body).digest().equals(bytes.subarray(-32))) return null;
  const copy = Uint8Array.from(body).buffer; // aligned, unlike a pooled buffer
  const lengths = new Float64Array(copy, 0, COLUMNS.length);
  let at = headBytes;
  const columns = COLUMNS.map((name, k) => {
    if (lengths[k] < 0) return null;
    const column = name === "classes"
      ? new Uint8Array(copy, at, lengths[k])
      : new Float64Array(copy, at, lengths[k]);
    at += column.byteLength;
    return column;
  });
  const [score, probabilities, expectedReturn, classes] = columns;
  return { score, probabilities, expectedReturn, ...(classes && { classes }) } as Forecast;
}
