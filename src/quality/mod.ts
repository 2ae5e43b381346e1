/**
 * Quotes judged: missing and unknown days, broken, stale and contradictory prices, wrapped trade counts. Every finding
 * has a severity; nothing is changed.
 *
 * @module
 */

export * from "./check_quality.ts";
export type { Occurrence, QualityFinding } from "./finding.ts";
export * from "./kinds.ts";
export { type UnwrappedTrades, unwrapTrades } from "./unwrap_trades.ts";
