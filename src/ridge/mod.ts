/**
 * Ridge regression of the session's ranks on the session's ranks: the plainest model that learns anything.
 *
 * @module
 */

export { loadRidge, type RidgeModel } from "./model.ts";
export * from "./ridge.ts";
export * from "./solve.ts";
