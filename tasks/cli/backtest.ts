/**
 * A comparison of backtests as text and as JSON.
 *
 * @module
 */

import type { Drawdown } from "~/backtest/mod.ts";
import { formatSession } from "~/core/mod.ts";
import type { BacktestComparison, BacktestRow } from "~/pipeline/mod.ts";
import { findingJson, table } from "./output.ts";

/** Findings that are printed one by one; of more of a kind only the number is. */
const FEW = 3;

/** The comparison as lines of text: a table, what its figures mean, what was found. */
export function backtestLines(comparison: BacktestComparison): string[] {
  const { firstSession, lastSession, every, rules, rows, nTrials, findings } = comparison;
  const byKind = Object.entries(Object.groupBy(findings, ({ kind }) => kind));
  return [
    `Traded from ${formatSession(firstSession)} to ${
      formatSession(lastSession)
    }, decided every ${every} sessions, ` +
    `R$ ${rules.capital.toLocaleString("en-US")}, lots of ${rules.lot}`,
    ...table([
      "strategy",
      "return",
      "a year",
      "volatility",
      "Sharpe",
      "Sortino",
      "deepest fall",
      "from",
      "to",
      "Calmar",
      "turnover",
      "hit rate",
      "invested",
      "PSR",
      "DSR",
    ], rows.map(cellsOf)),
    "",
    "Sharpe and Sortino are of returns in excess of cash, a year of 252 sessions. PSR is the probability that the true",
    `Sharpe ratio is above 0; DSR, that it is above the luck of ${nTrials} trials recorded. Turnover 1`,
    "replaces everything once a year; invested is held and owed over equity.",
    ...byKind.flatMap(([kind, found = []]) =>
      found.length <= FEW
        ? found.map(({ message }) => message)
        : [`${found.length} findings of kind ${kind}, the first: ${found[0].message}`]
    ),
  ];
}

/** The comparison without its curves, its dates as dates. */
export function backtestJson(
  { firstSession, lastSession, rows, rules, findings, ...rest }: BacktestComparison,
) {
  return {
    firstSession: formatSession(firstSession),
    lastSession: formatSession(lastSession),
    ...rest,
    rules: { ...rules, fees: rules.fees.map(({ from, rate }) => ({ from: dateOf(from), rate })) },
    rows: rows.map(({ curve: _, performance: { maxDrawdown, ...performance }, ...row }) => ({
      ...row,
      performance: {
        ...performance,
        firstSession: formatSession(performance.firstSession),
        lastSession: formatSession(performance.lastSession),
        maxDrawdown: maxDrawdown && drawdownJson(maxDrawdown),
      },
    })),
    findings: findings.map(findingJson),
  };
}

function cellsOf({ name, performance, activity, deflatedSharpe }: BacktestRow): string[] {
  const fixed = (value: number | null | undefined, digits: number) => value?.toFixed(digits) ?? "-";
  const percent = (value: number | null | undefined) =>
    value === null || value === undefined ? "-" : `${(100 * value).toFixed(1)} %`;
  const fall = performance.maxDrawdown;
  return [
    name,
    percent(performance.totalReturn),
    percent(performance.cagr),
    percent(performance.volatility),
    fixed(performance.sharpeRatio, 2),
    fixed(performance.sortinoRatio, 2),
    percent(fall?.depth),
    fall === null ? "-" : formatSession(fall.peak),
    fall === null ? "-" : formatSession(fall.trough),
    fixed(performance.calmarRatio, 2),
    fixed(activity?.turnover, 1),
    percent(activity?.hitRate),
    percent(activity?.grossExposure),
    fixed(performance.probabilisticSharpe, 3),
    fixed(deflatedSharpe, 3),
  ];
}

function drawdownJson({ depth, peak, trough, recovery }: Drawdown) {
  return {
    depth,
    peak: formatSession(peak),
    trough: formatSession(trough),
    recovery: recovery === null ? null : formatSession(recovery),
  };
}

/** A session as a date; `null` for the beginning of time. */
function dateOf(session: number): string | null {
  return Number.isFinite(session) ? formatSession(session) : null;
}
