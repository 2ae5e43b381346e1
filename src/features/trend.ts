/**
 * Where the price stands in its recent past.
 *
 * @module
 */

import { differences, excesses, mapped, ratios } from "./column.ts";
import type { Feature } from "./feature.ts";
import { rollingFit, rollingMax, rollingMean, rollingMin, rollingSlope, rollingStd } from "./rolling.ts";
import { SMOOTHING_WINDOW, wilderRsi, windowedEma } from "./smoothing.ts";

/** C over the greatest close of n sessions, minus 1; 0 at a new high. */
export function distanceToHigh(n: number): Feature {
  return {
    name: `distance_to_high_${n}`,
    lookback: n,
    unit: "ratio",
    formula: `C/max(C, ${n}) - 1`,
    source: "George and Hwang (2004), 52-week high",
    compute: ({ close }) => excesses(close, rollingMax(close, n)),
  };
}

/** C over the smallest close of n sessions, minus 1; 0 at a new low. */
export function distanceToLow(n: number): Feature {
  return {
    name: `distance_to_low_${n}`,
    lookback: n,
    unit: "ratio",
    formula: `C/min(C, ${n}) - 1`,
    source: "counterpart of the 52-week high",
    compute: ({ close }) => excesses(close, rollingMin(close, n)),
  };
}

/** Place of the close between the smallest and the greatest of n sessions, 0 to 1; `NaN` when they are equal. */
export function position(n: number): Feature {
  return {
    name: `position_${n}`,
    lookback: n,
    unit: "ratio",
    formula: `(C - min(C, ${n}))/(max(C, ${n}) - min(C, ${n}))`,
    source: "place in the range of closes",
    compute: ({ close }) => {
      const bottom = rollingMin(close, n);
      return ratios(differences(close, bottom), differences(rollingMax(close, n), bottom));
    },
  };
}

/** C over its mean of n sessions, minus 1. */
export function distanceToMean(n: number): Feature {
  return {
    name: `distance_to_mean_${n}`,
    lookback: n,
    unit: "ratio",
    formula: `C/mean(C, ${n}) - 1`,
    source: "Alpha158 MA, inverted",
    compute: ({ close }) => excesses(close, rollingMean(close, n)),
  };
}

/** Slope of the least-squares line through n closes, as a share of the close. */
export function trendSlope(n: number): Feature {
  return {
    name: `trend_slope_${n}`,
    lookback: n,
    unit: "ratio a session",
    formula: `slope(C, ${n})/C`,
    source: "Alpha158 BETA",
    compute: ({ close }) => ratios(rollingSlope(close, n), close),
  };
}

/** How straight the last n closes ran; `NaN` when they did not move. */
export function trendFit(n: number): Feature {
  return {
    name: `trend_fit_${n}`,
    lookback: n,
    unit: "ratio",
    formula: `R² of the line through C over ${n}`,
    source: "Alpha158 RSQR",
    compute: ({ close }) => rollingFit(close, n),
  };
}

/** Wilder's relative strength index, run afresh over a year. */
export function windowedRsi(n: number): Feature {
  return {
    name: `rsi_${n}`,
    lookback: SMOOTHING_WINDOW + 1,
    unit: "0-100",
    formula: `100 - 100/(1 + G/L), G and L Wilder averages of gains and losses over ${n}`,
    source: "Wilder (1978)",
    compute: ({ close }) => wilderRsi(close, n),
  };
}

/** Place of the close between the lowest low and the highest high of n sessions; `NaN` when they are equal. */
export function stochastic(n: number): Feature {
  return {
    name: `stochastic_${n}`,
    lookback: n,
    unit: "0-100",
    formula: `100 (C - min(L, ${n}))/(max(H, ${n}) - min(L, ${n}))`,
    source: "Lane's fast %K",
    compute: ({ high, low, close }) => {
      const [top, bottom] = [rollingMax(high, n), rollingMin(low, n)];
      return mapped(close, (c, i) => 100 * (c - bottom[i]) / (top[i] - bottom[i]));
    },
  };
}

/** Distance of the close to its mean in standard deviations of the close; `NaN` when it did not move. */
export function bollingerPosition(n: number): Feature {
  return {
    name: `bollinger_position_${n}`,
    lookback: n,
    unit: "standard deviations",
    formula: `(C - mean(C, ${n}))/std(C, ${n}), n - 1`,
    source: "Bollinger (1992)",
    compute: ({ close }) => ratios(differences(close, rollingMean(close, n)), rollingStd(close, n)),
  };
}

/** Difference of two exponential averages as a share of the close. */
export function macdRatio(fast: number, slow: number): Feature {
  return {
    name: `macd_${fast}_${slow}`,
    lookback: SMOOTHING_WINDOW,
    unit: "ratio",
    formula: `(EMA${fast}(C) - EMA${slow}(C))/C`,
    source: "Appel's MACD, scale-free",
    compute: ({ close }) => ratios(differences(windowedEma(close, fast), windowedEma(close, slow)), close),
  };
}
