/**
 * Features and labels to a dataset that keeps its account, and the folds that cut it in time: purged, embargoed,
 * walk-forward or combinatorial.
 *
 * @module
 */

export * from "./build.ts";
export * from "./combinatorial_folds.ts";
export * from "./feature_rows.ts";
export * from "./fold_blocks.ts";
export * from "./folds.ts";
export type { LabelRule, NoLabelReason } from "./row_labels.ts";
export * from "./sequences.ts";
export * from "./shuffled_fold.ts";
