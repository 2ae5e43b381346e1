/**
 * Training on this machine's kernels, by one thread or several.
 *
 * Each chunk of a batch has its own gradient, whoever works on it; they are added in the order of the chunks. So the
 * weights are the same, bit for bit, for any number of threads.
 *
 * @module
 */

import { assemble, type Duty, type Team } from "~/crew/mod.ts";
import { descend } from "./descend.ts";
import type { KernelsName, LstmKernels } from "./kernels/kernels.ts";
import { canShare, type KernelMemory, kernelsOf, newMemory } from "./kernels/load.ts";
import { CHUNK, type MemoryMap, memoryMap } from "./memory.ts";
import { type LearnSettings, networkOf } from "./network.ts";
import { type NetworkShape, OUTPUTS } from "./shape.ts";
import type { Batch, Trainer } from "./trainer.ts";
import { turnWeights } from "./turn.ts";
import { type Views, viewsOf } from "./views.ts";
import { packWeights, unpackWeights, type Weights } from "./weights.ts";

/** What a thread needs to work. */
export interface ThreadSetup {
  readonly memory: KernelMemory;
  readonly kernels: KernelsName;
  readonly map: MemoryMap;
  readonly settings: LearnSettings;
  readonly thread: number;
}

/** What to train on and with. */
export interface KernelTrainerOptions {
  /** The network. */
  readonly shape: NetworkShape;
  /** Feature rows [nRows, inputs], as the network sees them. */
  readonly rows: Float32Array;
  /** Samples of the largest batch. */
  readonly batchSize: number;
  /** Loss and dropout. */
  readonly settings: LearnSettings;
  /** Which kernels. */
  readonly kernels: KernelsName;
  /** Threads, this one included. */
  readonly workers: number;
}

/** Kinds of round. */
const ANSWER = 0;
const LEARN = 1;

const TRAINING: Duty<ThreadSetup> = {
  purpose: "train an LSTM",
  file: new URL("./worker.ts", import.meta.url),
  begin: beginThread,
};

/** A thread's part: whole chunks, to answer or to learn from. */
export function beginThread({ memory, kernels, map, settings, thread }: ThreadSetup) {
  const network = networkOf(kernelsOf(memory, kernels), memory.buffer, map, thread, settings);
  return (kind: number, chunk: number) => kind === LEARN ? network.learn(chunk) : network.answer(chunk);
}

/**
 * Makes a trainer; its weights are 0.
 *
 * @throws {ModelError} If it would take more memory than there can be.
 */
export async function kernelTrainer(options: KernelTrainerOptions): Promise<Trainer> {
  const { shape, rows, batchSize, settings, kernels, workers } = options;
  const nChunks = Math.ceil(batchSize / CHUNK);
  const nThreads = canShare() ? Math.min(workers, nChunks) : 1;
  const nRows = rows.length / shape.inputs;
  const map = memoryMap({ shape, nRows, nChunks, nThreads, learns: true });
  const memory = newMemory(map.bytes);
  viewsOf(memory.buffer).floats(map.rows, rows.length).set(rows);
  const team = await assemble(
    TRAINING,
    Array.from({ length: nThreads }, (_, thread) => ({ memory, kernels, map, settings, thread })),
  );
  return trainerOf(kernelsOf(memory, kernels), viewsOf(memory.buffer), map, team);
}

function trainerOf(kernels: LstmKernels, views: Views, map: MemoryMap, team: Team): Trainer {
  const { packing: { length }, needs: { shape, nChunks } } = map;
  const round = views.doubles(map.round, 2);
  const block = (address: number) => views.floats(address, length);
  const put = (batch: Batch, from: number) => putSamples(views, map, batch, from);
  const sumOfLosses = (n: number) => {
    let sum = 0;
    for (let chunk = 0; chunk * CHUNK < n; chunk++) sum += views.doubles(map.chunks[chunk].loss, 1)[0];
    return sum;
  };
  /** Answers for samples, as many at a time as there are chunks for. */
  const answerAll = (samples: Batch, each: (from: number, n: number) => void) => {
    const most = nChunks * CHUNK;
    for (let from = 0; from < samples.row.length; from += most) {
      const n = put(samples, from);
      team.round(ANSWER, Math.ceil(n / CHUNK));
      each(from, n);
    }
  };

  return {
    name: kernels.name,

    learn(batch, step) {
      const n = put(batch, 0);
      round[0] = step.step;
      round[1] = batch.weight === undefined ? n : batch.weight.reduce((a, b) => a + b, 0);
      turnWeights(kernels, map);
      team.round(LEARN, Math.ceil(n / CHUNK));
      const loss = sumOfLosses(n) / round[1];
      block(map.gradient).fill(0);
      for (let chunk = 0; chunk * CHUNK < n; chunk++) {
        kernels.add(map.gradient, map.chunks[chunk].gradient, length);
      }
      return descend(kernels, map, length, step) ? loss : NaN;
    },

    loss(samples) {
      let sum = 0;
      answerAll(samples, (_, n) => sum += sumOfLosses(n));
      return sum;
    },

    answer(row) {
      const answers = new Float32Array(row.length * OUTPUTS);
      const samples = { row, y: new Uint8Array(row.length), target: new Float32Array(row.length) };
      answerAll(samples, (from, n) => {
        for (let i = 0; i < n; i++) {
          const outputs = views.floats(map.chunks[Math.floor(i / CHUNK)].outputs, OUTPUTS * CHUNK);
          for (let k = 0; k < OUTPUTS; k++) {
            answers[(from + i) * OUTPUTS + k] = outputs[k * CHUNK + i % CHUNK];
          }
        }
      });
      return answers;
    },

    weights: () => unpackWeights(block(map.weights), shape),

    moments: () => ({
      mean: unpackWeights(block(map.mean), shape),
      square: unpackWeights(block(map.square), shape),
    }),

    restore(weights: Weights, moments) {
      packWeights(weights, shape, block(map.weights));
      for (const name of ["mean", "square"] as const) {
        if (moments === undefined) block(map[name]).fill(0);
        else packWeights(moments[name], shape, block(map[name]));
      }
    },

    close: () => team.dismiss(),
  };
}

/**
 * Puts samples from one on into chunks, as many as there is room for.
 *
 * @returns How many; lanes that are left over repeat the first sample and weigh nothing.
 */
function putSamples(
  views: Views,
  { chunks, needs: { shape } }: MemoryMap,
  samples: Batch,
  from: number,
): number {
  const { inputs, steps } = shape;
  const { row, y, target, weight } = samples;
  const n = Math.min(row.length - from, chunks.length * CHUNK);
  for (let chunk = 0; chunk * CHUNK < n; chunk++) {
    const block = chunks[chunk];
    const offsets = views.ints(block.offsets, CHUNK);
    const classes = views.ints(block.classes, CHUNK);
    const targets = views.floats(block.targets, CHUNK);
    const weights = views.floats(block.weights, CHUNK);
    for (let b = 0; b < CHUNK; b++) {
      const isSample = chunk * CHUNK + b < n;
      const i = from + (isSample ? chunk * CHUNK + b : 0);
      offsets[b] = (row[i] - steps + 1) * inputs;
      classes[b] = y[i];
      targets[b] = target[i];
      weights[b] = isSample ? weight?.[i] ?? 1 : 0;
    }
  }
  return n;
}
