/**
 * Whether anything knows what it could not have known: history cut short or spoilt must leave the past as it was, folds
 * must not touch, fits must see train alone, shuffled labels must show no skill, and a label must not be a function of
 * its own inputs.
 *
 * @module
 */

export * from "./audit.ts";
export type { Check, Evidence } from "./check.ts";
export * from "./fit.ts";
export * from "./folds.ts";
export * from "./history.ts";
export * from "./label.ts";
export * from "./past.ts";
export * from "./plausibility.ts";
export * from "./recompute.ts";
export * from "./shuffle.ts";
export * from "./warm_up.ts";
