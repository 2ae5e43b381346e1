/**
 * The market beside the ticker: an index's closes and the risk-free rate.
 *
 * @module
 */

/** Daily series of the market, oldest first. */
export interface MarketSeries {
  /** Trading day, days since 1970-01-01, ascending. */
  readonly session: Int32Array;
  /** Close of the index in points; `NaN` where it is not known. */
  readonly indexClose: Float64Array;
  /** Risk-free rate of the session, decimal fraction a session; `NaN` where it is not known. */
  readonly riskFree: Float64Array;
}

/**
 * An index's closes and daily rates side by side, every session that either has.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const index = { session: Int32Array.of(1, 2), close: Float64Array.of(100, 101) };
 * const rates = { session: Int32Array.of(2, 3), rate: Float64Array.of(0.01, 0.02) };
 * assert.deepEqual(marketSeries(index, rates), {
 *   session: Int32Array.of(1, 2, 3),
 *   indexClose: Float64Array.of(100, 101, NaN),
 *   riskFree: Float64Array.of(NaN, 0.01, 0.02),
 * });
 * ```
 */
export function marketSeries(
  index: { readonly session: Int32Array; readonly close: Float64Array },
  rates: { readonly session: Int32Array; readonly rate: Float64Array },
): MarketSeries {
  const session = Int32Array.from(new Set([...index.session, ...rates.session])).sort();
  const rowOf = new Map(Array.from(session, (day, row) => [day, row]));
  const aligned = (days: Int32Array, values: Float64Array) => {
    const column = new Float64Array(session.length).fill(NaN);
    days.forEach((day, i) => column[rowOf.get(day) ?? NaN] = values[i]);
    return column;
  };
  return {
    session,
    indexClose: aligned(index.session, index.close),
    riskFree: aligned(rates.session, rates.rate),
  };
}

/** No session at all: what depends on the market is undefined. */
export const NO_MARKET: MarketSeries = {
  session: new Int32Array(0),
  indexClose: new Float64Array(0),
  riskFree: new Float64Array(0),
};
