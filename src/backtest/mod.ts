/**
 * Strategies on the market as it traded: decided at the close, filled at the next open, every centavo accounted for; and
 * what their curves are worth, luck and the number of trials considered.
 *
 * @module
 */

export * from "./curve.ts";
export * from "./moments.ts";
export * from "./normal.ts";
export * from "./overfitting.ts";
export * from "./performance.ts";
export { deflatedSharpe, expectedMaxSharpe, probabilisticSharpe, sharpeOf } from "./sharpe.ts";
export type { SharpeEstimate, Trials } from "./sharpe.ts";
