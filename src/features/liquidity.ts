/**
 * How much was traded, and what it cost to trade.
 *
 * @module
 */

import { mapped } from "./column.ts";
import type { Feature } from "./feature.ts";
import { windowOrders } from "./ordered_windows.ts";
import { rollingMean, rollingStd } from "./rolling.ts";

/** ln of mean turnover over n sessions: the size of the market in the share. */
export function liquidity(n: number): Feature {
  return {
    name: `liquidity_${n}`,
    lookback: n,
    unit: "ln R$",
    formula: `ln mean(V, ${n})`,
    source: "average daily turnover",
    compute: ({ turnover }) => mapped(rollingMean(turnover, n), logOfPositive),
  };
}

/** ln of median turnover over n sessions: the size of the market in the share on a usual day. */
export function medianLiquidity(n: number): Feature {
  return {
    name: `median_liquidity_${n}`,
    lookback: n,
    unit: "ln R$",
    formula: `ln median(V, ${n})`,
    source: "median daily turnover",
    compute: ({ turnover }) => mapped(windowOrders(turnover, [0.5])(n).quantiles[0], logOfPositive),
  };
}

/** ln of money a trade; on the busiest days it needs the trades in full, the published count has five digits. */
export const averageTicket: Feature = {
  name: "average_ticket",
  lookback: 1,
  unit: "ln R$",
  formula: "ln(V/trades)",
  source: "VOLTOT over TOTNEG",
  compute: ({ turnover, trades }) => mapped(turnover, (value, i) => logOfPositive(value / trades[i])),
};

/** Best ask over best bid at the close, as a share of their middle; `NaN` when one is missing. */
export const relativeSpread: Feature = {
  name: "relative_spread",
  lookback: 1,
  unit: "ratio",
  formula: "(ask - bid)/((ask + bid)/2)",
  source: "PREOFV and PREOFC",
  compute: ({ bid, ask }) => mapped(ask, (a, i) => 2 * (a - bid[i]) / (a + bid[i])),
};

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
      return mapped(rollingMean(turnover, short), (recent, i) => logOfPositive(recent / usual[i]));
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
      const impact = mapped(returns, (r, i) => turnover[i] > 0 ? Math.abs(r) / turnover[i] * 1e6 : NaN);
      return mapped(rollingMean(impact, n), (mean) => Math.log(mean + 1e-9));
    },
  };
}

function logOfPositive(value: number): number {
  return value > 0 && value < Infinity ? Math.log(value) : NaN;
}
