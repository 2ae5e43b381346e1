import assert from "node:assert/strict";
import fc from "fast-check";
import { DataError } from "~/core/mod.ts";
import { buildPanel } from "~/prices/mod.ts";
import { quotesOf, randomWalkQuotes } from "../market.ts";

const SPLIT = [
  { session: 1, close: 100, distribution: 1 },
  { session: 2, close: 102, distribution: 1 },
  { session: 3, open: 50, close: 51, distribution: 2, specification: "ON  EB  NM" },
  { session: 4, close: 50, distribution: 2, specification: "ON  EB  NM" },
];

Deno.test("buildPanel() scales prices before a split and leaves the ex session and later alone", () => {
  const { panel } = buildPanel(quotesOf(SPLIT));
  assert.deepEqual([...panel.close], [50, 51, 51, 50]);
  assert.deepEqual([...panel.factor], [0.5, 0.5, 1, 1]);
  assert.deepEqual([...panel.jump], [0, 0, 0, 0]);
  assert.deepEqual([...panel.turnover], [5e6, 5e6, 5e6, 5e6]);
});

Deno.test("buildPanel() scales shares inversely, so price times shares stays the turnover", () => {
  const { panel } = buildPanel(quotesOf(SPLIT));
  panel.close.forEach((close, i) => assert.ok(Math.abs(close * panel.shares[i] - 5e6) < 1e-6));
});

Deno.test("buildPanel() multiplies the ratios of several actions", () => {
  const { panel } = buildPanel(quotesOf([
    ...SPLIT,
    { session: 5, open: 501, close: 500, distribution: 3, specification: "ON  EG  NM" },
  ]));
  assert.deepEqual([...panel.close], [500, 510, 510, 500, 500]);
});

Deno.test("buildPanel() marks a level jump that nothing explains and does not touch it", () => {
  const { panel, findings } = buildPanel(quotesOf([
    { session: 1, close: 12 },
    { session: 2, open: 2.5, close: 2.72 },
    { session: 3, close: 3 },
    { session: 4, close: 5.5 },
  ]));
  assert.deepEqual([...panel.jump], [0, 1, 0, 1]);
  assert.deepEqual([...panel.close], [12, 2.72, 3, 5.5]);
  assert.deepEqual(findings.map((finding) => finding.kind), ["unexplained_jump", "unexplained_jump"]);
  assert.match(findings[0].message, /TEST3 closed at 0.23 times the close before on 1970-01-03/);
});

Deno.test("buildPanel() marks an event that no neat ratio explains as a break", () => {
  const { panel, findings } = buildPanel(quotesOf([
    { session: 1, close: 17.2, distribution: 1 },
    { session: 2, open: 10, close: 10, distribution: 2, specification: "ON  EB  NM" },
  ]));
  assert.deepEqual([...panel.jump], [0, 1]);
  assert.deepEqual(findings.map((finding) => finding.kind), ["unexplained_action"]);
});

Deno.test("buildPanel() marks a silence of more than twenty market sessions as a break", () => {
  const market = Array.from({ length: 50 }, (_, session) => ({ ticker: "AAAA3", session, close: 1 }));
  const share = (sessions: readonly number[]) =>
    sessions.map((session) => ({ ticker: "BBBB3", session, close: 1 }));
  const jumps = (sessions: readonly number[]) => {
    const { panel, findings } = buildPanel(quotesOf([...market, ...share(sessions)]));
    return [[...panel.jump.subarray(50)], findings.map((finding) => finding.message)];
  };
  assert.deepEqual(jumps([0, 21, 22]), [[0, 0, 0], []]);
  assert.deepEqual(jumps([0, 22, 23]), [[0, 1, 0], [
    "BBBB3 had not traded for more than 20 sessions before 1970-01-23: windows across it are left out",
  ]]);
});

Deno.test("buildPanel() notes two codes with one history", () => {
  const quotes = (nSessions: number) =>
    quotesOf(
      ["AAAA3", "BBBB3"].flatMap((ticker) =>
        Array.from(
          { length: nSessions },
          (_, session) => ({ ticker, session, close: 9, turnover: 1e6 + session / 8 }),
        )
      ),
    );
  assert.deepEqual(buildPanel(quotes(99)).findings, []);
  assert.deepEqual(buildPanel(quotes(100)).findings.map((finding) => finding.message), [
    "AAAA3 and BBBB3 have the same turnover and close on 100 sessions: one share that is counted twice",
  ]);
  assert.deepEqual(buildPanel(randomWalkQuotes(4, 300, 2)).findings, []);
});

Deno.test("buildPanel() keeps the record of the board that traded most", () => {
  const { panel } = buildPanel(quotesOf([
    { session: 1, close: 10, board: "02", turnover: 9e6 },
    { session: 1, close: 11, board: "08", turnover: 1e6 },
    { session: 2, close: 12, board: "02", turnover: 1e6 },
    { session: 2, close: 13, board: "08", turnover: 9e6 },
  ]));
  assert.deepEqual([...panel.close], [10, 13]);
});

Deno.test("buildPanel() leaves out a record without a price and says so", () => {
  const { panel, findings } = buildPanel(
    quotesOf([{ session: 1, close: 10, open: NaN }, { session: 2, close: 11 }]),
  );
  assert.deepEqual([...panel.session], [2]);
  assert.equal(findings[0].message, "TEST3 has no open, high, low or close on 1970-01-02: left out");
});

Deno.test("buildPanel() orders tickers, ranges and the calendar", () => {
  const { panel } = buildPanel(quotesOf([
    { ticker: "AAAA3", session: 5, close: 1 },
    { ticker: "BBBB3", session: 2, close: 2 },
    { ticker: "BBBB3", session: 9, close: 3 },
  ]));
  assert.deepEqual(panel.tickers, ["AAAA3", "BBBB3"]);
  assert.deepEqual([...panel.offsets], [0, 1, 3]);
  assert.deepEqual([...panel.calendar], [2, 5, 9]);
});

Deno.test("buildPanel() refuses quotes out of order and quotes of nothing", () => {
  assert.throws(() => buildPanel(quotesOf([{ session: 2, close: 1 }, { session: 1, close: 1 }])), {
    name: DataError.name,
    message: "Cannot build a panel: quotes must be sorted by ticker and session, row 1 is not",
  });
  assert.throws(() => buildPanel(quotesOf([])), /no usable quote among 0/);
});

Deno.test("buildPanel() of quotes without marks changes no price", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 60 }),
      fc.nat(1000),
      (tickers, n, seed) => {
        const quotes = randomWalkQuotes(tickers, n, seed);
        const { panel, actions } = buildPanel(quotes);
        assert.deepEqual(panel.close, quotes.close);
        assert.equal(actions.length, 0);
      },
    ),
    { numRuns: 30 },
  );
});
