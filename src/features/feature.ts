/**
 * What a feature is.
 *
 * @module
 */

import type { Bars, PriceBasis } from "~/core/mod.ts";
import { changes, mapped, newColumn } from "./column.ts";
import { type MarketSeries, NO_MARKET } from "./market_series.ts";
import { once } from "./once.ts";

/** What the catalog says of every feature. */
export interface FeatureEntry {
  /** Name of the column, with its window. */
  readonly name: string;
  /** Sessions of history a value needs, the current one included; fewer give `NaN`. */
  readonly lookback: number;
  /**
   * Sessions of history a value depends on where there are that many: a history cut short to it gives the same bits.
   * `Infinity` for recursive averages, which depend on every session since the first.
   *
   * @default {lookback}
   */
  readonly reach?: number;
  /** Unit of the values: `ratio` (1 = 100 %), `R$`, `shares`, `0-100`, `flag`, … */
  readonly unit: string;
  /** The formula in words or symbols; O, H, L, C, V are open, high, low, close, turnover; C₋₁ the close before. */
  readonly formula: string;
  /** Where the definition comes from. */
  readonly source: string;
}

/** One column that is computed from one ticker's bars. */
export interface Feature extends FeatureEntry {
  /** What it is computed from: the ticker's bars, or the market's daily series, too. @default {"ticker"} */
  readonly inputs?: "ticker" | "market";
  /**
   * The column [nSessions], aligned with the bars. Causal: row t uses bars up to and including t.
   * `NaN` where the history is shorter than `lookback` or the value is not defined.
   */
  readonly compute: (series: Series) => Float64Array;
}

/**
 * One column that is computed from what all tickers show in a session: a rank, a z-score, a dispersion. It comes after
 * the columns of single tickers and looks at nothing but the same session's values inside the universe.
 */
export interface PanelFeature extends FeatureEntry {
  /** What it is computed from: all rows of the session. */
  readonly inputs: "panel";
  /** The column of each ticker that is compared. */
  readonly of: Feature;
  /**
   * From the session's defined values inside the universe to a function of a row's own value, which may be `NaN` or of a
   * row outside the universe.
   */
  readonly across: (inside: Float64Array) => (own: number) => number;
}

/** A named choice of features and the price basis they are computed on. */
export interface FeatureSet {
  /** Name of the preset. */
  readonly name: string;
  /** Basis of the prices they are computed from. */
  readonly basis: Exclude<PriceBasis, "total">;
  /** The features, in the order of the columns. */
  readonly features: readonly (Feature | PanelFeature)[];
}

/** What features may use besides the bars; each column [nSessions], aligned with the bars. */
export interface SideInputs {
  /** The market's daily series; features that need it are `NaN` without. */
  readonly market?: MarketSeries | undefined;
  /** What the published price was multiplied by to get the price across splits and dividends; `NaN` without. */
  readonly totalFactor?: Float64Array | undefined;
  /** The set's panel features in their order, from {@link tickerInputs}; `NaN` without. */
  readonly panelColumns?: readonly Float64Array[] | undefined;
}

/** One ticker's bars with the columns that many features share, computed once. */
export interface Series extends Bars {
  /** C/C₋₁ - 1; `NaN` in the first row. */
  readonly returns: Float64Array;
  /** ln V; `NaN` where nothing was traded. */
  readonly logTurnover: Float64Array;
  /** What the published price was multiplied by to get the price across splits and dividends. */
  readonly totalFactor: Float64Array;
  /** The market's daily series, of no session if none were given. */
  readonly market: MarketSeries;
}

/** Adds the shared columns to bars, each made when first asked for. */
export function seriesOf(bars: Bars, inputs: SideInputs = {}): Series {
  const { market = NO_MARKET, totalFactor } = inputs;
  return {
    ...bars,
    market,
    get returns() {
      return returnsOf(bars);
    },
    get logTurnover() {
      return logTurnoverOf(bars);
    },
    get totalFactor() {
      return totalFactor ?? newColumn(bars.session.length).fill(NaN);
    },
  };
}

const returnsOf = once(({ close }: Bars) => changes(close, 1));
const logTurnoverOf = once(({ turnover }: Bars) => mapped(turnover, (v) => v > 0 ? Math.log(v) : NaN));

/** A close n sessions ago in a formula: `C₋₁₀`. */
export function closeAgo(n: number): string {
  return `C₋${[...String(n)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]).join("")}`;
}
