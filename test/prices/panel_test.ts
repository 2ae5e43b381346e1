import assert from "node:assert/strict";
import fc from "fast-check";
import { DataError } from "~/core/mod.ts";
import { buildPanel } from "~/prices/mod.ts";
import { quotesOf, randomWalkQuotes } from "../market.ts";
import { eventOf, known, N_BEFORE } from "./event.ts";

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

const UNCLEAR = eventOf({ specification: "ON  EB  NM", price: 100 / 1.72 });

Deno.test("buildPanel() marks an event that no ratio explains as a break", () => {
  const { panel, findings } = buildPanel(quotesOf(UNCLEAR));
  assert.deepEqual([panel.jump.indexOf(1), panel.jump.lastIndexOf(1)], [N_BEFORE, N_BEFORE]);
  assert.ok(panel.factor.every((factor) => factor === 1));
  assert.deepEqual(findings.map((finding) => finding.kind), ["unexplained_action"]);
});

Deno.test("buildPanel() takes a known action's word for an event that the tape does not explain", () => {
  const { panel, actions, findings } = buildPanel(quotesOf(UNCLEAR), { actions: [known({ ratio: 1.7 })] });
  assert.ok(panel.jump.every((jump) => jump === 0));
  assert.deepEqual([panel.factor[N_BEFORE - 1], panel.factor[N_BEFORE]], [1 / 1.7, 1]);
  assert.deepEqual([actions, findings], [[known({ ratio: 1.7 })], []]);
});

Deno.test("buildPanel() on the raw basis changes no price and marks where the split basis would", () => {
  const { panel } = buildPanel(quotesOf(SPLIT), { basis: "raw" });
  assert.equal(panel.basis, "raw");
  assert.deepEqual([...panel.close], [100, 102, 51, 50]);
  assert.deepEqual([...panel.factor], [1, 1, 1, 1]);
  assert.deepEqual([...panel.jump], [0, 0, 1, 0]);
});

Deno.test("buildPanel() on the total basis takes known payments out, the split basis does not", () => {
  const dividend = known({ exSession: 4, kind: "dividend", ratio: 1, payment: 0.1 });
  const { panel } = buildPanel(quotesOf(SPLIT), { basis: "total", actions: [dividend] });
  assert.deepEqual([...panel.factor], [0.45, 0.45, 0.9, 1]);
  assert.deepEqual([...panel.close], [45, 102 * 0.45, 51 * 0.9, 50]);
  panel.close.forEach((close, i) => assert.ok(Math.abs(close * panel.shares[i] - 5e6) < 1e-6));
  const { panel: split } = buildPanel(quotesOf(SPLIT), { actions: [dividend] });
  assert.deepEqual([...split.factor], [0.5, 0.5, 1, 1]);
});

Deno.test("buildPanel() says which known actions have nothing to adjust", () => {
  const actions = [-9, 20].map((exSession) => known({ exSession, ratio: 3 }));
  const { panel, findings } = buildPanel(quotesOf(SPLIT), { actions });
  assert.deepEqual([...panel.factor], [0.5, 0.5, 1, 1]);
  assert.deepEqual(findings.map(({ kind, message }) => [kind, message]), [
    [
      "action_before_first_quote",
      "TEST3's split of 1969-12-23 is not after its first quote of 1970-01-02: nothing to adjust",
    ],
    [
      "action_after_last_quote",
      "TEST3's split of 1970-01-21 is after its last quote of 1970-01-05: not adjusted yet",
    ],
  ]);
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

Deno.test("buildPanel() leaves out a record whose low and high do not hold its open and close", () => {
  const { panel, findings } = buildPanel(quotesOf([
    { session: 1, close: 19.32, high: 19.3, low: 18, open: 18.5 },
    { session: 2, close: 19, high: 19.3, low: 18, open: 17.9 },
    { session: 3, close: 19.3, high: 19.3, low: 18, open: 18 },
  ]));
  assert.deepEqual([...panel.session], [3]);
  assert.deepEqual(findings.map(({ kind, message }) => [kind, message]), [
    ["inconsistent_price", "TEST3 has an open or close outside low and high on 1970-01-02: left out"],
    ["inconsistent_price", "TEST3 has an open or close outside low and high on 1970-01-03: left out"],
  ]);
});

Deno.test("buildPanel() takes a year without data for a break, though no calendar shows it", () => {
  const { panel } = buildPanel(quotesOf([1, 2, 400, 401].map((session) => ({ session, close: 10 }))));
  assert.deepEqual([...panel.jump], [0, 0, 1, 0]);
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
