/**
 * Answers that need no learning worth the name, each an estimator like any other: every score stands beside theirs.
 *
 * @module
 */

export * from "./climatology.ts";
export * from "./load.ts";
export * from "./majority.ts";
export * from "./momentum.ts";
export * from "./persistence.ts";
export * from "./ranking.ts";
export * from "./rankings.ts";
export * from "./score_of.ts";
