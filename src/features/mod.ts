/**
 * Bars to columns: the catalog of features, one family a file, and the presets that name a choice of them. Every
 * feature is causal and says how much history it needs.
 *
 * @module
 */

export * from "./alpha158.ts";
export * from "./compute.ts";
export { type ComputeOptions, panelFeatureColumns } from "./crew.ts";
export * from "./cross_section.ts";
export * from "./feature.ts";
export { type FeatureColumns, featureColumns, ROW_DEFECTS, type RowDefect } from "./feature_columns.ts";
export * from "./indicators.ts";
export * from "./market_series.ts";
export * from "./ordered_windows.ts";
export { computePanel, type PanelInputs, tickerInputs } from "./panel.ts";
export * from "./presets.ts";
export * from "./reference.ts";
export * from "./reference_repaired.ts";
export * from "./rolling.ts";
export * from "./sequence.ts";
export * from "./smoothing.ts";
export { returnScale } from "./volatility.ts";
export * from "./windows.ts";
