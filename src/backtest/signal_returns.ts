/**
 * The quick way for one rule on many tickers: signals to total returns, no portfolio, no lots.
 *
 * @module
 */

/** Prices and signals, each [nTickers, nSessions], row-major: ticker by ticker, oldest session first. */
export interface Signals {
  /** Sessions of each ticker. */
  readonly nSessions: number;
  /** Price at which a signal of the same session is traded, and the worth at the end; positive and finite. */
  readonly price: Float64Array;
  /** Not 0 where the ticker is to be bought. */
  readonly entry: Uint8Array;
  /** Not 0 where it is to be sold. */
  readonly exit: Uint8Array;
}

/**
 * Total return of each ticker, had all the money been in it from every entry to the next exit.
 *
 * An entry while invested and an exit while not are passed over, as are both on one session. The fee is a share of the
 * money traded: money m buys `m/(price (1 + fee))` shares. Cash earns nothing, and what is held at the end counts at its
 * last price, without a fee. Prices are of the signals' own session: to decide at a close and trade at the next open,
 * shift the signals by one and give opens. O(n).
 *
 * @returns [nTickers], decimal fractions; 0 for a ticker without an entry.
 * @throws {RangeError} If columns differ in length, or are not whole tickers.
 *
 * @example Bought at 10, sold at 12, a fee of 10 % each way
 * ```ts
 * import assert from "node:assert/strict";
 * const [found] = signalReturns({
 *   nSessions: 3,
 *   price: Float64Array.of(10, 11, 12),
 *   entry: Uint8Array.of(1, 0, 0),
 *   exit: Uint8Array.of(0, 0, 1),
 * }, 0.1);
 * assert.ok(Math.abs(found - (12 * 0.9 / (10 * 1.1) - 1)) < 1e-15);
 * ```
 */
export function signalReturns({ nSessions, price, entry, exit }: Signals, fee: number): Float64Array {
  const nTickers = price.length / nSessions;
  if (!Number.isInteger(nTickers) || entry.length !== price.length || exit.length !== price.length) {
    throw new RangeError(
      `Cannot trade signals: prices, entries and exits of ${nSessions} sessions a ticker are wanted, found ` +
        `${price.length}, ${entry.length} and ${exit.length}`,
    );
  }
  const total = new Float64Array(nTickers);
  for (let t = 0; t < nTickers; t++) {
    const end = (t + 1) * nSessions;
    let cash = 1;
    let shares = 0;
    for (let i = t * nSessions; i < end; i++) {
      const isEntry = entry[i] !== 0;
      if (isEntry === (exit[i] !== 0)) continue;
      if (isEntry && shares === 0) {
        shares = cash / (price[i] * (1 + fee));
        cash = 0;
      } else if (!isEntry && shares > 0) {
        cash = shares * price[i] * (1 - fee);
        shares = 0;
      }
    }
    total[t] = cash + shares * price[end - 1] - 1;
  }
  return total;
}
