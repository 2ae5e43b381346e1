/**
 * Daily series on the market's clock.
 *
 * @module
 */

import type { Curve } from "./curve.ts";

/**
 * The last value known at each session.
 *
 * @param calendar Sessions, ascending.
 * @param days Days of the values, ascending; `NaN` values count as not there.
 * @returns One value a session; `NaN` before the first.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const found = lastKnown(Int32Array.of(1, 2, 5), Int32Array.of(2, 3), Float64Array.of(10, 11));
 * assert.deepEqual(found, Float64Array.of(NaN, 10, 11));
 * ```
 */
export function lastKnown(calendar: Int32Array, days: Int32Array, values: Float64Array): Float64Array {
  let [i, last] = [0, NaN];
  return Float64Array.from(calendar, (session) => {
    for (; i < days.length && days[i] <= session; i++) if (!Number.isNaN(values[i])) last = values[i];
    return last;
  });
}

/**
 * What cash earned from each session to the next.
 *
 * A rate is of the days from the session before to its own. Rates of days on which the market was closed are compounded
 * into the next session; a session without a rate has the one before it.
 *
 * @param calendar The market's sessions, ascending.
 * @param days Days of the rates, ascending.
 * @param rates Decimal fractions a day; `NaN` counts as not there.
 * @returns One rate a session; `NaN` before the first.
 *
 * @example A session without a rate, then two rates for one session
 * ```ts
 * import assert from "node:assert/strict";
 * const found = cashRates(Int32Array.of(1, 2, 5), Int32Array.of(1, 4, 5), Float64Array.of(0.5, 0.5, 1));
 * assert.deepEqual(found, Float64Array.of(0.5, 0.5, 2));
 * ```
 */
export function cashRates(calendar: Int32Array, days: Int32Array, rates: Float64Array): Float64Array {
  let [i, last] = [0, NaN];
  return Float64Array.from(calendar, (session, s) => {
    let growth = NaN;
    for (; i < days.length && days[i] <= session; i++) {
      if (Number.isNaN(rates[i])) continue;
      last = rates[i];
      if (s > 0 || days[i] === session) growth = (Number.isNaN(growth) ? 1 : growth) * (1 + rates[i]);
    }
    return Number.isNaN(growth) ? last : growth - 1;
  });
}

/**
 * One unit of money at a rate, as a curve.
 *
 * @param cashRate What it earned from the session before to each of them; the first is not used.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const { equity } = cashCurve(Int32Array.of(1, 2, 3), Float64Array.of(NaN, 0.5, 1));
 * assert.deepEqual(equity, Float64Array.of(1, 1.5, 3));
 * ```
 */
export function cashCurve(session: Int32Array, cashRate: Float64Array): Curve {
  let worth = 1;
  return { session, equity: cashRate.map((rate, i) => i === 0 ? 1 : worth *= 1 + rate) };
}
