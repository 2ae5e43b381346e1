/**
 * What a feature is.
 *
 * @module
 */

import type { Bars, PriceBasis } from "~/core/mod.ts";

/** One column that is computed from one ticker's bars. */
export interface Feature {
  /** Name of the column, with its window. */
  readonly name: string;
  /** Sessions of history the value depends on, the current one included; fewer give `NaN`. */
  readonly lookback: number;
  /** Unit of the values: `ratio` (1 = 100 %), `R$`, `shares`, `0-100`, `flag`, … */
  readonly unit: string;
  /** The formula in words or symbols; O, H, L, C, V are open, high, low, close, turnover; C₋₁ the close before. */
  readonly formula: string;
  /** Where the definition comes from. */
  readonly source: string;
  /**
   * The column [nSessions], aligned with the bars. Causal: row t uses bars up to and including t.
   * `NaN` where the history is shorter than `lookback` or the value is not defined.
   */
  readonly compute: (series: Series) => Float64Array;
}

/** A named choice of features and the price basis they are computed on. */
export interface FeatureSet {
  /** Name of the preset. */
  readonly name: string;
  /** Basis of the prices they are computed from. */
  readonly basis: Exclude<PriceBasis, "total">;
  /** The features, in the order of the columns. */
  readonly features: readonly Feature[];
}

/** One ticker's bars with the columns that many features share, computed once. */
export interface Series extends Bars {
  /** C/C₋₁ - 1; `NaN` in the first row. */
  readonly returns: Float64Array;
  /** ln V; `NaN` where nothing was traded. */
  readonly logTurnover: Float64Array;
}

/** Adds the shared columns to bars. */
export function seriesOf(bars: Bars): Series {
  return {
    ...bars,
    returns: bars.close.map((close, i) => i === 0 ? NaN : close / bars.close[i - 1] - 1),
    logTurnover: bars.turnover.map((turnover) => turnover > 0 ? Math.log(turnover) : NaN),
  };
}

/** A close n sessions ago in a formula: `C₋₁₀`. */
export function closeAgo(n: number): string {
  return `C₋${[...String(n)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]).join("")}`;
}
