/**
 * A backtest as the report shows it, as plain data that survives JSON.
 *
 * @module
 */

import { drawdowns, type SharpeEstimate } from "~/backtest/mod.ts";
import type { BacktestEntry, BacktestReport } from "~/report/mod.ts";
import type { BacktestComparison, BacktestRow } from "./backtest.ts";
import { beyondLuck, recordedTrials } from "./trial_luck.ts";

/** The strategy that the report shows: the best fifth, held. */
const STRATEGY = ", top 20 %";
const QUANTILE = 0.2;

/** What the report translates. */
const NAMES: Readonly<Record<string, string>> = {
  "buy and hold": "equal_weight",
  index: "ibovespa",
  cash: "cdi",
};

/** A backtest as a version keeps it: nothing in it depends on what else was tried. */
export interface BacktestRecord {
  /** Its figures and curves. */
  readonly report: BacktestReport;
  /** Sharpe ratios of one session of what a model decided, by entry. */
  readonly estimates: Readonly<Record<string, SharpeEstimate>>;
  /** Ways in which the model was traded. */
  readonly nStrategies: number;
}

/** The best fifth of the model, of the untrained rankings, and the benchmarks. */
export function backtestRecord({ every, rules, rows, firstSession }: BacktestComparison): BacktestRecord {
  const shown = rows.filter(({ name }) => name.endsWith(STRATEGY) || name in NAMES);
  const models = rows.filter(({ isModel }) => isModel);
  return {
    report: {
      strategy: { kind: "top_quantile", every, quantile: QUANTILE },
      costs: {
        ...rules,
        fees: rules.fees.map(({ from, rate }) => ({ from: Math.max(from, firstSession), rate })),
      },
      entries: shown.map(entryOf),
    },
    estimates: Object.fromEntries(
      models.flatMap(({ name, performance: { estimate } }) =>
        estimate === null ? [] : [[nameOf(name), estimate]]
      ),
    ),
    nStrategies: models.length,
  };
}

/** A backtest for the page: its Sharpe ratios beside the luck of all that was tried by now. */
export async function backtestReport(
  { report, estimates, nStrategies }: BacktestRecord,
  models: string,
): Promise<BacktestReport> {
  const trials = await recordedTrials(models, nStrategies);
  return {
    ...report,
    nTrials: trials.nTrials,
    entries: report.entries.map((entry) => ({
      ...entry,
      deflatedSharpe: entry.name in estimates ? beyondLuck(estimates[entry.name], trials) : null,
    })),
  };
}

function nameOf(row: string): string {
  return NAMES[row] ?? row.replace(STRATEGY, "");
}

function entryOf({ name, performance, activity, monthly, curve }: BacktestRow): BacktestEntry {
  return {
    name: nameOf(name),
    session: [...curve.session],
    equity: [...curve.equity],
    drawdown: [...drawdowns(curve.equity)],
    statistics: performance,
    deflatedSharpe: null,
    months: monthly,
    turnover: activity?.turnover ?? null,
  };
}
