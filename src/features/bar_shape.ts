/**
 * The shape of one session's bar.
 *
 * @module
 */

import { differences, excesses, mapped, ratios } from "./column.ts";
import type { Feature } from "./feature.ts";

const SOURCE = "Alpha158 kbar";

/** (H - L)/O. */
export const barRange: Feature = {
  name: "bar_range",
  lookback: 1,
  unit: "ratio",
  formula: "(H - L)/O",
  source: `${SOURCE}, KLEN`,
  compute: ({ open, high, low }) => ratios(differences(high, low), open),
};

/** (C - O)/O. */
export const barBody: Feature = {
  name: "bar_body",
  lookback: 1,
  unit: "ratio",
  formula: "(C - O)/O",
  source: `${SOURCE}, KMID`,
  compute: ({ open, close }) => ratios(differences(close, open), open),
};

/** (H - max(O, C))/O. */
export const upperShadow: Feature = {
  name: "upper_shadow",
  lookback: 1,
  unit: "ratio",
  formula: "(H - max(O, C))/O",
  source: `${SOURCE}, KUP`,
  compute: ({ open, high, close }) => mapped(open, (o, i) => (high[i] - Math.max(o, close[i])) / o),
};

/** (min(O, C) - L)/O. */
export const lowerShadow: Feature = {
  name: "lower_shadow",
  lookback: 1,
  unit: "ratio",
  formula: "(min(O, C) - L)/O",
  source: `${SOURCE}, KLOW`,
  compute: ({ open, low, close }) => mapped(open, (o, i) => (Math.min(o, close[i]) - low[i]) / o),
};

/** Average price over the close, minus 1. */
export const vwapToClose: Feature = {
  name: "vwap_to_close",
  lookback: 1,
  unit: "ratio",
  formula: "VWAP/C - 1",
  source: "Alpha158 VWAP0; B3 publishes the average price as PREMED",
  compute: ({ vwap, close }) => excesses(vwap, close),
};
