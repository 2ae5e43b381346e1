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

import { resolve } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { loadTensorFlow, type Tensor, type TensorFlow } from "~/tfjs/mod.ts";

type Op = (...inputs: readonly unknown[]) => Tensor;

interface Part {
  apply(input: unknown): Tensor;
}

interface TwoHeads {
  apply(input: Tensor, options: { readonly training: boolean }): readonly [logits: Tensor, returns: Tensor];
  predict(input: Tensor, options: { readonly batchSize: number }): readonly [logits: Tensor, returns: Tensor];
}

/** What the bench takes of TensorFlow.js beyond what `src/` does. */
interface WholeTensorFlow extends TensorFlow {
  readonly version: { readonly tfjs: string };
  readonly addN: Op;
  readonly concat: Op;
  readonly gather: Op;
  readonly mean: Op;
  readonly minimum: Op;
  readonly oneHot: Op;
  readonly randomNormal: Op;
  readonly sqrt: Op;
  readonly squeeze: Op;
  readonly tensor1d: Op;
  readonly tensor2d: Op;
  input(options: { readonly shape: readonly number[] }): unknown;
  model(options: { readonly inputs: unknown; readonly outputs: readonly Tensor[] }): TwoHeads;
  readonly layers:
    & TensorFlow["layers"]
    & Readonly<Record<"lstm" | "dropout" | "dense", (options: object) => Part>>;
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

function twoHeads(tf: WholeTensorFlow, { steps, features, units }: Shape): TwoHeads {
  const inputs = tf.input({ shape: [steps, features] });
  const recurrentInitializer = "glorotUniform"; // the default takes seconds
  const last = tf.layers.lstm({ units, recurrentActivation: "sigmoid", recurrentInitializer }).apply(inputs);
  const dropped = tf.layers.dropout({ rate: 0.4 }).apply(last);
  const head = (units: number) => tf.layers.dense({ units }).apply(dropped);
  return tf.model({ inputs, outputs: [head(3), head(1)] });
}

function timeTraining(tf: WholeTensorFlow, model: TwoHeads, rows: Tensor, shape: Shape): Timing {
  const { batch, steps } = shape;
  const classes = Int32Array.from({ length: N_ROWS }, (_, i) => i % 3);
  const target = Float32Array.from({ length: N_ROWS }, () => Math.random() - 0.5);
  const optimizer = tf.train.adam(1e-3);
  return timed(() => {
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
    loss.dataSync();
    loss.dispose();
  });
}

function timeInference(
  tf: WholeTensorFlow,
  model: TwoHeads,
  rows: Tensor,
  shape: Shape,
  batchSize: number,
): Timing {
  const last = Int32Array.from({ length: batchSize }, () => lastRow(shape.steps));
  const x = tf.tidy(() => tf.gather(rows, sequences(tf, last, shape.steps)));
  const timing = timed(() => {
    const outputs = tf.tidy(() => tf.concat([...model.predict(x, { batchSize })], 1));
    outputs.dataSync();
    outputs.dispose();
  });
  x.dispose();
  return timing;
}

const lastRow = (steps: number) => steps - 1 + Math.floor(Math.random() * (N_ROWS - steps + 1));

/** Row numbers [batch, steps] of the sequences that end at the rows `last`. */
function sequences(tf: WholeTensorFlow, last: Int32Array, steps: number): Tensor {
  const indices = Int32Array.from(
    { length: last.length * steps },
    (_, i) => last[Math.floor(i / steps)] + 1 - steps + i % steps,
  );
  return tf.tensor2d(indices, [last.length, steps], "int32");
}

/** Median and spread of up to 200 calls, fewer when they take more than 6 seconds together. */
function timed(call: () => void): Timing {
  for (let i = 0; i < 3; i++) call();
  const seconds: number[] = [];
  for (let sum = 0; seconds.length < 8 || (seconds.length < 200 && sum < 6);) {
    const began = performance.now();
    call();
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
  const installed = pathToFileURL(`${resolve(folder)}/`);
  const loaded = await loadTensorFlow(installed, [backend === "node" ? "tfjs-node" : "tfjs-wasm"]);
  const tf = loaded.tf as WholeTensorFlow;
  const shape = { batch, steps, features, units };
  const model = twoHeads(tf, shape);
  const rows = tf.randomNormal([N_ROWS, features]);
  const result = {
    name: `TensorFlow.js ${tf.version.tfjs}, ${backend === "node" ? "tfjs-node" : "wasm"}`,
    backend: tf.getBackend(),
    train: timeTraining(tf, model, rows, shape),
    infer1: timeInference(tf, model, rows, shape, 1),
    infer1024: timeInference(tf, model, rows, shape, 1024),
    peakBytes: await peakBytes(),
    versions: { tfjs: tf.version.tfjs, deno: Deno.version.deno },
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
  process.exit(0); // TensorFlow's threads may outlive the work
} catch (error) {
  const reason = (error instanceof Error ? error.message : String(error)).split("\n")[0];
  process.stderr.write(`Cannot time TensorFlow.js (${backend}): ${reason}\n`);
  process.exit(1);
}
