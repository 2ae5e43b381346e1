import assert from "node:assert/strict";
import { type Finding, parseSession, takeQuotes } from "~/core/mod.ts";
import { checkQuality, MEANINGS } from "~/quality/mod.ts";
import { buildPanel } from "~/prices/mod.ts";
import { CHECKS } from "../../src/quality/checks.ts";
import { quotesOf } from "../market.ts";

const day = parseSession;
const QUOTES = quotesOf([
  { ticker: "BBBB3", session: day("2021-12-29"), close: 10, open: 12, high: 11 },
  { ticker: "AAAA3", session: day("2022-01-04"), close: 10, open: NaN },
  { ticker: "AAAA3", session: day("2021-12-29"), close: 10, open: 12, high: 11 },
  { ticker: "AAAA3", session: day("2021-12-30"), close: 10, open: 12, high: 11 },
  { ticker: "AAAA3", session: day("2022-01-03"), close: 10, board: "97" },
]);

Deno.test("checkQuality() has one finding a kind and ticker, the gravest first, with the first times", () => {
  const { findings, totals } = checkQuality(QUOTES);
  assert.deepEqual(findings.map(({ kind, ticker, count }) => [kind, ticker, count]), [
    ["inconsistent_price", "AAAA3", 2],
    ["inconsistent_price", "BBBB3", 1],
    ["missing_price", "AAAA3", 1],
    ["unknown_code", "AAAA3", 1],
  ]);
  assert.deepEqual(findings[0].examples.map(({ session }) => session), ["2021-12-29", "2021-12-30"].map(day));
  assert.equal(
    findings[0].message,
    "AAAA3: open or close outside low and high 2 times, for the first time on 2021-12-29 " +
      "(open 12, high 11, low 10, close 10)",
  );
  assert.deepEqual(totals, [
    { kind: "inconsistent_price", severity: "error", findings: 2, count: 3 },
    { kind: "missing_price", severity: "error", findings: 1, count: 1 },
    { kind: "unknown_code", severity: "info", findings: 1, count: 1 },
  ]);
});

Deno.test("checkQuality() counts quotes, tickers and sessions, by year too", () => {
  const { findings: _, totals: __, ...rest } = checkQuality(QUOTES);
  assert.deepEqual(rest, {
    nQuotes: 5,
    nTickers: 2,
    nSessions: 4,
    firstSession: day("2021-12-29"),
    lastSession: day("2022-01-04"),
    years: [
      { year: 2021, sessions: 2, tickers: 2, quotes: 3 },
      { year: 2022, sessions: 2, tickers: 1, quotes: 2 },
    ],
  });
});

Deno.test("checkQuality() does not mind the order of the quotes, nor that there are none", () => {
  assert.deepEqual(checkQuality(takeQuotes(QUOTES, [4, 3, 2, 1, 0])), checkQuality(QUOTES));
  const { findings, firstSession, lastSession, years } = checkQuality(takeQuotes(QUOTES, []));
  assert.deepEqual([findings, firstSession, lastSession, years], [[], null, null, []]);
});

Deno.test("checkQuality() takes in what the panel found, by kind and ticker, and counts nothing twice", () => {
  const jump = (date: string): Finding => ({
    severity: "warning",
    kind: "unexplained_jump",
    ticker: "AAAA3",
    session: day(date),
    message: `jump of ${date}`,
  });
  const dates = ["2022-01-03", "2022-01-04", "2022-01-05", "2022-01-06"];
  const double = (pair: string): Finding => ({ severity: "info", kind: "double_code", message: pair });
  const known = { severity: "error", kind: "missing_price", ticker: "AAAA3", message: "left out" } as const;
  const good = takeQuotes(QUOTES, []);
  const { findings, totals } = checkQuality(good, [
    ...dates.map(jump),
    double("A and B"),
    double("C and D"),
    known,
  ]);
  assert.deepEqual(findings[0], {
    ...jump("2022-01-03"),
    message: "jump of 2022-01-03; and 3 more",
    count: 4,
    examples: dates.slice(0, 3).map((date) => ({ session: day(date), detail: `jump of ${date}` })),
  });
  assert.deepEqual(findings.slice(1).map(({ message, examples }) => [message, examples]), [["A and B", []], [
    "C and D",
    [],
  ]]);
  assert.deepEqual(totals.map(({ kind, findings, count }) => [kind, findings, count]), [
    ["unexplained_jump", 1, 4],
    ["double_code", 2, 2],
  ]);
});

Deno.test("MEANINGS speaks of every kind that is checked here or found in a panel", () => {
  for (const { kind } of CHECKS) assert.match(MEANINGS[kind], /\.$/);
  const jumps = quotesOf([
    { session: day("2022-01-03"), close: 10 },
    { session: day("2022-01-04"), close: 30 },
    { session: day("2022-01-05"), close: NaN, open: 5 },
  ]);
  const kinds = buildPanel(jumps).findings.map(({ kind }) => kind);
  assert.deepEqual(kinds.sort(), ["missing_price", "unexplained_jump"]);
  for (const kind of kinds) assert.match(MEANINGS[kind], /\.$/);
});
