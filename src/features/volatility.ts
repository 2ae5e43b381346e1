/**
 * How much prices moved, from closes and from daily ranges.
 *
 * @module
 */

import type { Bars } from "~/core/mod.ts";
import { mapped, ratios } from "./column.ts";
import type { Feature, Series } from "./feature.ts";
import { once, onceEach } from "./once.ts";
import { rollingMean, rollingSkew, rollingStd } from "./rolling.ts";

/** Standard deviations of daily returns by window. */
const deviations = once(({ returns }: Series) => onceEach((n: number) => rollingStd(returns, n)));

/** Sample standard deviation of daily returns over n sessions, not annualised. */
export function volatility(n: number): Feature {
  return {
    name: `volatility_${n}`,
    lookback: n + 1,
    unit: "ratio",
    formula: `std(C/C₋₁ - 1) over ${n}, n - 1`,
    source: "sample standard deviation",
    compute: (series) => deviations(series)(n),
  };
}

/** Sessions whose returns say how far a share goes. */
const SCALE_WINDOW = 60;

/**
 * How far a share goes over some sessions: the sample standard deviation of its last 60 daily returns times the root of
 * the horizon. Causal; `NaN` on the first 60 bars and for a price that has not moved.
 *
 * @param bars Bars on the `split` or `total` basis.
 * @param horizon Sessions.
 * @returns Decimal fractions, a column of the bars.
 */
export function returnScale({ close }: Pick<Bars, "close">, horizon: number): Float64Array {
  const returns = close.map((price, t) => t === 0 ? NaN : price / close[t - 1] - 1);
  return rollingStd(returns, SCALE_WINDOW).map((std) => std > 0 ? std * Math.sqrt(horizon) : NaN);
}

/** Short volatility over long volatility. */
export function volatilityRatio(short: number, long: number): Feature {
  return {
    name: `volatility_ratio_${short}_${long}`,
    lookback: long + 1,
    unit: "ratio",
    formula: `volatility_${short} / volatility_${long}`,
    source: "volatility term structure",
    compute: (series) => ratios(deviations(series)(short), deviations(series)(long)),
  };
}

/** Skewness of daily returns over n sessions. */
export function skewness(n: number): Feature {
  return {
    name: `skewness_${n}`,
    lookback: n + 1,
    unit: "ratio",
    formula: `skewness(C/C₋₁ - 1) over ${n}`,
    source: "third standardised moment, population",
    compute: ({ returns }) => rollingSkew(returns, n),
  };
}

/** Daily volatility from highs and lows over n sessions; gaps between sessions are not in it. */
export function parkinson(n: number): Feature {
  return {
    name: `parkinson_${n}`,
    lookback: n,
    unit: "ratio",
    formula: `sqrt(mean(ln(H/L)²) over ${n} / (4 ln 2))`,
    source: "Parkinson (1980)",
    compute: ({ high, low }) => {
      const squared = mapped(high, (value, i) => Math.log(value / low[i]) ** 2);
      return mapped(rollingMean(squared, n), (mean) => Math.sqrt(mean / (4 * Math.LN2)));
    },
  };
}
