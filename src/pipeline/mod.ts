/**
 * The use cases: read, compute in pure rooms, write; a screen each. Runs, and their schema.
 *
 * @module
 */

export * from "./audit.ts";
export * from "./backtest.ts";
export type { BacktestRecord } from "./backtest_report.ts";
export type { CalibrationSummary, CertaintyReport, ClassSetReport } from "./certainty.ts";
export * from "./cpcv.ts";
export * from "./evaluate.ts";
export * from "./evaluation_folds.ts";
export { walksOf } from "./forecast_store.ts";
export * from "./feature_store.ts";
export * from "./ingest.ts";
export * from "./ingest_actions.ts";
export * from "./ingest_lake.ts";
export * from "./ingest_series.ts";
export * from "./market.ts";
export type { ForestFacts, LstmFacts, ModelFacts, RunModel } from "./model_facts.ts";
export * from "./offer_lake.ts";
export * from "./predict.ts";
export * from "./prepare.ts";
export * from "./quality.ts";
export * from "./reference_protocol.ts";
export type { PriceRow, RuleScores, Split } from "./reference_scores.ts";
export * from "./report.ts";
export * from "./resolve_run.ts";
export * from "./run.ts";
export * from "./train.ts";
export { type Walk, walkRun, type WorkOptions } from "./walk.ts";
