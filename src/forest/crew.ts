/**
 * Growing a forest's trees, on this thread or on several.
 *
 * @module
 */

import { CLASSES, type FitOptions } from "~/core/mod.ts";
import { doTasks, type Program } from "~/crew/mod.ts";
import { type Plantation, treeGrower } from "./grow.ts";
import type { TrainingSet } from "./training_set.ts";
import type { Tree } from "./tree.ts";

/** What a crew brings home. */
export interface Harvest {
  /** Trees by number, whoever grew them. */
  readonly trees: readonly Tree[];
  /** Out-of-bag votes [nSamples, 3], one array a worker; none if no row is ever out of a bag. */
  readonly votes: readonly Float64Array[];
}

const GROWING: Program<Plantation, Tree> = {
  purpose: "grow trees",
  file: new URL("./worker.ts", import.meta.url),
  begin: treeGrower,
};

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
  const hasVotes = set.target === null && set.nDraws !== null;
  const bytes = Float64Array.BYTES_PER_ELEMENT * CLASSES.length * set.nSamples;
  const plantations = Array.from({ length: Math.min(workers, nTrees) }, (): Plantation => ({
    set,
    votes: hasVotes ? new Float64Array(new SharedArrayBuffer(bytes)) : null,
  }));
  const trees = new Array<Tree>(nTrees);
  await doTasks(GROWING, plantations, nTrees, (tree, number) => trees[number] = tree, options);
  return { trees, votes: plantations.map(({ votes }) => votes).filter((votes) => votes !== null) };
}
