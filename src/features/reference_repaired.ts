/**
 * The inputs of the Python system that this one is compatible with, made fit for a network: free of the price's and the
 * share's scale, on adjusted prices.
 *
 * @module
 */

import { mapped } from "./column.ts";
import type { Feature, FeatureSet, Series } from "./feature.ts";
import { pastReturn } from "./momentum.ts";
import { REFERENCE_FEATURES } from "./reference.ts";
import { rollingMean } from "./rolling.ts";
import { emaFromStart } from "./smoothing.ts";

/** One of that system's inputs. */
function original(name: string): Feature {
  const found = REFERENCE_FEATURES.find((feature) => feature.name === name);
  if (found === undefined) throw new RangeError(`Cannot repair "${name}": it is no feature of the reference`);
  return found;
}

/** One of its inputs with another value made of each. */
function repaired(
  of: string,
  name: string,
  formula: string,
  value: (x: number, series: Series, row: number) => number,
): Feature {
  const { lookback, source, compute } = original(of);
  return {
    name,
    lookback,
    unit: "ratio",
    formula,
    source: `${source}, scale-free`,
    compute: (series) => mapped(compute(series), (x, row) => value(x, series, row)),
  };
}

const toClose = (x: number, { close }: Series, row: number) => x / close[row] - 1;
const ofHundred = (x: number) => x / 100;

/** The system's MACD as a share of the close, begun anew where prices do not compare: a break would ring on for months. */
const macdToClose: Feature = {
  ...original("macd"),
  name: "macd_to_close",
  unit: "ratio",
  formula: "(EMA12(C) - EMA26(C))/C from the first session after a break",
  source: `${original("macd").source}, scale-free`,
  compute: ({ close, jump }) => {
    const out = mapped(close, () => NaN);
    for (let begin = 0, end = 1; begin < close.length; begin = end++) {
      while (end < close.length && jump[end] === 0) end++;
      const stretch = close.subarray(begin, end);
      const [fast, slow] = [emaFromStart(stretch, 12), emaFromStart(stretch, 26)];
      out.set(mapped(stretch, (c, i) => (fast[i] - slow[i]) / c), begin);
    }
    return out;
  },
};

/** ln of the mean number of shares traded in ten sessions over that in sixty. */
const volumeRatio: Feature = {
  name: "avg_volume_10_to_60",
  lookback: 60,
  unit: "ln ratio",
  formula: "ln(mean(Q, 10)/mean(Q, 60)), Q shares traded",
  source: `${original("avg_volume_10").source}, scale-free`,
  compute: ({ shares }) => {
    const usual = rollingMean(shares, 60);
    return mapped(rollingMean(shares, 10), (recent, i) => usual[i] > 0 ? Math.log(recent / usual[i]) : NaN);
  },
};

/**
 * The `reference_repaired` preset: the eleven inputs that need no order book, as ratios. Where the reference has the
 * price itself, it has the return of a day.
 */
export const REFERENCE_REPAIRED: FeatureSet = {
  name: "reference_repaired",
  basis: "split",
  features: [
    original("rolling_volatility_5"),
    repaired("moving_avg_10", "moving_avg_10_to_close", "mean(C, 10)/C - 1", toClose),
    macdToClose,
    repaired("rsi_14", "rsi_14_ratio", "1 - 1/(1 + G/L), G and L simple means over 14", ofHundred),
    repaired(
      "volume_change",
      "volume_change_log",
      "sign(x) ln(1 + |x|), x = Q/Q₋₁ - 1, Q shares traded",
      (x) => Math.sign(x) * Math.log1p(Math.abs(x)),
    ),
    volumeRatio,
    original("price_momentum_5"),
    original("high_breakout_20"),
    repaired(
      "bollinger_upper",
      "bollinger_upper_to_close",
      "(mean(C, 20) + 2 std(C, 20))/C - 1, n - 1",
      toClose,
    ),
    repaired(
      "stochastic_14",
      "stochastic_14_ratio",
      "(C - min(C, 14))/(max(C, 14) - min(C, 14))",
      ofHundred,
    ),
    pastReturn(1),
  ],
};
