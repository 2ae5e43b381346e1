/**
 * Training on TensorFlow.js: the way to whatever it computes on, and a second opinion on every gradient.
 *
 * Its own layers go forward and back. Dropout, the shortening of gradients and Adam are this project's, so that a run means
 * the same as on the kernels; the numbers drawn for dropout are others.
 *
 * @module
 */

import { Random } from "~/core/mod.ts";
import { type Layer, loadTensorFlow, type Tensor, type TensorFlow, tensorFlowFolder } from "~/tfjs/mod.ts";
import { descend } from "./descend.ts";
import { plainKernels } from "./kernels/plain.ts";
import type { LearnSettings } from "./network.ts";
import { type NetworkShape, OUTPUTS, packingOf } from "./shape.ts";
import type { Batch, Trainer } from "./trainer.ts";
import { namedArrays, packWeights, unpackWeights, type Weights, zeroWeights } from "./weights.ts";

/** What to train on and with. */
export interface TfjsTrainerOptions {
  /** The network. */
  readonly shape: NetworkShape;
  /** Feature rows [nRows, inputs], as the network sees them. */
  readonly rows: Float32Array;
  /** Samples that are answered at a time. */
  readonly batchSize: number;
  /** Loss and dropout. */
  readonly settings: LearnSettings;
  /** Where TensorFlow.js is installed. @default {where `deno task setup:tfjs-node` puts it} */
  readonly folder?: URL;
  /** Told why nothing faster computes, where there is a reason. */
  readonly onNote?: (note: string) => void;
}

/**
 * Makes a trainer; its weights are 0.
 *
 * @throws {ConfigError} If TensorFlow.js is not installed.
 */
export async function tfjsTrainer(options: TfjsTrainerOptions): Promise<Trainer> {
  const { shape, rows, batchSize, settings, folder = tensorFlowFolder(), onNote } = options;
  const { tf, name, passedOver } = await loadTensorFlow(folder);
  if (passedOver.length > 0) onNote?.(`TensorFlow.js computes with ${name}; ${passedOver.join("; ")}`);
  const stack = layersOf(tf, shape);
  const optimizer = optimizerOf(shape);

  const show = () => setLayers(tf, stack, optimizer.weights(), shape);
  const answerBatch = (row: Int32Array) =>
    tf.tidy(() => stack.reduce((x, layer) => layer.apply(x), sequences(tf, rows, row, shape)).dataSync());

  return {
    name,

    learn(batch, step) {
      const { value, gradient } = tf.tidy(() => {
        const x = sequences(tf, rows, batch.row, shape);
        const mask = dropoutMask(tf, batch.row.length, shape.units, settings, step.step);
        const { value, grads } = tf.variableGrads(() => {
          const hidden = stack.slice(0, -1).reduce((h, layer) => layer.apply(h), x);
          const outputs = stack[stack.length - 1].apply(tf.mul(hidden, mask));
          return lossOf(tf, outputs, batch, settings);
        });
        return { value: value.dataSync()[0], gradient: gradientOf(stack, grads, shape) };
      });
      if (!optimizer.descend(gradient, step)) return NaN;
      show();
      return value;
    },

    loss(samples) {
      let sum = 0;
      for (let from = 0; from < samples.row.length; from += batchSize) {
        const part = partOf(samples, from, from + batchSize);
        sum += tf.tidy(() => {
          const x = sequences(tf, rows, part.row, shape);
          const outputs = stack.reduce((h, layer) => layer.apply(h), x);
          return lossOf(tf, outputs, part, settings).dataSync()[0];
        }) * weightSum(part);
      }
      return sum;
    },

    answer(row) {
      const answers = new Float32Array(row.length * OUTPUTS);
      for (let from = 0; from < row.length; from += batchSize) {
        answers.set(answerBatch(row.subarray(from, from + batchSize)), from * OUTPUTS);
      }
      return answers;
    },

    weights: () => optimizer.weights(),
    moments: () => optimizer.moments(),
    restore(weights, moments) {
      optimizer.restore(weights, moments);
      show();
    },
    close() {
      for (const layer of stack) layer.dispose();
    },
  };
}

/** The network's layers, lowest first; their weights are made by showing them one sample. */
function layersOf(tf: TensorFlow, { inputs, steps, units, layers, layerNorm }: NetworkShape): Layer[] {
  const stack = [
    ...Array.from({ length: layers }, (_, l) =>
      tf.layers.lstm({
        units,
        recurrentActivation: "sigmoid",
        recurrentInitializer: "zeros",
        returnSequences: l < layers - 1,
      })),
    ...(layerNorm ? [tf.layers.layerNormalization({ epsilon: 1e-5 })] : []),
    tf.layers.dense({ units: OUTPUTS }),
  ];
  tf.tidy(() => {
    const sample = tf.tensor(new Float32Array(steps * inputs), [1, steps, inputs]);
    return stack.reduce((x, layer) => layer.apply(x), sample).dataSync();
  });
  return stack;
}

/** The project's own Adam, in a memory of four vectors. */
function optimizerOf(shape: NetworkShape) {
  const { length } = packingOf(shape);
  const bytes = 4 * length;
  const blocks = { weights: 0, gradient: bytes, mean: 2 * bytes, square: 3 * bytes };
  const memory = new ArrayBuffer(4 * bytes);
  const kernels = plainKernels(memory);
  const at = (block: number) => new Float32Array(memory, block, length);
  return {
    weights: () => unpackWeights(at(blocks.weights), shape),
    moments: () => ({
      mean: unpackWeights(at(blocks.mean), shape),
      square: unpackWeights(at(blocks.square), shape),
    }),
    restore(weights: Weights, moments?: { readonly mean: Weights; readonly square: Weights }) {
      packWeights(weights, shape, at(blocks.weights));
      for (const name of ["mean", "square"] as const) {
        if (moments === undefined) at(blocks[name]).fill(0);
        else packWeights(moments[name], shape, at(blocks[name]));
      }
    },
    descend(gradient: Weights, step: Parameters<typeof descend>[3]) {
      packWeights(gradient, shape, at(blocks.gradient));
      return descend(kernels, blocks, length, step);
    },
  };
}

/** Gives the layers weights. */
function setLayers(tf: TensorFlow, stack: readonly Layer[], weights: Weights, shape: NetworkShape): void {
  const arrays = [...namedArrays(weights, shape)];
  tf.tidy(() => {
    let next = 0;
    for (const layer of stack) {
      const own = arrays.slice(next, next += layer.trainableWeights.length);
      layer.setWeights(own.map(({ values, shape }) => tf.tensor(values, shape)));
    }
  });
}

/** The layers' gradients in the order of the weights. */
function gradientOf(
  stack: readonly Layer[],
  grads: Readonly<Record<string, Tensor>>,
  shape: NetworkShape,
): Weights {
  const names = stack.flatMap(({ trainableWeights }) => trainableWeights.map(({ name }) => name));
  const gradient = zeroWeights(shape);
  [...namedArrays(gradient, shape)].forEach(({ values }, i) => values.set(grads[names[i]].dataSync()));
  return gradient;
}

/** Sequences that end in given rows [n, steps, inputs]. */
function sequences(
  tf: TensorFlow,
  rows: Float32Array,
  row: Int32Array,
  { inputs, steps }: NetworkShape,
): Tensor {
  const length = steps * inputs;
  const values = new Float32Array(row.length * length);
  row.forEach((own, i) => {
    const end = (own + 1) * inputs;
    values.set(rows.subarray(end - length, end), i * length);
  });
  return tf.tensor(values, [row.length, steps, inputs]);
}

function dropoutMask(
  tf: TensorFlow,
  n: number,
  units: number,
  { dropout, seed }: LearnSettings,
  step: number,
): Tensor {
  const random = new Random(seed, step);
  const mask = Float32Array.from(
    { length: n * units },
    () => random.uniform() < dropout ? 0 : 1 / (1 - dropout),
  );
  return tf.tensor(mask, [n, units]);
}

/** Below this, 1 - p is rounding, and its powers have no slope. */
const LEAST_DOUBT = 1e-7;

/** The mean loss of a batch, by tensors; see `sampleLoss`. */
function lossOf(tf: TensorFlow, outputs: Tensor, batch: Batch, { loss }: LearnSettings): Tensor {
  const { y, target, row, weight } = batch;
  const n = row.length;
  const { actionWeight, returnWeight, classWeights, focalGamma } = loss;
  const shares = Float32Array.from(row, (_, i) => (weight?.[i] ?? 1) / weightSum(batch));
  const truth = Float32Array.from({ length: n * 3 }, (_, k) => Number(y[Math.floor(k / 3)] === k % 3));
  const logP = tf.sum(tf.mul(tf.logSoftmax(tf.slice(outputs, [0, 0], [n, 3])), tf.tensor(truth, [n, 3])), 1);
  const surprise = tf.neg(logP);
  const ease = () => tf.pow(tf.maximum(tf.sub(1, tf.exp(logP)), LEAST_DOUBT), focalGamma);
  const actions = tf.mul(
    focalGamma === 0 ? surprise : tf.mul(ease(), surprise),
    tf.tensor(shares.map((s, i) => s * actionWeight * classWeights[y[i]]), [n]),
  );
  const error = tf.sub(tf.sum(tf.slice(outputs, [0, 3], [n, 1]), 1), tf.tensor(target, [n]));
  const returns = tf.mul(tf.square(error), tf.tensor(shares.map((s) => s * returnWeight), [n]));
  return tf.sum(tf.add(actions, returns));
}

function weightSum({ row, weight }: Batch): number {
  return weight === undefined ? row.length : weight.reduce((a, b) => a + b, 0);
}

function partOf({ row, y, target, weight }: Batch, from: number, to: number): Batch {
  return {
    row: row.subarray(from, to),
    y: y.subarray(from, to),
    target: target.subarray(from, to),
    weight: weight?.subarray(from, to),
  };
}
