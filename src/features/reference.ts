/**
 * The thirteen inputs of the Python system that this one is compatible with, by its formulas.
 *
 * Kept for compatibility and comparison: levels in reais, short windows, and conventions of its own (RSI by simple
 * means, stochastic on closes, an exponential average that starts with the series). Computed on published prices.
 * `NaN` here is what is null there; its feature table drops rows with any.
 *
 * @module
 */

import type { Feature, FeatureSet } from "./feature.ts";
import { lag, rollingMax, rollingMean, rollingMin, rollingStd } from "./rolling.ts";
import { emaFromStart, relativeStrength } from "./smoothing.ts";

const SOURCE = "asset-data-lake, feature table b3_featured";

function reference(
  name: string,
  lookback: number,
  unit: string,
  formula: string,
  compute: Feature["compute"],
): Feature {
  return { name, lookback, unit, formula, source: SOURCE, compute };
}

/** The thirteen inputs, in the order of that system's models. */
export const REFERENCE_FEATURES: readonly Feature[] = [
  reference(
    "rolling_volatility_5",
    5,
    "ratio",
    "std((C - O)/O) over 5, n - 1",
    ({ open, close }) => rollingStd(close.map((c, i) => (c - open[i]) / open[i]), 5),
  ),
  reference("moving_avg_10", 10, "R$", "mean(C, 10)", ({ close }) => rollingMean(close, 10)),
  {
    ...reference("macd", 1, "R$", "EMA12(C) - EMA26(C) from the first session of the series", ({ close }) => {
      const slow = emaFromStart(close, 26);
      return emaFromStart(close, 12).map((fast, i) => fast - slow[i]);
    }),
    reach: Infinity,
  },
  reference("rsi_14", 15, "0-100", "100 - 100/(1 + G/L), G and L simple means over 14", ({ close }) => {
    const before = lag(close, 1);
    const gain = rollingMean(close.map((c, i) => Math.max(c - before[i], 0)), 14);
    const loss = rollingMean(close.map((c, i) => Math.max(before[i] - c, 0)), 14);
    return gain.map((g, i) => relativeStrength(g, loss[i]));
  }),
  reference("volume_change", 2, "ratio", "Q/Q₋₁ - 1, Q shares traded", ({ shares }) => {
    return lag(shares, 1).map((before, i) => before > 0 ? shares[i] / before - 1 : NaN);
  }),
  reference("avg_volume_10", 10, "shares", "mean(Q, 10)", ({ shares }) => rollingMean(shares, 10)),
  reference("best_buy_sell_spread", 1, "R$", "ask - bid", ({ bid, ask }) => ask.map((a, i) => a - bid[i])),
  reference(
    "close_to_best_buy",
    1,
    "ratio",
    "(C - bid)/bid",
    ({ bid, close }) => close.map((c, i) => (c - bid[i]) / bid[i]),
  ),
  reference(
    "price_momentum_5",
    6,
    "ratio",
    "C/C₋₅ - 1",
    ({ close }) => lag(close, 5).map((before, i) => close[i] / before - 1),
  ),
  reference(
    "high_breakout_20",
    20,
    "flag",
    "1 if H = max(H, 20), 0 while the window is short",
    ({ high }) => {
      return rollingMax(high, 20).map((max, i) => high[i] === max ? 1 : 0);
    },
  ),
  reference("bollinger_upper", 20, "R$", "mean(C, 20) + 2 std(C, 20), n - 1", ({ close }) => {
    const std = rollingStd(close, 20);
    return rollingMean(close, 20).map((mean, i) => mean + 2 * std[i]);
  }),
  reference("stochastic_14", 14, "0-100", "100 (C - min(C, 14))/(max(C, 14) - min(C, 14))", ({ close }) => {
    const [top, bottom] = [rollingMax(close, 14), rollingMin(close, 14)];
    return close.map((c, i) => 100 * (c - bottom[i]) / (top[i] - bottom[i]));
  }),
  reference("close", 1, "R$", "C", ({ close }) => close.slice()),
];

/** The `reference` preset: thirteen inputs on published prices, in the order of that system's models. */
export const REFERENCE: FeatureSet = { name: "reference", basis: "raw", features: REFERENCE_FEATURES };

/** Columns that need the best bid and ask of the close. */
const ORDER_BOOK = ["best_buy_sell_spread", "close_to_best_buy"];

/** The `reference` preset for data without an order book: the eleven inputs that are left. */
export const REFERENCE_WITHOUT_BOOK: FeatureSet = {
  ...REFERENCE,
  name: "reference_without_book",
  features: REFERENCE_FEATURES.filter(({ name }) => !ORDER_BOOK.includes(name)),
};
