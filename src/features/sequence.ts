/**
 * What a session looked like, for models that look at one session after another: few channels, each on a scale of its
 * own ticker or of the session.
 *
 * @module
 */

import { mapped, ratios } from "./column.ts";
import { crossRank } from "./cross_section.ts";
import type { Feature, FeatureSet, Series } from "./feature.ts";
import { turnoverRatio } from "./liquidity.ts";
import { marketReturn } from "./market.ts";
import { pastReturn } from "./momentum.ts";
import { position } from "./trend.ts";
import { volatility } from "./volatility.ts";

/** Sessions that say how far a share goes on a usual day. */
const WINDOW = 60;
const usual = volatility(WINDOW);
const indexReturn = marketReturn(1);

/** A feature of one session in usual daily moves of its share; `NaN` where the share has not moved. */
function scaled(
  name: string,
  formula: string,
  value: (series: Series) => Float64Array,
  inputs: "ticker" | "market" = "ticker",
): Feature {
  return {
    name: `scaled_${name}`,
    inputs,
    lookback: usual.lookback,
    unit: "standard deviations",
    formula: `${formula}/${usual.name}`,
    source: "measured against the share's own volatility",
    compute: (series) => {
      const std = usual.compute(series);
      return mapped(value(series), (x, i) => std[i] > 0 ? x / std[i] : NaN);
    },
  };
}

const channels = [
  scaled("return", "(C/C₋₁ - 1)/2", ({ returns }) => mapped(returns, (r) => r / 2)),
  crossRank(pastReturn(1)),
  scaled("range", "(H - L)/C", ({ high, low, close }) => mapped(close, (c, i) => (high[i] - low[i]) / c)),
  scaled("body", "(C/O - 1)", ({ open, close }) => mapped(ratios(close, open), (ratio) => ratio - 1)),
  turnoverRatio(1, WINDOW),
  ...[pastReturn(20), pastReturn(252), position(252), usual].map(crossRank),
];

/**
 * The `sequence` preset: ten channels of a session. Return, range and body in the share's usual daily moves, turnover
 * beside its usual one, where the share stands in the session by its return of a day, a month and a year, by its place in
 * the range of the year and by its volatility, and the return of the index. Without an index that last one is `NaN`.
 */
export const SEQUENCE: FeatureSet = {
  name: "sequence",
  basis: "split",
  features: [
    ...channels,
    scaled("market_return", `(${indexReturn.formula})`, indexReturn.compute, "market"),
  ],
};

/** The `sequence` preset for data without an index: the nine channels that are left. */
export const SEQUENCE_WITHOUT_INDEX: FeatureSet = {
  ...SEQUENCE,
  name: "sequence_without_index",
  features: channels,
};
