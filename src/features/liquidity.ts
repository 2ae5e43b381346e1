/**
 * How much was traded, and what it cost to trade.
 *
 * @module
 */

import type { Feature } from "./feature.ts";
import { rollingMean, rollingStd } from "./rolling.ts";

/** ln of mean turnover over n sessions: the size of the market in the share. */
export function liquidity(n: number): Feature {
  return {
    name: `liquidity_${n}`,
    lookback: n,
    unit: "ln R$",
    formula: `ln mean(V, ${n})`,
    source: "average daily turnover",
    compute: ({ turnover }) => rollingMean(turnover, n).map(logOfPositive),
  };
}

/** ln of recent over usual turnover. */
export function turnoverRatio(short: number, long: number): Feature {
  return {
    name: `turnover_ratio_${short}_${long}`,
    lookback: long,
    unit: "ln ratio",
    formula: `ln(mean(V, ${short})/mean(V, ${long}))`,
    source: "Alpha158 VMA, as a ratio",
    compute: ({ turnover }) => {
      const usual = rollingMean(turnover, long);
      return rollingMean(turnover, short).map((recent, i) => logOfPositive(recent / usual[i]));
    },
  };
}

/** Sample standard deviation of ln turnover over n sessions. */
export function turnoverVolatility(n: number): Feature {
  return {
    name: `turnover_volatility_${n}`,
    lookback: n,
    unit: "ln ratio",
    formula: `std(ln V) over ${n}, n - 1`,
    source: "Alpha158 VSTD, scale-free",
    compute: ({ logTurnover }) => rollingStd(logTurnover, n),
  };
}

/** ln of the mean price move that a million reais bought. */
export function amihud(n: number): Feature {
  return {
    name: `amihud_${n}`,
    lookback: n + 1,
    unit: "ln ratio a million R$",
    formula: `ln(mean(|C/C₋₁ - 1|/V · 10⁶ over ${n}) + 10⁻⁹)`,
    source: "Amihud (2002)",
    compute: ({ returns, turnover }) => {
      const impact = returns.map((r, i) => turnover[i] > 0 ? Math.abs(r) / turnover[i] * 1e6 : NaN);
      return rollingMean(impact, n).map((mean) => Math.log(mean + 1e-9));
    },
  };
}

function logOfPositive(value: number): number {
  return value > 0 ? Math.log(value) : NaN;
}
