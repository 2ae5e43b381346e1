import assert from "node:assert/strict";
import { activityOf, ENTRY_KINDS, type Ledger, roundTrips, runBacktest } from "~/backtest/mod.ts";
import { calendarOf, dailyRows, decisions, FREE, marketOf } from "./market.ts";

/** Entries as lines of text: session, kind, ticker, shares. */
function linesOf({ entries, tickers }: Ledger): string[] {
  const calendar = calendarOf(1000);
  return Array.from({ length: entries.length }, (_, i) =>
    [
      calendar.indexOf(entries.session[i]),
      ENTRY_KINDS[entries.kind[i]],
      tickers[entries.ticker[i]] ?? "cash",
      entries.shares[i],
    ].join(" "));
}

const flat = (n: number, price = 10) =>
  dailyRows(...Array.from({ length: n }, () => [price, price] as const));

Deno.test("an order is filled at the next open, whatever the close of that day", () => {
  const market = marketOf(3, { AAAA3: dailyRows([9, 10], [20, 5], [7, 8]) });
  const ledger = runBacktest(market, decisions(market, { 0: { AAAA3: 0.4 } }), { ...FREE, capital: 10_000 });
  assert.deepEqual(linesOf(ledger), ["1 buy AAAA3 400"]); // 4,000 at the close of 10
  assert.deepEqual([...ledger.entries.price], [20]);
  assert.deepEqual([...ledger.equity], [10_000, 4_000, 5_200]);
});

Deno.test("half the spread of the close before and the slippage make a fill worse, on both sides", () => {
  const rows = flat(4).map((row) => ({ ...row, halfSpread: row.day === 0 ? 0.02 : NaN }));
  const market = marketOf(4, { AAAA3: rows });
  const ledger = runBacktest(market, decisions(market, { 0: { AAAA3: 0.5 }, 2: {} }), {
    ...FREE,
    slippage: 0.01,
    halfSpread: 0.005,
  });
  const [bought, sold] = ledger.entries.price;
  assert.ok(Math.abs(bought - 10.3) < 1e-12); // quoted on session 0
  assert.ok(Math.abs(sold - 9.85) < 1e-12); // nothing quoted on session 2
});

Deno.test("fees are those of the fill's session", () => {
  const market = marketOf(4, { AAAA3: flat(4) });
  const fees = [{ from: -Infinity, rate: 0.01 }, { from: market.calendar[3], rate: 0.02 }];
  const ledger = runBacktest(market, decisions(market, { 0: { AAAA3: 0.5 }, 2: {} }), {
    ...FREE,
    capital: 20_000,
    fees,
  });
  assert.deepEqual([...ledger.entries.fee], [100, 200]);
});

Deno.test("no more than a share of the volume is filled; the rest follows until the next decision", () => {
  const rows = flat(5).map((row) => ({ ...row, shares: 4_290 }));
  const market = marketOf(5, { AAAA3: rows });
  const rules = { ...FREE, capital: 10_000, maxVolumeShare: 0.1 };
  const whole = runBacktest(market, decisions(market, { 0: { AAAA3: 1 } }), rules);
  assert.deepEqual(linesOf(whole), ["1 buy AAAA3 400", "2 buy AAAA3 400", "3 buy AAAA3 200"]);
  const cut = runBacktest(market, decisions(market, { 0: { AAAA3: 1 }, 2: { AAAA3: 0.85 } }), rules);
  assert.deepEqual(linesOf(cut), ["1 buy AAAA3 400", "2 buy AAAA3 400"]); // 850 are 800 in lots
});

Deno.test("an order waits for a ticker that does not trade", () => {
  const market = marketOf(5, { AAAA3: flat(5).filter(({ day }) => day === 0 || day > 2), BBBB3: flat(5) });
  const ledger = runBacktest(market, decisions(market, { 0: { AAAA3: 0.5 } }), { ...FREE, capital: 10_000 });
  assert.deepEqual(linesOf(ledger), ["3 buy AAAA3 500"]);
});

Deno.test("purchases are cut alike when the opens have run away from the cash", () => {
  const market = marketOf(3, {
    AAAA3: dailyRows([10, 10], [20, 20], [20, 20]),
    BBBB3: dailyRows([10, 10], [20, 20], [20, 20]),
  });
  const ledger = runBacktest(market, decisions(market, { 0: { AAAA3: 0.4, BBBB3: 0.6 } }), {
    ...FREE,
    capital: 100_000,
  });
  assert.deepEqual(linesOf(ledger), ["1 buy AAAA3 2000", "1 buy BBBB3 3000"]);
  assert.equal(ledger.cash[1], 0);
});

Deno.test("sales pay for the purchases of the same open", () => {
  const market = marketOf(4, { AAAA3: flat(4), BBBB3: flat(4) });
  const ledger = runBacktest(market, decisions(market, { 0: { BBBB3: 1 }, 1: { AAAA3: 1 } }), {
    ...FREE,
    capital: 10_000,
  });
  assert.deepEqual(linesOf(ledger), ["1 buy BBBB3 1000", "2 sell BBBB3 -1000", "2 buy AAAA3 1000"]);
});

Deno.test("a split changes what is held and what is ordered; a fraction is paid at the open", () => {
  const rows = flat(4).map((row) => row.day === 2 ? { ...row, open: 4, close: 4, ratio: 2.5 } : row);
  const held = marketOf(4, { AAAA3: rows.map((row) => row.day === 2 ? { ...row, ratio: 1.001 } : row) });
  const ledger = runBacktest(held, decisions(held, { 0: { AAAA3: 0.333 } }), { ...FREE, capital: 10_000 });
  assert.deepEqual(linesOf(ledger), ["1 buy AAAA3 300", "2 split AAAA3 0"]);
  assert.ok(Math.abs(ledger.entries.cash[1] - 0.3 * 4) < 1e-9); // 300.3 shares: 300 and three tenths of one
  const ordered = marketOf(4, { AAAA3: rows });
  const late = runBacktest(ordered, decisions(ordered, { 1: { AAAA3: 0.4 } }), { ...FREE, capital: 10_000 });
  assert.deepEqual(linesOf(late), ["2 buy AAAA3 1000"]); // 400 decided at 10 are 1,000 at 4
});

Deno.test("a position is left to the last odd share, and only then", () => {
  const rows = flat(6).map((row) => row.day === 2 ? { ...row, ratio: 1.05 } : row);
  const market = marketOf(6, { AAAA3: rows });
  const targets = decisions(market, { 0: { AAAA3: 1 }, 2: { AAAA3: 0.5 }, 4: {} });
  const ledger = runBacktest(market, targets, { ...FREE, capital: 10_000 });
  assert.deepEqual(linesOf(ledger), [
    "1 buy AAAA3 1000",
    "2 split AAAA3 50",
    "3 sell AAAA3 -500", // 10,500 in all; 525 are wanted of 1,050
    "5 sell AAAA3 -550",
  ]);
});

Deno.test("payments go to who held at the close before: buyers of the ex session get nothing, who is short pays", () => {
  const rows = (price: number) => flat(4, price).map((row) => row.day === 2 ? { ...row, payment: 0.5 } : row);
  const market = marketOf(4, { AAAA3: rows(10), BBBB3: rows(10), CCCC3: rows(10) });
  const targets = decisions(market, {
    0: { AAAA3: 0.3, CCCC3: -0.3 },
    1: { AAAA3: 0.3, BBBB3: 0.3, CCCC3: -0.3 },
  });
  const { entries } = runBacktest(market, targets, { ...FREE, capital: 10_000 });
  const paid = [...entries.kind.keys()].filter((i) => ENTRY_KINDS[entries.kind[i]] === "payment");
  assert.deepEqual(paid.map((i) => [entries.ticker[i], entries.cash[i]]), [[0, 150], [2, -150]]);
});

Deno.test("what trades no more goes at its last price after 20 sessions of silence", () => {
  const market = marketOf(40, { AAAA3: flat(5, 8), BBBB3: flat(40) });
  const ledger = runBacktest(market, decisions(market, { 0: { AAAA3: 0.8 } }), { ...FREE, capital: 10_000 });
  assert.deepEqual(linesOf(ledger), ["1 buy AAAA3 1000", "24 delisting AAAA3 -1000"]);
  assert.deepEqual([...new Set(ledger.equity)], [10_000]);
  assert.deepEqual([ledger.cash[23], ledger.cash[24]], [2_000, 10_000]);
});

Deno.test("what comes back after a long silence was held all the while", () => {
  const rows = [...flat(5), ...flat(40).slice(35)].map((row) => row.day >= 35 ? { ...row, close: 7 } : row);
  const market = marketOf(40, { AAAA3: rows, BBBB3: flat(40) });
  const ledger = runBacktest(market, decisions(market, { 0: { AAAA3: 1 } }), { ...FREE, capital: 10_000 });
  assert.deepEqual(linesOf(ledger), ["1 buy AAAA3 1000"]);
  assert.deepEqual([ledger.equity[34], ledger.equity[35]], [10_000, 7_000]);
});

Deno.test("cash earns the session's rate, sales short included; borrowed shares cost theirs", () => {
  const market = marketOf(3, { AAAA3: flat(3) }, 0.001);
  const targets = decisions(market, { 0: { AAAA3: -0.5 } });
  const ledger = runBacktest(market, targets, { ...FREE, capital: 10_000, borrowRate: 0.252 });
  const cash = [10_000, 10_000 * 1.001 + 5_000];
  assert.ok(Math.abs(ledger.cash[1] - cash[1]) < 1e-9);
  assert.ok(Math.abs(ledger.cash[2] - (cash[1] * 1.001 - 5_000 * 0.001)) < 1e-9);
});

Deno.test("a position that changes sides is two round trips", () => {
  const market = marketOf(6, { AAAA3: dailyRows([10, 10], [10, 10], [12, 12], [12, 12], [9, 9], [9, 9]) });
  const targets = decisions(market, { 0: { AAAA3: 0.5 }, 2: { AAAA3: -0.5 }, 4: {} });
  const ledger = runBacktest(market, targets, { ...FREE, capital: 10_000 });
  assert.deepEqual(linesOf(ledger), [
    "1 buy AAAA3 500",
    "3 sell AAAA3 -500",
    "3 sell AAAA3 -400", // half of 11,000 at 12
    "5 buy AAAA3 400",
  ]);
  assert.deepEqual(roundTrips(ledger).map(({ profit }) => profit), [1_000, 1_200]);
  assert.equal(activityOf(ledger).hitRate, 1);
});

Deno.test("activityOf() by hand", () => {
  const market = marketOf(3, { AAAA3: flat(3), BBBB3: flat(3) });
  const targets = decisions(market, { 0: { AAAA3: 0.5, BBBB3: -0.2 } });
  const found = activityOf(runBacktest(market, targets, { ...FREE, capital: 10_000 }));
  assert.equal(found.nFills, 2);
  assert.equal(found.hitRate, null);
  assert.ok(Math.abs(found.turnover - 0.35 * 126) < 1e-9); // 7,000 traded, half of it, in two sessions of 252
  assert.ok(Math.abs(found.grossExposure - 0.7 * 2 / 3) < 1e-12);
  assert.ok(Math.abs(found.netExposure - 0.3 * 2 / 3) < 1e-12);
});

Deno.test("ruin ends the ledger and is found", () => {
  const market = marketOf(5, { AAAA3: dailyRows([10, 10], [10, 10], [30, 30], [10, 10], [10, 10]) });
  const ledger = runBacktest(market, decisions(market, { 0: { AAAA3: -1 } }), { ...FREE, capital: 10_000 });
  assert.equal(ledger.session.length, 3);
  assert.deepEqual(ledger.findings.map(({ kind }) => kind), ["ruin"]);
});

Deno.test("a jump that nothing explains is suffered and found", () => {
  const rows = dailyRows([10, 10], [10, 10], [2, 2]).map((row) =>
    row.day === 2 ? { ...row, jump: 1 as const } : row
  );
  const market = marketOf(3, { AAAA3: rows });
  const ledger = runBacktest(market, decisions(market, { 0: { AAAA3: 1 } }), { ...FREE, capital: 10_000 });
  assert.equal(ledger.equity[2], 2_000);
  assert.deepEqual(ledger.findings.map(({ kind, ticker }) => [kind, ticker]), [[
    "held_across_jump",
    "AAAA3",
  ]]);
});

Deno.test("runBacktest() ends where it is told to", () => {
  const market = marketOf(5, { AAAA3: flat(5) });
  const targets = decisions(market, { 1: { AAAA3: 1 }, 3: {} });
  const { session } = runBacktest(market, targets, { to: market.calendar[2] });
  assert.deepEqual(session, market.calendar.slice(1, 3));
});

Deno.test("runBacktest() says what it cannot trade", () => {
  const market = marketOf(3, { AAAA3: flat(3) });
  const targets = decisions(market, { 0: { AAAA3: 1 } });
  const trade = (change: object, rules = {}) => runBacktest(market, { ...targets, ...change }, rules);
  assert.throws(() => runBacktest(market, decisions(market, {})), /one decision or more/);
  assert.throws(() => trade({ session: Int32Array.of(1) }), /on sessions of the market.*1970-01-02/);
  assert.throws(() => trade({ tickers: ["ZZZZ3"] }), /found "ZZZZ3"/);
  const unknown = { ...market, cashRate: Float64Array.of(0, NaN, 0) };
  assert.throws(() => runBacktest(unknown, targets), /a rate of cash.*2022-03-08/);
  const wrong = [{ capital: 0 }, { lot: 0.5 }, { slippage: 1 }, { maxVolumeShare: 0 }, { borrowRate: NaN }, {
    fees: [],
  }];
  for (const rules of wrong) assert.throws(() => trade({}, rules), /Cannot trade by these rules/);
});
