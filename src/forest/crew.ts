/**
 * Growing a forest's trees, on this thread or by a crew of workers.
 *
 * @module
 */

import { setImmediate } from "node:timers/promises";
import { CLASSES, type FitOptions } from "~/core/mod.ts";
import { treeGrower } from "./grow.ts";
import type { TrainingSet } from "./training_set.ts";
import type { Tree } from "./tree.ts";
import type { FromWorker, ToWorker } from "./worker.ts";

/** What a crew brings home. */
export interface Harvest {
  /** Trees by number, whoever grew them. */
  readonly trees: readonly Tree[];
  /** Out-of-bag votes [nSamples, 3], one array a worker; none if no row is ever out of a bag. */
  readonly votes: readonly Float64Array[];
}

/**
 * Grows trees 0 to `nTrees - 1`; the result is the same for any number of workers.
 *
 * @param workers Threads; 1 stays on this one and gives way to other tasks between trees.
 * @throws {Error} If a worker fails; the signal's reason if it is aborted.
 */
export async function growTrees(
  set: TrainingSet,
  nTrees: number,
  workers: number,
  options: Omit<FitOptions, "seed">,
): Promise<Harvest> {
  options.signal?.throwIfAborted();
  const hasVotes = set.target === null && set.nDraws !== null;
  const crewSize = Math.min(workers, nTrees);
  const bytes = Float64Array.BYTES_PER_ELEMENT * CLASSES.length * set.nSamples;
  const votes = Array.from(
    { length: hasVotes ? crewSize : 0 },
    () => new Float64Array(new SharedArrayBuffer(bytes)),
  );
  const trees = crewSize === 1
    ? await growHere(set, nTrees, votes[0] ?? null, options)
    : await growByWorkers(set, nTrees, Array.from({ length: crewSize }, (_, w) => votes[w] ?? null), options);
  return { trees, votes };
}

async function growHere(
  set: TrainingSet,
  nTrees: number,
  votes: Float64Array | null,
  { signal, onProgress }: Omit<FitOptions, "seed">,
): Promise<Tree[]> {
  const grow = treeGrower(set, votes);
  const trees: Tree[] = [];
  while (trees.length < nTrees) {
    trees.push(grow(trees.length));
    onProgress?.(trees.length / nTrees);
    await setImmediate();
    signal?.throwIfAborted();
  }
  return trees;
}

async function growByWorkers(
  set: TrainingSet,
  nTrees: number,
  votesByWorker: readonly (Float64Array | null)[],
  { signal, onProgress }: Omit<FitOptions, "seed">,
): Promise<Tree[]> {
  const trees = new Array<Tree>(nTrees);
  const { promise: finished, resolve, reject } = Promise.withResolvers<void>();
  const fail = (why: string) => reject(new Error(`Cannot grow trees: a worker failed: ${why}`));
  const abort = () => reject(signal?.reason);
  signal?.addEventListener("abort", abort);

  let nGiven = 0, nGrown = 0;
  const crew = votesByWorker.map((votes) => {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    const send = (message: ToWorker) => worker.postMessage(message);
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if ("failure" in data) return fail(data.failure);
      trees[data.number] = data.tree;
      nGrown++;
      if (nGiven < nTrees) send({ number: nGiven++ });
      try {
        onProgress?.(nGrown / nTrees);
      } catch (error) {
        reject(error);
      }
      if (nGrown === nTrees) resolve();
    };
    worker.onerror = (event) => {
      event.preventDefault();
      fail(event.message);
    };
    send({ set, votes });
    send({ number: nGiven++ });
    return worker;
  });
  try {
    await finished;
  } finally {
    for (const worker of crew) worker.terminate();
    signal?.removeEventListener("abort", abort);
  }
  return trees;
}
