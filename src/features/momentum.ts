/**
 * Returns over windows of days to a year.
 *
 * @module
 */

import { changes, excesses, newColumn } from "./column.ts";
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
    compute: ({ close }) => changes(close, n),
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
    compute: ({ close }) => excesses(lag(close, skip), lag(close, n)),
  };
}

/** O/C₋₁ - 1. */
export const overnightReturn: Feature = {
  name: "overnight_return",
  lookback: 2,
  unit: "ratio",
  formula: "O/C₋₁ - 1",
  source: "Lou, Polk and Skouras (2019)",
  compute: ({ open, close }) => excesses(open, lag(close, 1)),
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

/** Sessions of a year and of a month, and the years a season is looked for in. */
const [YEAR, MONTH, YEARS] = [252, 21, 3];

/**
 * Mean return of the month ahead in the last three years, as many of them as there are, at least one. Months with a
 * break in them are left out.
 */
export const seasonality: Feature = {
  name: "seasonality",
  lookback: YEAR + 1,
  reach: YEARS * YEAR + 1,
  unit: "ratio",
  formula: "mean of C₋₍₂₅₂ₖ₋₂₁₎/C₋₂₅₂ₖ - 1 over k = 1 … 3 where there is history",
  source: "Heston and Sadka (2008)",
  compute: ({ close, jump }) => {
    const lastBreak = new Int32Array(close.length);
    for (let t = 0, last = -1; t < jump.length; t++) {
      if (jump[t] === 1) last = t;
      lastBreak[t] = last;
    }
    const out = newColumn(close.length);
    for (let t = 0; t < out.length; t++) {
      let [sum, count] = [0, 0];
      for (let begin = t - YEAR; begin >= Math.max(0, t - YEARS * YEAR); begin -= YEAR) {
        if (lastBreak[begin + MONTH] > begin) continue;
        sum += close[begin + MONTH] / close[begin] - 1;
        count++;
      }
      out[t] = sum / count;
    }
    return out;
  },
};
