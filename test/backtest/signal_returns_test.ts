import assert from "node:assert/strict";
import { runBacktest, signalReturns, targetsOf } from "~/backtest/mod.ts";
import { Random } from "~/core/mod.ts";
import { dailyRows, FREE, marketOf } from "./market.ts";

const codes = (...values: number[]) => Uint8Array.from(values);

Deno.test("signalReturns() by hand: two trades, the second still open; both signals at once are none", () => {
  const [found, none] = signalReturns({
    nSessions: 6,
    price: Float64Array.of(10, 12, 15, 10, 11, 8, 1, 2, 3, 4, 5, 6),
    entry: codes(1, 1, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0),
    exit: codes(0, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1),
  }, 0.001);
  const wanted = 15 * 0.999 / (10 * 1.001) * 8 / (10 * 1.001) - 1;
  assert.ok(Math.abs(found - wanted) < 1e-15);
  assert.equal(none, 0);
});

Deno.test("signalReturns() shifted to the next open is the engine with one ticker and lots of next to nothing", () => {
  const random = new Random(11);
  const n = 60;
  const open = Array.from({ length: n }, () => 10 * Math.exp(0.2 * random.normal()));
  const entry = Array.from({ length: n }, () => random.uniform() < 0.2 ? 1 : 0);
  const exit = Array.from({ length: n }, (_, i) => entry[i] === 0 && random.uniform() < 0.2 ? 1 : 0);
  const [quick] = signalReturns({
    nSessions: n,
    price: Float64Array.from(open),
    entry: codes(0, ...entry.slice(0, -1)),
    exit: codes(0, ...exit.slice(0, -1)),
  }, 0.0005);

  const market = marketOf(n, { AAAA3: dailyRows(...open.map((price) => [price, price] as const)) });
  let invested = false;
  const decisions = entry.flatMap((isEntry, i) => {
    const changes = invested ? exit[i] === 1 : isEntry === 1;
    if (!changes) return [];
    invested = !invested;
    return [{ session: market.calendar[i], wanted: invested ? [[0, 1] as const] : [] }];
  });
  const cheap = { ...market, close: market.close.map((price) => price / 10) }; // so all the cash is spent
  const targets = targetsOf(market.tickers, decisions);
  const rules = {
    ...FREE,
    fees: [{ from: -Infinity, rate: 0.0005 }],
    lot: 1,
    capital: 1e9,
    maxVolumeShare: 1,
  };
  const { cash, entries } = runBacktest({ ...cheap, shares: cheap.shares.map(() => 1e12) }, targets, rules);
  assert.ok(entries.length > 5);
  const held = entries.shares.reduce((sum, shares) => sum + shares, 0);
  assert.ok(Math.abs(((cash.at(-1) ?? NaN) + held * open[n - 1]) / 1e9 - 1 - quick) < 1e-6);
});

Deno.test("signalReturns() refuses columns that do not fit", () => {
  const signals = {
    nSessions: 2,
    price: new Float64Array(4),
    entry: codes(0, 0, 0, 0),
    exit: codes(0, 0, 0),
  };
  assert.throws(() => signalReturns(signals, 0), /found 4, 4 and 3/);
  assert.throws(() => signalReturns({ ...signals, nSessions: 3, exit: codes(0, 0, 0, 0) }, 0), RangeError);
});
