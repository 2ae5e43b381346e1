/**
 * What makes two runs the same trial.
 *
 * @module
 */

import { recipeHash } from "~/registry/mod.ts";
import type { Run } from "./run.ts";

/** Hash of everything in a run that decides what is learned: all but its name. */
export function recipeOf({ name: _, ...recipe }: Run): string {
  return recipeHash(recipe);
}
