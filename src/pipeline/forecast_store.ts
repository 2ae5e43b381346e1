/**
 * Forecasts kept while a walk is under way, so that one that was stopped goes on where it was.
 *
 * @module
 */

import { Buffer } from "node:buffer";
import { createHash, type Hash } from "node:crypto";
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Checkpoint, Dataset, Fold, Forecast } from "~/core/mod.ts";
import type { Recall } from "~/evaluation/mod.ts";
import { trainerHere } from "~/lstm/mod.ts";
import { isMotherDuck } from "~/warehouse/mod.ts";
import { bytesOf, codeHash, hashColumns } from "./content_hash.ts";
import type { Run } from "./run.ts";
import { readSealed, writeSealed } from "./sealed_file.ts";

/** Rooms whose code decides what is forecast. */
const CODE = [
  "core",
  "crew",
  "prices",
  "features",
  "dataset",
  "forest",
  "lstm",
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
 * A forecast is kept under a hash of all that decides it: samples, recipe, fold, contender, seed and code. While it is
 * computed, a fit may leave a checkpoint beside it, which is taken away when the forecast is there. A file that is cut
 * short or of other content counts for nothing. Where the folder cannot be written to, nothing is kept.
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
  const folder = join(root, (await hashOf(dataset, recipe)).digest("hex").slice(0, 32));
  return {
    async recall({ fold, contender, seed }, compute) {
      const hash = createHash("sha256").update(`${contender} ${seed} `);
      hashColumns(hash, [fold.train, fold.validation, fold.test]);
      const path = join(folder, hash.digest("hex").slice(0, 32));
      const kept = await read(`${path}.forecast`);
      if (kept !== null) return kept;
      const forecast = await compute(checkpointAt(`${path}.checkpoint`));
      await write(`${path}.forecast`, forecast).catch(() => {}); // the forecast is good without
      await rm(`${path}.checkpoint`, { force: true }).catch(() => {});
      return forecast;
    },
    clear: () => rm(folder, { recursive: true, force: true }),
  };
}

/**
 * A place for the checkpoint of a fit on its own; `null` without a folder.
 *
 * @param recipe What is fitted, as plain data.
 */
export async function fitStore(
  root: string | null,
  dataset: Dataset,
  { train, validation }: Fold,
  recipe: unknown,
) {
  if (root === null) return null;
  const hash = await hashOf(dataset, recipe);
  hashColumns(hash, [train, validation]);
  const path = join(root, `${hash.digest("hex").slice(0, 32)}.checkpoint`);
  return {
    checkpoint: checkpointAt(path),
    clear: () => rm(path, { force: true }).catch(() => {}),
  };
}

/** What a run's fits come from as plain data: the run, and the kernels that train its network here. */
export function recipeToKeep(run: Run): unknown {
  return run.kind === "lstm" ? [run, trainerHere(run.lstm.backend)] : run;
}

/** A hash of samples, recipe and the code that learns. */
async function hashOf(dataset: Dataset, recipe: unknown): Promise<Hash> {
  const hash = createHash("sha256").update(await codeHash(CODE)).update(
    JSON.stringify([recipe, dataset.tickers, dataset.features]),
  );
  hashColumns(hash, Object.values(dataset).filter((column) => ArrayBuffer.isView(column)));
  if (dataset.history) {
    const { rows, row, lookback } = dataset.history;
    hashColumns(hash.update("history "), [rows, row, Int32Array.of(lookback)]);
  }
  return hash;
}

/** The columns of a forecast in their order in a file. */
const COLUMNS = ["score", "probabilities", "expectedReturn", "classes"] as const;

/** A file that a fit goes on from. */
function checkpointAt(path: string): Checkpoint {
  return {
    load: () => readSealed(path),
    save: (bytes) => writeSealed(path, bytes).catch(() => {}), // the fit goes on without
  };
}

/** A head of lengths, -1 for a column that is not there, then the columns. */
async function write(path: string, forecast: Forecast): Promise<void> {
  const columns = COLUMNS.map((name) => forecast[name] ?? null);
  const head = Float64Array.from(columns, (column) => column?.length ?? -1);
  const parts = [head, ...columns.filter((column) => column !== null)];
  await writeSealed(path, Buffer.concat(parts.map(bytesOf)));
}

async function read(path: string): Promise<Forecast | null> {
  const bytes = await readSealed(path);
  if (bytes === null) return null;
  const lengths = new Float64Array(bytes.buffer, 0, COLUMNS.length);
  let at = lengths.byteLength;
  const columns = COLUMNS.map((name, k) => {
    if (lengths[k] < 0) return null;
    const column = name === "classes"
      ? new Uint8Array(bytes.buffer, at, lengths[k])
      : new Float64Array(bytes.buffer, at, lengths[k]);
    at += column.byteLength;
    return column;
  });
  const [score, probabilities, expectedReturn, classes] = columns;
  return { score, probabilities, expectedReturn, ...(classes && { classes }) } as Forecast;
}
