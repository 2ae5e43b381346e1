/**
 * Made-up quotes and panels for tests: independent random walks in the shapes of the real thing.
 *
 * @module
 */

import { type Panel, parseSession, type Quotes, Random, weekday } from "~/core/mod.ts";
import { buildPanel } from "~/prices/mod.ts";

/** What a test says of one quote; the rest is filled in. */
export interface QuoteSpec {
  readonly ticker?: string;
  readonly session: number;
  readonly open?: number;
  readonly high?: number;
  readonly low?: number;
  readonly close: number;
  readonly turnover?: number;
  /** Shares traded; turnover over close by default. */
  readonly shares?: number;
  readonly board?: string;
  readonly specification?: string;
  readonly distribution?: number;
  readonly quotationFactor?: number;
}

/** Cash-market quotes from what matters to a test. */
export function quotesOf(specs: readonly QuoteSpec[]): Quotes {
  const numbers = (value: (spec: QuoteSpec) => number) => Float64Array.from(specs, value);
  const integers = (value: (spec: QuoteSpec) => number) => Int32Array.from(specs, value);
  const texts = (value: (spec: QuoteSpec) => string) => specs.map(value);
  const turnover = (spec: QuoteSpec) => spec.turnover ?? 5e6;
  return {
    length: specs.length,
    session: integers((spec) => spec.session),
    board: texts((spec) => spec.board ?? "02"),
    ticker: texts((spec) => spec.ticker ?? "TEST3"),
    market: integers(() => 10),
    company: texts((spec) => (spec.ticker ?? "TEST3").slice(0, 4)),
    specification: texts((spec) => spec.specification ?? "ON      NM"),
    forwardTerm: texts(() => ""),
    currency: texts(() => "R$"),
    open: numbers((spec) => spec.open ?? spec.close),
    high: numbers((spec) => spec.high ?? Math.max(spec.open ?? spec.close, spec.close)),
    low: numbers((spec) => spec.low ?? Math.min(spec.open ?? spec.close, spec.close)),
    average: numbers((spec) => spec.close),
    close: numbers((spec) => spec.close),
    bid: numbers((spec) => spec.close - 0.01),
    ask: numbers((spec) => spec.close + 0.01),
    trades: numbers(() => 1000),
    shares: numbers((spec) => spec.shares ?? turnover(spec) / spec.close),
    turnover: numbers(turnover),
    strike: numbers(() => 0),
    strikeIndex: integers(() => 0),
    expiry: integers(() => parseSession("9999-12-31")),
    quotationFactor: numbers((spec) => spec.quotationFactor ?? 1),
    strikePoints: numbers(() => 0),
    isin: texts((spec) => `BR${(spec.ticker ?? "TEST3").slice(0, 4)}ACNOR0`),
    distribution: integers((spec) => spec.distribution ?? 100),
  };
}

/** The first n weekdays from a date on. */
export function weekdays(n: number, from = "2016-01-04"): number[] {
  const sessions: number[] = [];
  for (let session = parseSession(from); sessions.length < n; session++) {
    if (weekday(session) < 5) sessions.push(session);
  }
  return sessions;
}

/** Quotes of independent geometric random walks: nothing about their future is in their past. */
export function randomWalkQuotes(nTickers: number, nSessions: number, seed: number): Quotes {
  const sessions = weekdays(nSessions);
  const specs = Array.from({ length: nTickers }, (_, k) => {
    const random = new Random(seed, k);
    const ticker = `T${String(k).padStart(3, "0")}3`;
    let price = 10 + 40 * random.uniform();
    return sessions.map((session): QuoteSpec => {
      const open = price * Math.exp(0.005 * random.normal());
      const close = open * Math.exp(0.02 * random.normal());
      const high = Math.max(open, close) * Math.exp(0.005 * Math.abs(random.normal()));
      const low = Math.min(open, close) * Math.exp(-0.005 * Math.abs(random.normal()));
      price = close;
      return { ticker, session, open, high, low, close, turnover: 5e6 * Math.exp(0.5 * random.normal()) };
    });
  });
  return quotesOf(specs.flat());
}

/** The panel of {@link randomWalkQuotes}. */
export function randomWalkPanel(nTickers: number, nSessions: number, seed: number): Panel {
  return buildPanel(randomWalkQuotes(nTickers, nSessions, seed)).panel;
}
