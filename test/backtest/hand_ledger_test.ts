import assert from "node:assert/strict";
import { ENTRY_KINDS, roundTrips, runBacktest } from "~/backtest/mod.ts";
import { calendarOf, dailyRows, decisions, marketOf } from "./market.ts";

/** What `test/golden/backtest/make_ledger.py` works out in exact decimals, line by line. */
const wanted: {
  entries: { session: number; kind: string; ticker: string | null; shares: number; cash: string }[];
  equity: string[];
} = JSON.parse(Deno.readTextFileSync(new URL("../golden/backtest/ledger.json", import.meta.url)));

const market = marketOf(8, {
  AAAA3: dailyRows(
    ...[[10, 10], [10.2, 10.5], [10.4, 10], [5.1, 5.2], [5.25, 5.3], [5.4, 5.5], [5.5, 5.6], [
      5.6,
      5.7,
    ]] as const,
  ).map((row) => row.day === 3 ? { ...row, ratio: 2 } : row),
  BBBB4: dailyRows(
    ...[[20, 20], [19.8, 20.1], [20.2, 20.4], [20.5, 20.6], [20, 20.2], [20.3, 20.4], [20.4, 20.5], [
      20.5,
      20.6,
    ]] as const,
  ).map((row) => row.day === 4 ? { ...row, payment: 0.5 } : row),
  CCCC3: dailyRows(
    ...[[8, 8], [8.1, 8], [8, 8], [7.9, 8.1], [8.2, 8.3], [8.4, 8.5], [8.5, 8.4], [8.4, 8.3]] as const,
  ).filter(({ day }) => day !== 2),
}, 0.0005);

const ledger = runBacktest(
  market,
  decisions(market, {
    0: { AAAA3: 0.4, BBBB4: 0.3 },
    2: { BBBB4: 0.3, CCCC3: -0.205 },
    5: { BBBB4: 0.3 },
  }),
  { capital: 100_000, slippage: 0.001, halfSpread: 0.0005, borrowRate: 0.0252 },
);

Deno.test("runBacktest() keeps a ledger of five trades to the centavo", () => {
  const { entries } = ledger;
  const found = Array.from({ length: entries.length }, (_, i) => ({
    session: calendarOf(8).indexOf(entries.session[i]),
    kind: ENTRY_KINDS[entries.kind[i]],
    ticker: market.tickers[entries.ticker[i]] ?? null,
    shares: entries.shares[i],
  }));
  assert.deepEqual(found, wanted.entries.map(({ cash: _, ...entry }) => entry));
  wanted.entries.forEach(({ cash }, i) => assertSame(entries.cash[i], cash));
  wanted.equity.forEach((worth, day) => assertSame(ledger.equity[day], worth));
  assert.equal(ledger.equity.length, wanted.equity.length);
});

/** Far closer than to the centavo. */
function assertSame(found: number, exact: string): void {
  assert.ok(Math.abs(found - Number(exact)) < 1e-6, `${found}, ${exact}`);
}

Deno.test("the first purchase by hand: 4,000 at 10.20 and 0.15 %, 0.03 % fee", () => {
  // 10.20 x 1.0015 = 10.2153; x 4,000 = 40,861.20; fee 12.26 (12.258360); together 40,873.46
  const { price, fee, cash } = ledger.entries;
  assert.deepEqual([price[1].toFixed(4), fee[1].toFixed(2), cash[1].toFixed(2)], [
    "10.2153",
    "12.26",
    "-40873.46",
  ]);
});

Deno.test("roundTrips() of the five trades: what is still held is none", () => {
  const trips = roundTrips(ledger).map(({ ticker, profit }) => [ticker, profit.toFixed(2)]);
  // 40,726.58 - 40,873.46; and 19,714.46 - 2.02 - 2.08 - 2.12 - 21,288.26, of unrounded numbers
  assert.deepEqual(trips, [["AAAA3", "-146.88"], ["CCCC3", "-1580.03"]]);
});
