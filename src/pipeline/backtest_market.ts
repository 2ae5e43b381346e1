/**
 * The market of a prepared run as it can be traded.
 *
 * @module
 */

import { cashRates, type Curve, lastKnown, type TradedMarket, tradedMarket } from "~/backtest/mod.ts";
import { type Finding, formatSession, type Session } from "~/core/mod.ts";
import { NO_MARKET } from "~/features/mod.ts";
import type { Prepared } from "./prepare.ts";

/** What can be traded, and what to compare with. */
export interface BacktestMarket {
  /** The market; where the database knows no rate, cash earns nothing. */
  readonly market: TradedMarket;
  /** The database's first index over the period; `null` if it does not know it from the first session on. */
  readonly index: Curve | null;
  /** Whether the database has a rate. */
  readonly hasRates: boolean;
  /** What the database lacks. */
  readonly findings: readonly Finding[];
}

/** The market of a run from the first decision to the last session. */
export function backtestMarket(
  { panel, returns, inputs }: Pick<Prepared, "panel" | "returns" | "inputs">,
  first: Session,
  last: Session,
): BacktestMarket {
  const { calendar } = panel;
  const { session, indexClose, riskFree } = inputs.market ?? NO_MARKET;
  const findings: Finding[] = [];
  const find = (kind: string, message: string) => findings.push({ severity: "warning", kind, message });

  const rates = cashRates(calendar, session, riskFree);
  const known = session.filter((_, row) => Number.isFinite(riskFree[row]));
  const hasRates = known.length > 0;
  if (!hasRates) {
    find(
      "no_rates",
      "The database has no rate: cash earns nothing, and Sharpe ratios are of returns, not of their excess",
    );
  } else if (known[0] > first || known[known.length - 1] < last) {
    const [from, to] = [known[0], known[known.length - 1]].map(formatSession);
    find(
      "short_rates",
      `The rate is known from ${from} to ${to}: cash earns nothing before and the last rate after`,
    );
  }

  const sessions = calendar.filter((day) => day >= first && day <= last);
  const equity = lastKnown(sessions, session, indexClose);
  const hasIndex = equity.length > 0 && equity.every(Number.isFinite);
  if (!hasIndex) {
    find("no_index", `The database has no index from ${formatSession(first)} on to compare with`);
  }
  if (returns === panel) find("no_payments", "The database has no adjusted closes: dividends are not paid");
  return {
    market: tradedMarket(panel, returns, rates.map((rate) => Number.isNaN(rate) ? 0 : rate)),
    index: hasIndex ? { session: sessions, equity } : null,
    hasRates,
    findings,
  };
}
