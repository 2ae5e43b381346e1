/**
 * How fast the LSTM learns and answers, beside PyTorch and TensorFlow.js in the same run.
 *
 * @module
 */

import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { type Dataset, Random, takeSamples } from "~/core/mod.ts";
import { kernelTrainer } from "~/lstm/kernel_trainer.ts";
import type { KernelsName } from "~/lstm/kernels/kernels.ts";
import { offerHere } from "~/lstm/kernels/load.ts";
import { lstm } from "~/lstm/mod.ts";
import type { NetworkShape } from "~/lstm/shape.ts";
import { initialWeights } from "~/lstm/weights.ts";
import { tensorFlowFolder } from "~/tfjs/mod.ts";
import { table } from "../cli/output.ts";
import { benchTraining, type WholeTraining } from "./lstm_training.ts";

/** Times of calls, seconds. */
export interface Timing {
  readonly median: number;
  readonly p10: number;
  readonly p90: number;
  /** Calls that were timed. */
  readonly n: number;
}

/** One way of computing on one shape. */
export interface LstmTimes {
  readonly name: string;
  /** One step on a batch of 256. */
  readonly train: Timing | null;
  /** An answer for one sequence. */
  readonly infer1: Timing | null;
  /** Answers for 1,024. */
  readonly infer1024: Timing | null;
}

/** What was measured. */
export interface LstmBench {
  readonly shapes: readonly { readonly shape: NetworkShape; readonly times: readonly LstmTimes[] }[];
  /** Whole trainings on real quotes; none without them. */
  readonly trainings: readonly WholeTraining[];
  /** What could not be measured here, each with the reason. */
  readonly absent: readonly string[];
}

const BATCH = 256;
const THREADS = 2;
const SHAPES: readonly NetworkShape[] = [
  { inputs: 13, steps: 32, units: 64, layers: 1, layerNorm: false },
  { inputs: 40, steps: 60, units: 128, layers: 1, layerNorm: false },
];
const N_ROWS = 50_000;

/**
 * Times steps of 256 sequences (forward, dropout .4, focal loss and squared error, backward, clipped norm, Adam) and
 * answers for 1 and for 1,024 sequences, on two shapes: every set of kernels that can be had here, with one thread and
 * with two; PyTorch where `B3_PYTHON` (or `python3`) has it, and TensorFlow.js where it is installed. Then whole trainings
 * on real quotes, if the folder holds any. Progress goes to standard error.
 */
export async function benchLstm(folder: string | undefined): Promise<LstmBench> {
  const absent: string[] = [];
  const { wasm, nativeObstacle } = offerHere();
  if (nativeObstacle !== null) absent.push(nativeObstacle);
  const sets: KernelsName[] = [...nativeObstacle === null ? ["native" as const] : [], wasm ?? "plain"];
  const shapes = [];
  for (const shape of SHAPES) {
    const times: LstmTimes[] = [];
    const record = (result: LstmTimes | string) => {
      if (typeof result === "string") return void (absent.includes(result) || absent.push(result));
      times.push(result);
      process.stderr.write(`${result.name}: a step ${milliseconds(result.train)} ms\n`);
    };
    for (const kernels of sets) {
      for (const threads of [1, THREADS]) record(await timeTraining(shape, kernels, threads));
    }
    record(await timeAnswers(shape));
    for (const peer of peersOf(shape)) record(await timePeer(peer));
    shapes.push({ shape, times });
  }
  return { shapes, trainings: await benchTraining(folder, absent), absent };
}

/** What was measured, as lines. */
export function lstmLines({ shapes, trainings, absent }: LstmBench): string[] {
  return [
    ...shapes.flatMap(({ shape: { steps, inputs, units }, times }) => [
      `${steps} sessions of ${inputs} channels, ${units} units; a step is of ${BATCH} sequences`,
      ...table(
        ["", "step ms", "x PyTorch", "one answer us", "1,024 answers ms"],
        times.map(({ name, train, infer1, infer1024 }) => [
          name,
          milliseconds(train),
          ratio(train, times.find(({ name }) => name.startsWith("PyTorch"))?.train ?? null),
          infer1 === null ? "-" : (infer1.median * 1e6).toFixed(0),
          milliseconds(infer1024),
        ]),
      ),
      "",
    ]),
    ...(trainings.length === 0 ? [] : [
      "Whole trainings on real quotes",
      ...table(
        ["", "samples", "epochs", "steps", "seconds", "last loss", "memory MB"],
        trainings.map(({ name, nSamples, epochs, nSteps, seconds, loss, peakBytes }) => [
          name,
          String(nSamples),
          String(epochs),
          String(nSteps),
          seconds.toFixed(1),
          loss.toFixed(4),
          peakBytes === null ? "-" : (peakBytes / 1e6).toFixed(0),
        ]),
      ),
    ]),
    ...absent,
  ];
}

function milliseconds(timing: Timing | null): string {
  return timing === null ? "-" : (timing.median * 1e3).toFixed(2);
}

function ratio(timing: Timing | null, to: Timing | null): string {
  return timing === null || to === null ? "-" : (timing.median / to.median).toFixed(2);
}

async function timeTraining(shape: NetworkShape, kernels: KernelsName, threads: number): Promise<LstmTimes> {
  const random = new Random(1);
  const trainer = await kernelTrainer({
    shape,
    rows: Float32Array.from({ length: N_ROWS * shape.inputs }, () => random.normal()),
    batchSize: BATCH,
    settings: {
      loss: { actionWeight: 1, returnWeight: 0.5, classWeights: [1, 1, 1], focalGamma: 2 },
      dropout: 0.4,
      seed: 1,
    },
    kernels,
    workers: threads,
  });
  await trainer.restore(initialWeights(shape, random));
  const y = Uint8Array.from({ length: BATCH }, (_, i) => i % 3);
  const target = Float32Array.from(y, () => random.normal() / 10);
  let step = 0;
  const train = await timed(() => {
    const row = Int32Array.from(
      { length: BATCH },
      () => shape.steps - 1 + random.below(N_ROWS - shape.steps + 1),
    );
    const how = { step: ++step, rate: 1e-3, clipNorm: 1, weightDecay: 0, decoupledDecay: false };
    return trainer.learn({ row, y, target }, how);
  });
  trainer.close();
  return { name: `ours, ${kernels}, ${threads} thread(s)`, train, infer1: null, infer1024: null };
}

/** Times what a fitted model says, scaling, checks and all. */
async function timeAnswers(shape: NetworkShape): Promise<LstmTimes> {
  const { steps, units } = shape;
  const samples = noise(shape, 1024);
  const settings = { lookback: steps, units, epochs: 1, batchSize: BATCH, backend: "wasm" } as const;
  const model = await lstm(settings).fit(samples, { seed: 1 });
  const first = takeSamples(samples, Int32Array.of(0));
  const one = { ...first, history: { ...noise(shape, 1).history, lookback: steps } };
  return {
    name: "ours, answers, 1 thread",
    train: null,
    infer1: await timed(() => model.predict(one)),
    infer1024: await timed(() => model.predict(samples)),
  };
}

/** Samples of noise, each the end of a sequence of its own. */
function noise({ inputs, steps }: NetworkShape, nSamples: number) {
  const random = new Random(2);
  const rows = Float32Array.from({ length: nSamples * steps * inputs }, () => random.normal());
  const row = Int32Array.from({ length: nSamples }, (_, i) => (i + 1) * steps - 1);
  const width = inputs;
  return {
    nSamples,
    features: Array.from({ length: width }, (_, j) => `f${j}`),
    X: Float32Array.from(
      { length: nSamples * width },
      (_, k) => rows[row[Math.floor(k / width)] * width + k % width],
    ),
    tickers: ["SYNT3"],
    ticker: new Int32Array(nSamples),
    session: Int32Array.from(row, (_, i) => i),
    y: Uint8Array.from(row, (_, i) => i % 3),
    targetReturn: Float64Array.from(row, () => random.normal() / 10),
    labelEnd: Int32Array.from(row, (_, i) => i + 1),
    history: { rows, lookback: steps, row },
  } satisfies Dataset;
}

/** Median and spread of up to 200 calls, fewer when they take more than 6 seconds together. */
async function timed(call: () => unknown): Promise<Timing> {
  for (let i = 0; i < 3; i++) await call();
  const seconds: number[] = [];
  for (let sum = 0; seconds.length < 8 || (seconds.length < 200 && sum < 6);) {
    const began = performance.now();
    await call();
    seconds.push((performance.now() - began) / 1000);
    sum += seconds[seconds.length - 1];
  }
  seconds.sort((a, b) => a - b);
  const at = (share: number) => seconds[Math.floor(share * seconds.length)];
  return { median: at(0.5), p10: at(0.1), p90: at(0.9), n: seconds.length };
}

/** A program that times another library and prints a line of JSON. */
interface Peer {
  readonly what: string;
  readonly program: string;
  readonly args: readonly string[];
}

function peersOf({ inputs, steps, units }: NetworkShape): Peer[] {
  const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
  const sizes = [BATCH, steps, inputs, units].map(String);
  const python = Deno.env.get("B3_PYTHON") ?? "python3";
  const folder = fileURLToPath(tensorFlowFolder());
  const tfjs = (backend: string): Peer => ({
    what: `TensorFlow.js (${backend})`,
    program: Deno.execPath(),
    args: ["run", "-A", "--quiet", "--no-lock", here("lstm_tfjs.ts"), folder, backend, ...sizes],
  });
  return [
    { what: "PyTorch", program: python, args: [here("lstm_torch.py"), ...sizes, String(THREADS)] },
    ...(existsSync(join(folder, "node_modules")) ? [tfjs("node"), tfjs("wasm")] : []),
  ];
}

async function timePeer({ what, program, args }: Peer): Promise<LstmTimes | string> {
  const text = new TextDecoder();
  try {
    const { success, stdout, stderr } = await new Deno.Command(program, { args: [...args] }).output();
    if (success) return JSON.parse(text.decode(stdout).trim().split("\n").at(-1) ?? "");
    return `${what} is absent: ${text.decode(stderr).trim().split("\n").at(-1)}`;
  } catch (error) {
    return `${what} is absent: ${program} does not run (${error instanceof Error ? error.message : error})`;
  }
}
