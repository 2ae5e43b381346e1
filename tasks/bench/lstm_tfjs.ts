/**
 * Times TensorFlow.js on the LSTM with two heads, in a process of its own, and prints one JSON line for the bench:
 * `lstm_tfjs.ts FOLDER BACKEND BATCH STEPS FEATURES UNITS`.
 *
 * FOLDER is where `deno task setup:tfjs-node` has installed TensorFlow.js, BACKEND is `node` or `wasm`. The work is that
 * of `lstm_torch.py`: one training step gathers its batch from rows in memory, then forward (`tf.layers.lstm`), dropout
 * .4, focal loss (gamma 2) plus half the squared error, backward, clipping of the global norm and Adam; inference is of
 * 1 and of 1,024 sequences, the answer read back. Times are in seconds, after warm-up; data and weights are random. The
 * peak of memory is told only to a process that may do anything (`-A`).
 *
 * @module
 */

import { createRequire } from "node:module";
import { resolve } from "node:path";
import process from "node:process";
import nodeUtil from "node:util";

interface Tensor {
  data(): Promise<Float32Array>;
  dispose(): void;
}

type Op = (...inputs: readonly unknown[]) => Tensor;

interface Layer {
  apply(input: unknown, options?: { readonly training: boolean }): Tensor;
}

interface TwoHeads {
  apply(input: Tensor, options: { readonly training: boolean }): readonly [logits: Tensor, returns: Tensor];
  predict(input: Tensor, options: { readonly batchSize: number }): readonly [logits: Tensor, returns: Tensor];
}

/** The part of TensorFlow.js that is used here. */
interface TensorFlow {
  readonly version: { readonly tfjs: string };
  readonly add: Op;
  readonly addN: Op;
  readonly concat: Op;
  readonly div: Op;
  readonly exp: Op;
  readonly gather: Op;
  readonly logSoftmax: Op;
  readonly mean: Op;
  readonly minimum: Op;
  readonly mul: Op;
  readonly neg: Op;
  readonly oneHot: Op;
  readonly randomNormal: Op;
  readonly sqrt: Op;
  readonly square: Op;
  readonly squeeze: Op;
  readonly sub: Op;
  readonly sum: Op;
  readonly tensor1d: Op;
  readonly tensor2d: Op;
  ready(): Promise<void>;
  setBackend(name: string): Promise<boolean>;
  getBackend(): string;
  tidy(work: () => Tensor): Tensor;
  variableGrads(
    work: () => Tensor,
  ): { readonly value: Tensor; readonly grads: Readonly<Record<string, Tensor>> };
  input(options: { readonly shape: readonly number[] }): unknown;
  model(options: { readonly inputs: unknown; readonly outputs: readonly Tensor[] }): TwoHeads;
  readonly layers: Readonly<Record<"lstm" | "dropout" | "dense", (options: object) => Layer>>;
  readonly train: {
    adam(rate: number): { applyGradients(gradients: Readonly<Record<string, Tensor>>): void };
  };
}

interface Shape {
  readonly batch: number;
  readonly steps: number;
  readonly features: number;
  readonly units: number;
}

/** Times in seconds. */
interface Timing {
  readonly median: number;
  readonly p10: number;
  readonly p90: number;
  readonly n: number;
}

const N_ROWS = 50_000;

async function load(folder: string, backend: string): Promise<TensorFlow> {
  Deno.env.set("TF_CPP_MIN_LOG_LEVEL", "3"); // its greeting
  // tfjs-node 4.22 calls two functions that node:util no longer has.
  const missing = {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  };
  Object.assign(nodeUtil, { ...missing, ...nodeUtil });
  const require = createRequire(resolve(folder, "package.json"));
  if (backend === "node") return require("@tensorflow/tfjs-node");
  const tf: TensorFlow = require("@tensorflow/tfjs");
  require("@tensorflow/tfjs-backend-wasm").setWasmPaths(
    `${resolve(folder, "node_modules/@tensorflow/tfjs-backend-wasm/dist")}/`,
  );
  if (!await tf.setBackend("wasm")) throw new Error("its wasm backend does not start");
  return tf;
}

function twoHeads(tf: TensorFlow, { steps, features, units }: Shape): TwoHeads {
  const inputs = tf.input({ shape: [steps, features] });
  const recurrentInitializer = "glorotUniform"; // the default takes seconds
  const last = tf.layers.lstm({ units, recurrentActivation: "sigmoid", recurrentInitializer }).apply(inputs);
  const dropped = tf.layers.dropout({ rate: 0.4 }).apply(last);
  const head = (units: number) => tf.layers.dense({ units }).apply(dropped);
  return tf.model({ inputs, outputs: [head(3), head(1)] });
}

function timeTraining(tf: TensorFlow, model: TwoHeads, rows: Tensor, shape: Shape): Promise<Timing> {
  const { batch, steps } = shape;
  const classes = Int32Array.from({ length: N_ROWS }, (_, i) => i % 3);
  const target = Float32Array.from({ length: N_ROWS }, () => Math.random() - 0.5);
  const optimizer = tf.train.adam(1e-3);
  return timed(async () => {
    const last = Int32Array.from({ length: batch }, () => lastRow(steps));
    const loss = tf.tidy(() => {
      const x = tf.gather(rows, sequences(tf, last, steps));
      const y = tf.oneHot(tf.tensor1d(last.map((row) => classes[row]), "int32"), 3);
      const wanted = tf.tensor1d(Float32Array.from(last, (row) => target[row]));
      const { value, grads } = tf.variableGrads(() => {
        const [logits, returns] = model.apply(x, { training: true });
        const logP = tf.sum(tf.mul(tf.logSoftmax(logits), y), -1);
        const focal = tf.mean(tf.mul(tf.square(tf.sub(1, tf.exp(logP))), tf.neg(logP)));
        return tf.add(focal, tf.mul(0.5, tf.mean(tf.square(tf.sub(tf.squeeze(returns, [1]), wanted)))));
      });
      const norm = tf.sqrt(tf.addN(Object.values(grads).map((gradient) => tf.sum(tf.square(gradient)))));
      const scale = tf.minimum(1, tf.div(1, norm));
      optimizer.applyGradients(
        Object.fromEntries(Object.entries(grads).map(([name, gradient]) => [name, tf.mul(gradient, scale)])),
      );
      return value;
    });
    await loss.data();
    loss.dispose();
  });
}

async function timeInference(
  tf: TensorFlow,
  model: TwoHeads,
  rows: Tensor,
  shape: Shape,
  batchSize: number,
): Promise<Timing> {
  const last = Int32Array.from({ length: batchSize }, () => lastRow(shape.steps));
  const x = tf.tidy(() => tf.gather(rows, sequences(tf, last, shape.steps)));
  const timing = await timed(async () => {
    const outputs = tf.tidy(() => tf.concat([...model.predict(x, { batchSize })], 1));
    await outputs.data();
    outputs.dispose();
  });
  x.dispose();
  return timing;
}

const lastRow = (steps: number) => steps - 1 + Math.floor(Math.random() * (N_ROWS - steps + 1));

/** Row numbers [batch, steps] of the sequences that end at the rows `last`. */
function sequences(tf: TensorFlow, last: Int32Array, steps: number): Tensor {
  const indices = Int32Array.from(
    { length: last.length * steps },
    (_, i) => last[Math.floor(i / steps)] + 1 - steps + i % steps,
  );
  return tf.tensor2d(indices, [last.length, steps], "int32");
}

/** Median and spread of up to 200 calls, fewer when they take more than 6 seconds together. */
async function timed(call: () => Promise<void>): Promise<Timing> {
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

/** The most memory this process had, `null` where the system does not tell. */
async function peakBytes(): Promise<number | null> {
  const status = await Deno.readTextFile("/proc/self/status").catch(() => "");
  const kilobytes = /VmHWM:\s*(\d+) kB/.exec(status)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}

const [folder, backend, ...sizes] = Deno.args;
const [batch, steps, features, units] = sizes.map(Number);
if (sizes.length !== 4 || (backend !== "node" && backend !== "wasm")) {
  process.stderr.write("Usage: lstm_tfjs.ts FOLDER node|wasm BATCH STEPS FEATURES UNITS\n");
  process.exit(1);
}
try {
  const tf = await load(folder, backend);
  await tf.ready();
  const shape = { batch, steps, features, units };
  const model = twoHeads(tf, shape);
  const rows = tf.randomNormal([N_ROWS, features]);
  const result = {
    name: `TensorFlow.js ${tf.version.tfjs}, ${backend === "node" ? "tfjs-node" : "wasm"}`,
    backend: tf.getBackend(),
    train: await timeTraining(tf, model, rows, shape),
    infer1: await timeInference(tf, model, rows, shape, 1),
    infer1024: await timeInference(tf, model, rows, shape, 1024),
    peakBytes: await peakBytes(),
    versions: { tfjs: tf.version.tfjs, deno: Deno.version.deno },
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
  process.exit(0); // TensorFlow's threads may outlive the work
} catch (error) {
  const reason = (error instanceof Error ? error.message : String(error)).split("\n")[0];
  process.stderr.write(
    `Cannot time TensorFlow.js (${backend}) of ${folder}: ${reason}; run deno task setup:tfjs-node\n`,
  );
  process.exit(1);
}
