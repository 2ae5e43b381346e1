/**
 * The nouns everyone shares: sessions, quotes, bars, panels, samples, folds, models, predictions; errors; seeded
 * random numbers. Imports nothing of ours.
 *
 * @module
 */

export * from "./calendar.ts";
export * from "./check.ts";
export * from "./corporate_action.ts";
export * from "./dataset.ts";
export * from "./errors.ts";
export * from "./finding.ts";
export * from "./is_missing.ts";
export * from "./model.ts";
export * from "./panel.ts";
export * from "./prediction.ts";
export * from "./quotes.ts";
export * from "./random.ts";
export * from "./ranking.ts";
export * from "./series.ts";
export * from "./session.ts";
