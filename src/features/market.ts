/**
 * The ticker beside the index, and the market itself: the same for all tickers of a session.
 *
 * A window of the ticker counts its own sessions, a window of the market the index's. Where the index or the rate of a
 * session is not known, the last one known stands in for a week, then the value is `NaN`.
 *
 * @module
 */

import { weekday as weekdayOf } from "~/core/mod.ts";
import { changes, deviations, inLastingMemory, mapped, newColumn, ratios } from "./column.ts";
import type { Feature, Series } from "./feature.ts";
import type { MarketSeries } from "./market_series.ts";
import { once } from "./once.ts";
import { windowMoments, windowProducts } from "./windows.ts";

/** One dated column. */
interface Dated {
  /** Trading day, ascending. */
  readonly session: Int32Array;
  /** Its value, never `NaN`. */
  readonly value: Float64Array;
}

/** The longest a value stands in for later sessions that lack one, in calendar days: a week with its holidays. */
const MAX_AGE = 7;

/** The closes of the index that are known. */
const indexCloses = once(({ session, indexClose }: MarketSeries) => knownOf(session, indexClose));

/** The rates that are known. */
const riskFreeRates = once(({ session, riskFree }: MarketSeries) => knownOf(session, riskFree));

/** Returns of the index between the same closes as the ticker's. */
const indexReturns = once(({ session, market }: Series) => {
  return windowMoments(changes(valuesOn(session, indexCloses(market)), 1));
});
const tickerReturns = once((series: Series) => windowMoments(series.returns));
const products = once((series: Series) => windowProducts(tickerReturns(series), indexReturns(series)));
const marketReturns = once((market: MarketSeries) => windowMoments(changes(indexCloses(market).value, 1)));

/** Slope of the ticker's returns on the index's over n sessions; `NaN` while the index does not move. */
export function beta(n: number): Feature {
  return {
    name: `beta_${n}`,
    inputs: "market",
    lookback: n + 1,
    unit: "ratio",
    formula: `cov(r, m)/var(m) over ${n}, r and m returns of the ticker and the index`,
    source: "Sharpe (1964)",
    compute: (series) => {
      return ratios(products(series)(n), indexReturns(series).squares(n));
    },
  };
}

/** Volatility of the ticker's returns that the index does not explain, over n sessions, not annualised. */
export function idiosyncraticVolatility(n: number): Feature {
  return {
    name: `idiosyncratic_volatility_${n}`,
    inputs: "market",
    lookback: n + 1,
    unit: "ratio",
    formula: `sqrt(var(r) - cov(r, m)²/var(m)) over ${n}, n - 1`,
    source: "Ang, Hodrick, Xing and Zhang (2006), one factor",
    compute: (series) => {
      const [own, index] = [tickerReturns(series).squares(n), indexReturns(series).squares(n)];
      return mapped(
        products(series)(n),
        (product, i) => Math.sqrt(notNegative(own[i] - product * product / index[i]) / (n - 1)),
      );
    },
  };
}

/** Return of the index over n of its sessions. */
export function marketReturn(n: number): Feature {
  return ofMarket(`market_return_${n}`, "ratio", `index/index ${n} sessions before - 1`, (market) => {
    return changes(indexCloses(market).value, n);
  });
}

/** Sample standard deviation of the index's daily returns over n of its sessions. */
export function marketVolatility(n: number): Feature {
  return ofMarket(
    `market_volatility_${n}`,
    "ratio",
    `std of the index's returns over ${n}, n - 1`,
    (market) => {
      return deviations(marketReturns(market).squares(n), n - 1);
    },
  );
}

/** The risk-free rate of the session. */
export const riskFree: Feature = {
  name: "risk_free",
  inputs: "market",
  lookback: 1,
  unit: "ratio a session",
  formula: "risk-free rate",
  source: "the rates that were given, CDI in Brazil",
  compute: ({ session, market }) => valuesOn(session, riskFreeRates(market)),
};

/** Day of the week, Monday 0 to Friday 4. */
export const weekday: Feature = {
  name: "weekday",
  lookback: 1,
  unit: "0-4",
  formula: "day of the week, Monday 0",
  source: "the calendar",
  compute: ({ session }) => {
    const out = newColumn(session.length);
    for (let t = 0; t < out.length; t++) out[t] = weekdayOf(session[t]);
    return out;
  },
};

function ofMarket(
  name: string,
  unit: string,
  formula: string,
  column: (market: MarketSeries) => Float64Array,
): Feature {
  const dated = once((market: MarketSeries) => {
    const { session } = indexCloses(market);
    const value = inLastingMemory(() => column(market)); // for all tickers
    const isDefined = (_: number, i: number) => !Number.isNaN(value[i]);
    return { session: session.filter(isDefined), value: value.filter(isDefined) };
  });
  return {
    name,
    inputs: "market",
    lookback: 1,
    unit,
    formula,
    source: "the index that was given",
    compute: ({ session, market }) => valuesOn(session, dated(market)),
  };
}

/** Rounding can leave a perfect fit a hair below 0. */
function notNegative(value: number): number {
  return value < 0 ? 0 : value;
}

/**
 * The newest value of a dated column at or before each session, at most a week old; `NaN` where there is none.
 *
 * @param sessions Ascending.
 */
function valuesOn(sessions: Int32Array, { session, value }: Dated): Float64Array {
  const out = newColumn(sessions.length).fill(NaN);
  for (let t = 0, next = 0; t < sessions.length; t++) {
    while (next < session.length && session[next] <= sessions[t]) next++;
    if (next > 0 && sessions[t] - session[next - 1] <= MAX_AGE) out[t] = value[next - 1];
  }
  return out;
}

function knownOf(session: Int32Array, value: Float64Array): Dated {
  const isKnown = (_: number, i: number) => Number.isFinite(value[i]);
  return { session: session.filter(isKnown), value: value.filter(isKnown) };
}
