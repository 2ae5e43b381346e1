/**
 * Returns over windows of days to a year.
 *
 * @module
 */

import { closeAgo, type Feature } from "./feature.ts";
import { lag, rollingMax, rollingShareAbove } from "./rolling.ts";

/** C/C₋ₙ - 1. */
export function pastReturn(n: number): Feature {
  return {
    name: `return_${n}`,
    lookback: n + 1,
    unit: "ratio",
    formula: `C/${closeAgo(n)} - 1`,
    source: "Alpha158 ROC, inverted",
    compute: ({ close }) => lag(close, n).map((before, i) => close[i] / before - 1),
  };
}

/** C₋ₛ/C₋ₙ - 1: the return up to s sessions ago, without the latest reversal. */
export function momentum(n: number, skip: number): Feature {
  return {
    name: `momentum_${n}_${skip}`,
    lookback: n + 1,
    unit: "ratio",
    formula: `${closeAgo(skip)}/${closeAgo(n)} - 1`,
    source: "Jegadeesh and Titman (1993)",
    compute: ({ close }) => {
      const recent = lag(close, skip);
      return lag(close, n).map((before, i) => recent[i] / before - 1);
    },
  };
}

/** O/C₋₁ - 1. */
export const overnightReturn: Feature = {
  name: "overnight_return",
  lookback: 2,
  unit: "ratio",
  formula: "O/C₋₁ - 1",
  source: "Lou, Polk and Skouras (2019)",
  compute: ({ open, close }) => lag(close, 1).map((before, i) => open[i] / before - 1),
};

/** Greatest daily return of the last n sessions. */
export function maxReturn(n: number): Feature {
  return {
    name: `max_return_${n}`,
    lookback: n + 1,
    unit: "ratio",
    formula: `max(C/C₋₁ - 1) over ${n}`,
    source: "Bali, Cakici and Whitelaw (2011), MAX",
    compute: ({ returns }) => rollingMax(returns, n),
  };
}

/** Share of the last n sessions that closed higher than the one before. */
export function upShare(n: number): Feature {
  return {
    name: `up_share_${n}`,
    lookback: n + 1,
    unit: "ratio",
    formula: `share of C > C₋₁ over ${n}`,
    source: "Alpha158 CNTP",
    compute: ({ returns }) => rollingShareAbove(returns, n),
  };
}
