/**
 * Indicators of technical analysis as other libraries give them, each convention by its name.
 *
 * What is smoothed recursively depends on every session since the first (`reach` is infinite): after some hundred
 * sessions the beginning weighs nothing. A `NaN` starts the smoothing anew.
 *
 * @module
 */

import { changes, deviations, differences, mapped, newColumn } from "./column.ts";
import { closeAgo, type Feature, type FeatureSet, type Series } from "./feature.ts";
import { once } from "./once.ts";
import { windowOrders } from "./ordered_windows.ts";
import { relativeStrength } from "./smoothing.ts";
import { windowMaxima, windowMinima, windowMoments, windowSums } from "./windows.ts";

const maxima = once((series: Series) => windowMaxima(series.close));
const minima = once((series: Series) => windowMinima(series.close));
const highest = once((series: Series) => windowMaxima(series.high));
const lowest = once((series: Series) => windowMinima(series.low));
const moments = once((series: Series) => windowMoments(series.close));
const orders = once((series: Series) => windowOrders(series.close, [0.8, 0.2]));
/** Exponential averages of the close by span and seed. */
const averages = once(({ close }: Series) => {
  const made = new Map<string, Float64Array>();
  return (span: number, seed: EmaSeed) => {
    const average = made.get(`${span} ${seed}`) ?? emaOf(close, span, seed);
    made.set(`${span} ${seed}`, average);
    return average;
  };
});

/**
 * Relative strength index, 100 - 100/(1 + G/L); 100 without any loss, `NaN` when nothing moved.
 *
 * @param convention `wilder`: averages start as the mean of the first n gains and losses and go on as
 *   ((n - 1) G + g)/n. `cutler`: means of the last n.
 */
export function rsi(n: number, convention: "wilder" | "cutler"): Feature {
  const isWilder = convention === "wilder";
  return {
    name: `rsi_${n}_${convention}`,
    lookback: n + 1,
    ...(isWilder && { reach: Infinity }),
    unit: "0-100",
    formula: `100 - 100/(1 + G/L), G and L ${
      isWilder ? "Wilder averages" : "means"
    } of gains and losses over ${n}`,
    source: isWilder ? "Wilder (1978)" : "Cutler",
    compute: ({ close }) => {
      const { gains, losses } = movesOf(close);
      const average = isWilder ? smoothed(1 / n, n) : (x: Float64Array) => windowSums(x)(n);
      const [up, down] = [average(gains), average(losses)];
      for (let i = 0; i < up.length; i++) up[i] = relativeStrength(up[i], down[i]);
      return up;
    },
  };
}

/** How an exponential average begins: with the mean of the first values, or with the first one. */
export type EmaSeed = "sma-seeded" | "x0";

/** Exponential moving average of the close, α = 2/(span + 1). */
export function ema(span: number, seed: EmaSeed): Feature {
  return {
    name: `ema_${span}_${seed}`,
    lookback: seed === "x0" ? 1 : span,
    reach: Infinity,
    unit: "R$",
    formula: `EMA${span}(C), ${seedText(seed)}`,
    source: "exponential smoothing",
    compute: (series) => averages(series)(span, seed),
  };
}

/** Difference of two exponential averages of the close. */
export function macd(fast: number, slow: number, seed: EmaSeed): Feature {
  return {
    name: `macd_${fast}_${slow}_${seed}`,
    lookback: seed === "x0" ? 1 : slow,
    reach: Infinity,
    unit: "R$",
    formula: `EMA${fast}(C) - EMA${slow}(C), ${seedText(seed)}`,
    source: "Appel (1979)",
    compute: (series) => macdOf(series, fast, slow, seed),
  };
}

/** Exponential average of the MACD. */
export function macdSignal(fast: number, slow: number, span: number, seed: EmaSeed): Feature {
  return {
    name: `macd_signal_${fast}_${slow}_${span}_${seed}`,
    lookback: seed === "x0" ? 1 : slow + span - 1,
    reach: Infinity,
    unit: "R$",
    formula: `EMA${span}(EMA${fast}(C) - EMA${slow}(C)), ${seedText(seed)}`,
    source: "Appel (1979)",
    compute: (series) => emaOf(macdOf(series, fast, slow, seed), span, seed),
  };
}

/** Bollinger's bands: mean ± width standard deviations of n closes, their sum of squares over n - ddof. */
export function bollinger(n: number, width: number, ddof: 0 | 1, side: "upper" | "lower"): Feature {
  const sign = side === "upper" ? 1 : -1;
  return {
    name: `bollinger_${side}_${n}_ddof${ddof}`,
    lookback: n,
    unit: "R$",
    formula: `mean(C, ${n}) ${sign === 1 ? "+" : "-"} ${width} std(C, ${n}), ${ddof === 0 ? "n" : "n - 1"}`,
    source: "Bollinger (1992)",
    compute: (series) => {
      const center = moments(series).mean(n);
      const out = deviations(moments(series).squares(n), n - ddof);
      for (let i = 0; i < out.length; i++) out[i] = center[i] + sign * width * out[i];
      return out;
    },
  };
}

/**
 * Place of the close in its range of n sessions; `NaN` when the range is empty.
 *
 * @param range `hl`: between the lowest low and the highest high. `closes`: between the extreme closes.
 */
export function stochastic(n: number, range: "hl" | "closes"): Feature {
  const [top, bottom] = range === "hl" ? ["H", "L"] : ["C", "C"];
  return {
    name: `stochastic_${n}_${range}`,
    lookback: n,
    unit: "0-100",
    formula: `100 (C - min(${bottom}, ${n}))/(max(${top}, ${n}) - min(${bottom}, ${n}))`,
    source: "Lane's fast %K",
    compute: (series) => {
      const [max, min] = range === "hl"
        ? [highest(series).value(n), lowest(series).value(n)]
        : [maxima(series).value(n), minima(series).value(n)];
      return mapped(series.close, (c, i) => 100 * (c - min[i]) / (max[i] - min[i]));
    },
  };
}

/** Wilder's average true range. */
export function atr(n: number): Feature {
  return {
    name: `atr_${n}_wilder`,
    lookback: n + 1,
    reach: Infinity,
    unit: "R$",
    formula: `Wilder average of max(H, C₋₁) - min(L, C₋₁) over ${n}`,
    source: "Wilder (1978)",
    compute: ({ high, low, close }) => {
      const range = newColumn(close.length).fill(NaN, 0, 1);
      for (let i = 1; i < close.length; i++) {
        range[i] = Math.max(high[i], close[i - 1]) - Math.min(low[i], close[i - 1]);
      }
      return smoothed(1 / n, n)(range);
    },
  };
}

/** C/C₋ₙ - 1. */
export function rateOfChange(n: number): Feature {
  return level(`roc_${n}`, "ratio", `C/${closeAgo(n)} - 1`, n + 1, ({ close }) => {
    return changes(close, n);
  });
}

/** The five measures of n closes that need no convention. */
function plainMeasures(n: number): Feature[] {
  return [
    level(`std_${n}`, "R$", `std(C, ${n}), n - 1`, n, (series) => {
      return deviations(moments(series).squares(n), n - 1);
    }),
    level(`max_${n}`, "R$", `max(C, ${n})`, n, (series) => maxima(series).value(n)),
    level(`min_${n}`, "R$", `min(C, ${n})`, n, (series) => minima(series).value(n)),
    level(`quantile_80_${n}`, "R$", `0.8 quantile(C, ${n})`, n, (series) => orders(series)(n).quantiles[0]),
    level(`quantile_20_${n}`, "R$", `0.2 quantile(C, ${n})`, n, (series) => orders(series)(n).quantiles[1]),
  ];
}

function level(
  name: string,
  unit: string,
  formula: string,
  lookback: number,
  compute: Feature["compute"],
): Feature {
  return { name, lookback, unit, formula, source: "definition", compute };
}

/** 38 indicators in wide use, in reais where they are levels: for comparing with other libraries. */
export const INDICATORS: FeatureSet = {
  name: "indicators",
  basis: "split",
  features: [
    rsi(14, "wilder"),
    ema(12, "sma-seeded"),
    ema(26, "sma-seeded"),
    macd(12, 26, "sma-seeded"),
    macdSignal(12, 26, 9, "sma-seeded"),
    bollinger(20, 2, 0, "upper"),
    bollinger(20, 2, 0, "lower"),
    atr(14),
    ...[5, 10, 20, 30, 60].flatMap((n) => [rateOfChange(n), ...plainMeasures(n)]),
  ],
};

/** The conventions that {@link INDICATORS} did not choose. */
export const OTHER_CONVENTIONS: FeatureSet = {
  name: "other_conventions",
  basis: "split",
  features: [
    rsi(14, "cutler"),
    ema(12, "x0"),
    ema(26, "x0"),
    macd(12, 26, "x0"),
    macdSignal(12, 26, 9, "x0"),
    bollinger(20, 2, 1, "upper"),
    bollinger(20, 2, 1, "lower"),
    stochastic(14, "hl"),
    stochastic(14, "closes"),
  ],
};

function seedText(seed: EmaSeed): string {
  return seed === "x0" ? "from the first close on" : "from the mean of the first closes on";
}

function macdOf(series: Series, fast: number, slow: number, seed: EmaSeed): Float64Array {
  return differences(averages(series)(fast, seed), averages(series)(slow, seed));
}

function emaOf(x: Float64Array, span: number, seed: EmaSeed): Float64Array {
  return smoothed(2 / (span + 1), seed === "x0" ? 1 : span)(x);
}

/** What the close gained and what it lost in each session. */
function movesOf(close: Float64Array): { gains: Float64Array; losses: Float64Array } {
  const gains = newColumn(close.length).fill(NaN, 0, 1);
  const losses = newColumn(close.length).fill(NaN, 0, 1);
  for (let i = 1; i < close.length; i++) {
    gains[i] = Math.max(close[i] - close[i - 1], 0);
    losses[i] = Math.max(close[i - 1] - close[i], 0);
  }
  return { gains, losses };
}

/** y = y₋₁ + α (x - y₋₁), begun with the mean of the first `nSeed` values, and anew after a `NaN`. */
function smoothed(alpha: number, nSeed: number): (x: Float64Array) => Float64Array {
  return (x) => {
    const out = newColumn(x.length).fill(NaN);
    for (let t = 0, run = 0, value = 0; t < x.length; t++) {
      run = Number.isNaN(x[t]) ? 0 : run + 1;
      if (run === 0) value = 0;
      else if (run <= nSeed) value += x[t] / nSeed;
      else value += alpha * (x[t] - value);
      if (run >= nSeed) out[t] = value;
    }
    return out;
  };
}
