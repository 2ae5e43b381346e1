/**
 * Forecasts kept while a walk is under way, so that one that was stopped goes on where it was.
 *
 * @module
 */

import { createHash, type Hash } from "node:crypto";
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Checkpoint, Dataset, Fold } from "~/core/mod.ts";
import type { Recall } from "~/evaluation/mod.ts";
import { trainerHere } from "~/lstm/mod.ts";
import { isMotherDuck } from "~/warehouse/mod.ts";
import { readAnswers, writeAnswers } from "./answers_file.ts";
import { codeHash, hashColumns } from "./content_hash.ts";
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
      const kept = await readAnswers(`${path}.forecast`);
      if (kept !== null) return kept;
      const forecast = await compute(checkpointAt(`${path}.checkpoint`));
      await writeAnswers(`${path}.forecast`, forecast).catch(() => {}); // the forecast is good without
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

/** A file that a fit goes on from. */
function checkpointAt(path: string): Checkpoint {
  return {
    load: () => readSealed(path),
    save: (bytes) => writeSealed(path, bytes).catch(() => {}), // the fit goes on without
  };
}
