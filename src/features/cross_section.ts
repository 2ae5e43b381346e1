/**
 * Where a ticker stands among the tickers of its session.
 *
 * @module
 */

import type { Feature, PanelFeature } from "./feature.ts";
import { rollingMean } from "./rolling.ts";

/** Values that a comparison needs at least. */
const MIN_VALUES = 2;

/**
 * Share of the session's universe that a ticker stands above, equal ones counted half: 0 to 1, 0.5 in the middle.
 *
 * Values are compared in single precision, as models see them: two shares that rose alike are equal, and stay so when a
 * later split rescales the prices of one and its return comes out another in the last place.
 */
export function crossRank(of: Feature): PanelFeature {
  return {
    ...entryOf(of, "rank", "0-1"),
    formula: `share of the session's universe below ${of.name}, equal ones half`,
    across: (inside) => {
      const ordered = Float32Array.from(inside).sort();
      return (value) => {
        const own = Math.fround(value);
        if (ordered.length < MIN_VALUES || Number.isNaN(own)) return NaN;
        return (countBelow(ordered, own) + countBelow(ordered, own, true)) / 2 / ordered.length;
      };
    },
  };
}

/** Distance to the mean of the session's universe in its standard deviations; `NaN` when all are equal. */
export function crossZscore(of: Feature): PanelFeature {
  return {
    ...entryOf(of, "zscore", "standard deviations"),
    formula: `(${of.name} - mean over the session's universe)/std, n - 1`,
    across: (inside) => {
      const { mean, std } = momentsOf(inside);
      return (own) => std > 0 ? (own - mean) / std : NaN;
    },
  };
}

/** Spread of mean daily returns over n sessions among the session's universe: the same for all its tickers. */
export function dispersion(n: number): PanelFeature {
  const of: Feature = {
    name: `mean_return_${n}`,
    lookback: n + 1,
    unit: "ratio a session",
    formula: `mean(C/C₋₁ - 1, ${n})`,
    source: "arithmetic mean",
    compute: ({ returns }) => rollingMean(returns, n),
  };
  return {
    name: `dispersion_${n}`,
    inputs: "panel",
    lookback: 1,
    reach: n + 1,
    unit: "ratio a session",
    formula: `std of ${of.formula} over the session's universe, n - 1`,
    source: "cross-sectional dispersion",
    of,
    across: (inside) => {
      const { std } = momentsOf(inside);
      return () => std;
    },
  };
}

function entryOf(of: Feature, kind: string, unit: string) {
  return {
    name: `${of.name}_${kind}`,
    inputs: "panel",
    lookback: of.lookback,
    ...(of.reach !== undefined && { reach: of.reach }),
    unit,
    source: `${of.source}, across the session`,
    of,
  } as const;
}

/** Mean and sample standard deviation; `NaN` of fewer than two values. */
function momentsOf(values: Float64Array): { mean: number; std: number } {
  const n = values.length;
  if (n < MIN_VALUES) return { mean: NaN, std: NaN };
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, std: Math.sqrt(squares / (n - 1)) };
}

/** Values of an ordered column that are below one, or at it. */
function countBelow(ordered: Float32Array, value: number, orAt = false): number {
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ordered[middle] < value || (orAt && ordered[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}
