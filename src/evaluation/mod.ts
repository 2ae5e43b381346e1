/**
 * How good forecasts were, always beside baselines: scores by class and by rank, comparisons, verdicts.
 *
 * @module
 */

export * from "./scores.ts";
