/**
 * How sure to be: intervals and sets of classes that hold the truth as often as they say, learned from outcomes that were
 * known in time; how often they did; and rows unlike anything that was learned from.
 *
 * @module
 */

export * from "./class_sets.ts";
export * from "./coverage.ts";
export * from "./domain.ts";
export * from "./fitted.ts";
export * from "./interval.ts";
export type { Outcomes } from "./outcomes.ts";
export { conformalQuantile } from "./quantile.ts";
export * from "./rolling.ts";
