import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type Decision,
  ENTRY_KINDS,
  type Ledger,
  runBacktest,
  type Targets,
  targetsOf,
  type TradedMarket,
} from "~/backtest/mod.ts";
import { Random } from "~/core/mod.ts";
import { marketOf, type Row } from "./market.ts";

const [N_SESSIONS, N_TICKERS] = [60, 6];

/** A market in which everything happens: silences, thin volumes, splits, groupings, payments, ends. */
function madeUpMarket(seed: number): TradedMarket {
  const rows = Object.fromEntries(Array.from({ length: N_TICKERS }, (_, t): [string, Row[]] => {
    const random = new Random(seed, t);
    const lasts = t === 0 ? 25 : N_SESSIONS; // the first is delisted
    let price = 5 + 40 * random.uniform();
    const ofTicker: Row[] = [];
    for (let day = 0; day < lasts; day++) {
      if (t > 1 && random.uniform() < 0.1) continue;
      const ratio = day === 0 || random.uniform() > 0.04 ? 1 : [2, 0.1, 1.1, 1.037][random.below(4)];
      const payment = day > 0 && random.uniform() < 0.04 ? 0.02 * price : 0;
      const open = price / ratio * Math.exp(0.02 * random.normal());
      price = open * Math.exp(0.03 * random.normal());
      ofTicker.push({ day, open, close: price, ratio, payment, shares: 100_000 * random.uniform() ** 2 });
    }
    return [`T${t}`, ofTicker];
  }));
  return marketOf(N_SESSIONS, rows, 0.0004);
}

/** Decisions every few sessions, long and short, that never borrow. */
function madeUpTargets({ tickers, calendar }: TradedMarket, seed: number, longOnly: boolean): Targets {
  const random = new Random(seed, 99);
  const decisions: Decision[] = [];
  for (let day = 0; day < N_SESSIONS - 1; day += 1 + random.below(8)) {
    const weights = tickers.map(() => random.uniform() - (longOnly ? 0 : 0.5)).map((w) =>
      Math.abs(w) < 0.1 ? 0 : w
    );
    const size = weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
    const wanted = weights.flatMap((w, t) => w === 0 ? [] : [[t, w / Math.max(1, size)] as const]);
    decisions.push({ session: calendar[day], wanted });
  }
  return targetsOf(tickers, decisions);
}

const anyRun = fc.record({
  seed: fc.nat(),
  longOnly: fc.boolean(),
  lot: fc.constantFrom(1, 100),
  maxVolumeShare: fc.constantFrom(0.01, 0.1, 1),
  slippage: fc.constantFrom(0, 0.002),
});

/** Cash, holdings and worth at each close, added up from the entries and the market alone. */
function addUp({ entries, capital }: Ledger, market: TradedMarket) {
  const held = new Float64Array(market.tickers.length);
  let [cash, i] = [capital, 0];
  return Array.from(market.calendar, (session) => {
    for (; i < entries.length && entries.session[i] === session; i++) {
      cash += entries.cash[i];
      if (entries.ticker[i] >= 0) held[entries.ticker[i]] += entries.shares[i];
    }
    const worth = market.tickers.reduce((sum, _, t) => {
      const row = market.session.findLastIndex((day, r) =>
        r >= market.offsets[t] && r < market.offsets[t + 1] && day <= session
      );
      return sum + (held[t] === 0 ? 0 : held[t] * market.close[row]);
    }, cash);
    return { cash, worth, held: held.slice() };
  });
}

Deno.test("equity is the capital and all entries, to the centavo, at every close", () => {
  fc.assert(
    fc.property(anyRun, ({ seed, longOnly, ...rules }) => {
      const market = madeUpMarket(seed);
      const ledger = runBacktest(market, madeUpTargets(market, seed, longOnly), rules);
      const days = addUp(ledger, market);
      ledger.equity.forEach((equity, day) => {
        assert.ok(Math.abs(equity - days[day].worth) < 0.005, `equity of session ${day}`);
        assert.ok(Math.abs(ledger.cash[day] - days[day].cash) < 0.005, `cash of session ${day}`);
        assert.ok(Math.abs(equity - ledger.cash[day] - ledger.long[day] - ledger.short[day]) < 1e-6);
      });
      assert.ok(ledger.entries.length > 0);
    }),
    { numRuns: 60, seed: 1 },
  );
});

Deno.test("every entry is what it says: fills at the open within lots and volume, payments and fees by the rules", () => {
  fc.assert(
    fc.property(anyRun, ({ seed, longOnly, lot, maxVolumeShare, slippage }) => {
      const market = madeUpMarket(seed);
      const rules = {
        lot,
        maxVolumeShare,
        slippage,
        halfSpread: 0,
        fees: [{ from: -Infinity, rate: 0.0003 }],
      };
      const { entries, cash } = runBacktest(market, madeUpTargets(market, seed, longOnly), rules);
      const held = new Float64Array(market.tickers.length);
      const traded = new Map<string, number>();
      for (let i = 0; i < entries.length; i++) {
        const [t, shares, kind] = [entries.ticker[i], entries.shares[i], ENTRY_KINDS[entries.kind[i]]];
        const row = market.session.findIndex((day, r) =>
          r >= market.offsets[t] && day === entries.session[i]
        );
        const before = held[t];
        held[t] += shares;
        if (kind === "buy" || kind === "sell") {
          const side = kind === "buy" ? 1 : -1;
          const price = market.open[row] * (1 + side * slippage);
          assert.equal(Math.sign(shares), side);
          assert.ok(Math.abs(entries.price[i] - price) < 1e-9);
          assert.ok(Math.abs(entries.cash[i] + shares * price + Math.abs(shares) * price * 0.0003) < 1e-6);
          assert.ok(shares % lot === 0 || held[t] === 0, `${shares} shares`);
          const key = `${t} ${entries.session[i]}`;
          traded.set(key, (traded.get(key) ?? 0) + Math.abs(shares));
          assert.ok((traded.get(key) ?? 0) <= maxVolumeShare * market.shares[row]);
        } else if (kind === "payment") {
          assert.ok(Math.abs(entries.cash[i] - before * market.payment[row]) < 1e-9);
        } else if (kind === "split") {
          const exact = before * market.ratio[row];
          assert.ok(Math.abs(exact - held[t]) < 1 && Number.isInteger(held[t]));
          assert.ok(Math.abs(entries.cash[i] - (exact - held[t]) * market.open[row]) < 1e-4);
        }
      }
      if (longOnly) assert.ok(cash.every((money) => money > -1e-6) && held.every((shares) => shares >= 0));
    }),
    { numRuns: 60, seed: 1 },
  );
});

Deno.test("nothing that comes later changes a ledger until then", () => {
  fc.assert(
    fc.property(anyRun, fc.integer({ min: 5, max: 24 }), ({ seed, longOnly, ...rules }, end) => {
      const market = madeUpMarket(seed);
      const targets = madeUpTargets(market, seed, longOnly);
      const whole = runBacktest(market, targets, rules);
      const later = market.session.map((day) => day > market.calendar[end] ? 1 : 0);
      const changed = (column: Float64Array) =>
        column.map((value, row) => later[row] === 1 ? value * 3 + 1 : value);
      const other = runBacktest(
        {
          ...market,
          open: changed(market.open),
          close: changed(market.close),
          shares: changed(market.shares),
        },
        targets,
        rules,
      );
      assert.deepEqual(other.equity.slice(0, end + 1), whole.equity.slice(0, end + 1));
    }),
    { numRuns: 40, seed: 1 },
  );
});

Deno.test("all in cash, a ledger is the rate compounded", () => {
  const market = madeUpMarket(3);
  const { equity } = runBacktest(
    market,
    targetsOf(market.tickers, [{ session: market.calendar[0], wanted: [] }]),
  );
  equity.forEach((worth, day) => assert.ok(Math.abs(worth / (1e6 * 1.0004 ** day) - 1) < 1e-12));
});
