/**
 * How good forecasts were, always beside baselines: scores by class and by rank, comparisons, verdicts.
 *
 * @module
 */

export * from "./average_precision.ts";
export * from "./block_t.ts";
export * from "./breakdown.ts";
export * from "./calibration.ts";
export * from "./classification.ts";
export * from "./compare.ts";
export * from "./ensemble.ts";
export * from "./fold_ranges.ts";
export * from "./leaderboard.ts";
export * from "./liquidity.ts";
export * from "./log_loss.ts";
export * from "./newey_west.ts";
export * from "./predicted_classes.ts";
export * from "./price_scores.ts";
export * from "./quantile_returns.ts";
export * from "./ranking.ts";
export * from "./regression.ts";
export * from "./score.ts";
export * from "./scores.ts";
export * from "./seeds.ts";
export * from "./verdict.ts";
export * from "./walk_forward.ts";
