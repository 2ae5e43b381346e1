/**
 * Feature columns of one ticker.
 *
 * @module
 */

import { type Bars, rawBars } from "~/core/mod.ts";
import { type FeatureSet, seriesOf, type SideInputs } from "./feature.ts";

/**
 * Computes a set's columns from one ticker's bars.
 *
 * @param bars Bars on the `split` basis; a set on the `raw` basis is computed on the published prices.
 * @param inputs What the set needs besides them: the market, what other tickers showed.
 * @returns One column [nSessions] a feature, in the order of the set, aligned with the bars. Causal: row t uses bars
 *   up to and including t. `NaN` where the history is shorter than the feature's lookback, an input is not given or
 *   nothing is defined.
 *
 * @example Fewer sessions than a window give `NaN`, not a guess
 * ```ts
 * import assert from "node:assert/strict";
 * import { CORE } from "./presets.ts";
 * const day = (value: number) => Float64Array.of(value, value + 1);
 * const bars = {
 *   ticker: "TEST3", basis: "split", session: Int32Array.of(1, 2), jump: new Uint8Array(2), factor: day(1).fill(1),
 *   open: day(9), high: day(11), low: day(8), close: day(10), vwap: day(10), bid: day(9), ask: day(11),
 *   turnover: day(1e6), shares: day(1e5), trades: day(100),
 * } as const;
 * const [return1, return5] = computeFeatures(bars, CORE);
 * assert.deepEqual([...return1], [NaN, 11 / 10 - 1]);
 * assert.deepEqual([...return5], [NaN, NaN]);
 * ```
 */
export function computeFeatures(bars: Bars, set: FeatureSet, inputs: SideInputs = {}): Float64Array[] {
  const series = seriesOf(set.basis === "raw" ? rawBars(bars) : bars, inputs);
  let nPanelColumns = 0;
  return set.features.map((feature) => {
    if (feature.inputs !== "panel") return feature.compute(series);
    return inputs.panelColumns?.[nPanelColumns++] ?? new Float64Array(bars.session.length).fill(NaN);
  });
}
