/**
 * A backtest as the report shows it, as plain data that survives JSON.
 *
 * @module
 */

import { drawdowns } from "~/backtest/mod.ts";
import type { BacktestEntry, BacktestReport } from "~/report/mod.ts";
import type { BacktestComparison, BacktestRow } from "./backtest.ts";

/** The strategy that the report shows: the best fifth, held. */
const STRATEGY = ", top 20 %";
const QUANTILE = 0.2;

/** What the report translates. */
const NAMES: Readonly<Record<string, string>> = {
  "buy and hold": "equal_weight",
  index: "ibovespa",
  cash: "cdi",
};

/** The best fifth of the model, of the untrained rankings, and the benchmarks. */
export function backtestReport(
  { every, rules, rows, firstSession, nTrials }: BacktestComparison,
): BacktestReport {
  return {
    nTrials,
    strategy: { kind: "top_quantile", every, quantile: QUANTILE },
    costs: {
      ...rules,
      fees: rules.fees.map(({ from, rate }) => ({ from: Math.max(from, firstSession), rate })),
    },
    entries: rows.filter(({ name }) => name.endsWith(STRATEGY) || name in NAMES).map(entryOf),
  };
}

function entryOf(
  { name, performance, activity, deflatedSharpe, monthly, curve }: BacktestRow,
): BacktestEntry {
  return {
    name: NAMES[name] ?? name.replace(STRATEGY, ""),
    session: [...curve.session],
    equity: [...curve.equity],
    drawdown: [...drawdowns(curve.equity)],
    statistics: performance,
    deflatedSharpe,
    months: monthly,
    turnover: activity?.turnover ?? null,
  };
}
