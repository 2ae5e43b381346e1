/**
 * Everything that is checked of quotes, in one account.
 *
 * @module
 */

import { type Finding, formatSession, type Quotes, type Session } from "~/core/mod.ts";
import { CHECKS } from "./checks.ts";
import { findingOf, groupFindings, type QualityFinding } from "./finding.ts";
import { rowsByTicker } from "./rows_by_ticker.ts";
import { sessionFindings } from "./sessions.ts";

/** All findings of one kind. */
export interface KindTotal extends Pick<Finding, "kind" | "severity"> {
  /** Findings, most often as many as tickers. */
  readonly findings: number;
  /** How often it was found in all. */
  readonly count: number;
}

/** How much data a calendar year has. */
export interface YearTotal {
  /** The year. */
  readonly year: number;
  /** Sessions with a quote. */
  readonly sessions: number;
  /** Tickers with a quote. */
  readonly tickers: number;
  /** Quotes of all tickers. */
  readonly quotes: number;
}

/** The account of some quotes' quality. */
export interface Quality {
  /** Quotes checked. */
  readonly nQuotes: number;
  /** Tickers they are of. */
  readonly nTickers: number;
  /** Sessions with a quote. */
  readonly nSessions: number;
  /** First session with a quote, `null` if there is none. */
  readonly firstSession: Session | null;
  /** Last session with a quote, `null` if there is none. */
  readonly lastSession: Session | null;
  /** What there is, year by year. */
  readonly years: readonly YearTotal[];
  /** The gravest first, then by kind, the most frequent first. */
  readonly findings: readonly QualityFinding[];
  /** The findings counted by kind, in their order. */
  readonly totals: readonly KindTotal[];
}

const SEVERITIES: readonly Finding["severity"][] = ["error", "warning", "info"];

/**
 * Checks quotes of the cash market: their days against B3's calendar, and each quote against itself and its ticker's
 * others. Nothing is changed; what is an `error` is what a panel leaves out, or a year that is not there.
 *
 * @param quotes Quotes in any order.
 * @param others What others found in them, such as the panel's jumps; kinds that are checked here do not count twice.
 */
export function checkQuality(quotes: Quotes, others: readonly Finding[] = []): Quality {
  const sessions = Int32Array.from(new Set(quotes.session)).sort();
  const groups = rowsByTicker(quotes);
  const ofTickers = [...groups].flatMap(([ticker, rows]) =>
    CHECKS.flatMap(({ find, ...about }) => {
      const occurrences = find(quotes, rows);
      return occurrences.length === 0 ? [] : [findingOf({ ...about, ticker }, occurrences)];
    })
  );
  const ofOthers = others.filter(({ kind }) => !CHECKS.some((check) => check.kind === kind));
  const findings = [...sessionFindings(sessions), ...ofTickers, ...groupFindings(ofOthers)].sort(byGravity);
  return {
    nQuotes: quotes.length,
    nTickers: groups.size,
    nSessions: sessions.length,
    firstSession: sessions.at(0) ?? null,
    lastSession: sessions.at(-1) ?? null,
    years: yearTotals(quotes),
    findings,
    totals: [...Map.groupBy(findings, ({ kind }) => kind)].map(([kind, members]) => ({
      kind,
      severity: members[0].severity,
      findings: members.length,
      count: members.reduce((sum, { count }) => sum + count, 0),
    })),
  };
}

function byGravity(a: QualityFinding, b: QualityFinding): number {
  return SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || compare(a.kind, b.kind) ||
    b.count - a.count || compare(a.ticker ?? "", b.ticker ?? "");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function yearTotals({ session, ticker }: Quotes): YearTotal[] {
  const yearOf = new Map<Session, number>();
  const years = new Map<number, { tickers: Set<string>; quotes: number }>();
  for (let i = 0; i < session.length; i++) {
    const year = yearOf.get(session[i]) ?? Number(formatSession(session[i]).slice(0, 4));
    yearOf.set(session[i], year);
    const total = years.get(year) ?? { tickers: new Set(), quotes: 0 };
    years.set(year, total);
    total.tickers.add(ticker[i]);
    total.quotes++;
  }
  const sessions = Map.groupBy(yearOf.values(), (year) => year);
  return [...years].sort(([a], [b]) => a - b).map(([year, { tickers, quotes }]) => ({
    year,
    sessions: sessions.get(year)?.length ?? 0,
    tickers: tickers.size,
    quotes,
  }));
}
