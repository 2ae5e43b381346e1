/**
 * Whole trainings on real quotes, ours and PyTorch's, each in a process of its own.
 *
 * @module
 */

import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import type { Dataset } from "~/core/mod.ts";
import { fitScaler, scaleRows } from "~/lstm/scaler.ts";
import { ingest, prepare, resolveRun } from "~/pipeline/mod.ts";

/** One training. */
export interface WholeTraining {
  readonly name: string;
  readonly nSamples: number;
  readonly epochs: number;
  readonly nSteps: number;
  /** Wall time of the epochs alone. */
  readonly seconds: number;
  /** Mean loss of the last epoch, dropout included. */
  readonly loss: number;
  /** The most memory that its process had; `null` where the system does not tell. */
  readonly peakBytes: number | null;
}

/** What both are told. */
export const RECIPE = {
  lookback: 32,
  units: 64,
  batchSize: 256,
  learningRate: 1e-3,
  dropout: 0.4,
  focalLossGamma: 2,
  lossWeightReturn: 0.5,
} as const;

const PERIODS = {
  "two years": { data: { from: "2021-05-01", to: "2023-04-30" }, epochs: 25 },
  "2001 to 2022": { data: { to: "2022-12-31" }, epochs: 5 },
};

/**
 * Trains on the samples of two years, 25 epochs, and of the whole history, 5: batches of 256, 64 units, nine channels.
 *
 * @param folder Holds `cotahist/`; without it nothing is trained.
 * @param absent Told what could not be measured.
 */
export async function benchTraining(folder: string | undefined, absent: string[]): Promise<WholeTraining[]> {
  const files = join(folder ?? "", "cotahist");
  if (folder === undefined || !existsSync(files)) {
    absent.push("whole trainings need B3's files: name a folder with cotahist/ by --from or B3_DATA");
    return [];
  }
  const temporary = await Deno.makeTempDir({ prefix: "b3_bench_" });
  try {
    const db = join(temporary, "b3.duckdb");
    await ingest({ db, from: [files] });
    const trainings: WholeTraining[] = [];
    for (const [period, { data, epochs }] of Object.entries(PERIODS)) {
      const run = resolveRun({ kind: "lstm", features: "sequence_without_index", data });
      const { dataset } = await prepare(run, db, { workers: 2 });
      const inputs = dataset.features.length;
      await writeSamples(dataset, temporary);
      for (const { name, program, args } of trainers(temporary, inputs, epochs)) {
        const result = await trainIn(program, args);
        if (typeof result === "string") {
          absent.push(`${name} is absent: ${result}`);
          continue;
        }
        const { losses, seconds, peakBytes } = result;
        const nSteps = epochs * Math.ceil(dataset.nSamples / RECIPE.batchSize);
        process.stderr.write(`${name}, ${period}: ${seconds.toFixed(1)} s\n`);
        trainings.push({
          name: `${name}, ${period}`,
          nSamples: dataset.nSamples,
          epochs,
          nSteps,
          seconds,
          loss: losses[losses.length - 1],
          peakBytes,
        });
      }
    }
    return trainings;
  } finally {
    await Deno.remove(temporary, { recursive: true });
  }
}

/** Files that both trainers read; rows are scaled, returns clipped. */
async function writeSamples({ history, features, y, targetReturn, nSamples, X }: Dataset, folder: string) {
  if (history === undefined) throw new RangeError("Cannot write samples without histories");
  const rows = scaleRows(history.rows, fitScaler({ nSamples, features, X }));
  const target = Float32Array.from(targetReturn, (value) => Math.min(0.3, Math.max(-0.3, value)));
  const files = { "rows.f32": rows, "row.i32": history.row, "y.u8": y, "target.f32": target };
  for (const [name, { buffer, byteOffset, byteLength }] of Object.entries(files)) {
    await Deno.writeFile(join(folder, name), new Uint8Array(buffer, byteOffset, byteLength));
  }
}

function trainers(folder: string, inputs: number, epochs: number) {
  const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
  const ours = (backend: string) => ({
    name: `ours, ${backend}`,
    program: Deno.execPath(),
    args: [
      "run",
      "-A",
      "--quiet",
      here("lstm_training_child.ts"),
      folder,
      String(inputs),
      String(epochs),
      backend,
    ],
  });
  const flags = {
    features: inputs,
    lookback: RECIPE.lookback,
    epochs,
    units: RECIPE.units,
    "batch-size": RECIPE.batchSize,
    dropout: RECIPE.dropout,
    "learning-rate": RECIPE.learningRate,
    "focal-gamma": RECIPE.focalLossGamma,
    "return-weight": RECIPE.lossWeightReturn,
  };
  const python = Object.entries(flags).map(([name, value]) => `--${name}=${value}`);
  return [
    ours("auto"),
    ours("wasm"),
    {
      name: "PyTorch, 2 threads",
      program: Deno.env.get("B3_PYTHON") ?? "python3",
      args: [here("lstm_torch_fit.py"), folder, ...python],
    },
  ];
}

/** What a training's process prints. */
interface Printed {
  readonly seconds: number;
  readonly losses: readonly number[];
  readonly peakBytes: number | null;
}

async function trainIn(program: string, args: readonly string[]): Promise<Printed | string> {
  const text = new TextDecoder();
  try {
    const child = new Deno.Command(program, { args: [...args], stderr: "inherit", stdout: "piped" });
    const { success, stdout } = await child.output();
    return success ? JSON.parse(text.decode(stdout).trim().split("\n").at(-1) ?? "") : "it failed";
  } catch (error) {
    return `${program} does not run (${error instanceof Error ? error.message : error})`;
  }
}
