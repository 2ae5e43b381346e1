/**
 * Quotes to comparable prices: corporate actions of the tape and of B3's feed, the panel on its price basis, level jumps
 * that nothing explains, codes that took over from others, and the universe of shares by date.
 *
 * @module
 */

export * from "./actions.ts";
export * from "./adjusted_closes.ts";
export * from "./corporate_action.ts";
export type { RatioEstimate, StepEvidence } from "./estimate_ratio.ts";
export * from "./feed.ts";
export * from "./merge_actions.ts";
export type { Opening, OpeningOptions } from "./openings.ts";
export * from "./panel.ts";
export * from "./successions.ts";
export * from "./universe.ts";
