/**
 * Bars to columns: the catalog of features, one family a file, and the presets that name a choice of them. Every
 * feature is causal and says how much history it needs.
 *
 * @module
 */

export * from "./compute.ts";
export * from "./feature.ts";
export * from "./presets.ts";
export * from "./reference.ts";
export * from "./rolling.ts";
export * from "./smoothing.ts";
