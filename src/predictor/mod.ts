/**
 * A saved model and bars to answers. Pure and without a database: the same code serves tasks, notebooks and programs.
 *
 * @module
 */

export * from "./certainty.ts";
export * from "./load.ts";
export * from "./predict.ts";
