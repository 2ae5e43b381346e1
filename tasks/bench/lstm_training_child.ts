/**
 * Trains an LSTM in a process of its own, `lstm_training_child.ts FOLDER FEATURES EPOCHS BACKEND`, and prints a line of JSON: wall
 * time of the epochs, losses, and the most memory it had. What it is doing goes to standard error.
 *
 * @module
 */

import { join } from "node:path";
import process from "node:process";
import type { Dataset } from "~/core/mod.ts";
import { lstm, type LstmSettings } from "~/lstm/mod.ts";
import { withProgress } from "../cli/output.ts";
import { RECIPE } from "./lstm_training.ts";

const [folder, features, epochs, backend] = Deno.args;
const width = Number(features);
const read = async (name: string) => (await Deno.readFile(join(folder, name))).buffer;
const rows = new Float32Array(await read("rows.f32"));
const row = new Int32Array(await read("row.i32"));
const train: Dataset = {
  nSamples: row.length,
  features: Array.from({ length: width }, (_, j) => `f${j}`),
  X: Float32Array.from(
    { length: row.length * width },
    (_, k) => rows[row[Math.floor(k / width)] * width + k % width],
  ),
  tickers: ["TICK3"],
  ticker: new Int32Array(row.length),
  session: Int32Array.from(row, (_, i) => i),
  y: new Uint8Array(await read("y.u8")),
  targetReturn: Float64Array.from(new Float32Array(await read("target.f32"))),
  labelEnd: Int32Array.from(row, (_, i) => i + 1),
  history: { rows, lookback: RECIPE.lookback, row },
};
const estimator = lstm({
  ...RECIPE,
  epochs: Number(epochs),
  target: "return",
  lrScheduler: "constant",
  weightDecay: 0,
  backend: backend as LstmSettings["backend"],
  workers: 2,
});
const began = performance.now();
const model = await withProgress(
  "train   ",
  (update) => estimator.fit(train, { seed: 1, onProgress: (done, detail = "") => update(done, detail) }),
);
const seconds = (performance.now() - began) / 1000;
const status = await Deno.readTextFile("/proc/self/status").catch(() => "");
const kilobytes = /VmHWM:\s*(\d+) kB/.exec(status)?.[1];
const peakBytes = kilobytes === undefined ? null : Number(kilobytes) * 1024;
process.stdout.write(
  `${JSON.stringify({ seconds, losses: model.epochs.map(({ loss }) => loss), peakBytes })}\n`,
);
