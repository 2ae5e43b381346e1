/**
 * Features and labels to a dataset that keeps its account, and the folds that cut it in time: purged, embargoed,
 * walk-forward.
 *
 * @module
 */

export * from "./build.ts";
export * from "./feature_rows.ts";
export * from "./folds.ts";
export * from "./shuffled_fold.ts";
