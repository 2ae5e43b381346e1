/**
 * Strategies on the market as it traded: decided at the close, filled at the next open, every centavo accounted for; and
 * what their curves are worth, luck and the number of trials considered.
 *
 * @module
 */

export * from "./curve.ts";
export * from "./ledger.ts";
export * from "./moments.ts";
export * from "./normal.ts";
export * from "./overfitting.ts";
export * from "./performance.ts";
export * from "./rates.ts";
export * from "./rules.ts";
export * from "./run_backtest.ts";
export * from "./signal_returns.ts";
export * from "./strategies.ts";
export * from "./targets.ts";
export * from "./traded_market.ts";
export { deflatedSharpe, expectedMaxSharpe, probabilisticSharpe, sharpeOf } from "./sharpe.ts";
export type { SharpeEstimate, Trials } from "./sharpe.ts";
