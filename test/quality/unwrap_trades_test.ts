import assert from "node:assert/strict";
import { type Quotes, takeQuotes } from "~/core/mod.ts";
import { unwrapTrades } from "~/quality/mod.ts";
import { quotesOf, weekdays } from "../market.ts";

/** Turnover and published trades. */
type Day = readonly [turnover: number, trades: number];

/** One share's quotes. */
function quotes(pairs: readonly Day[]): Quotes {
  const days = weekdays(pairs.length);
  const specs = pairs.map(([turnover], i) => ({ session: days[i], close: 10, turnover }));
  return { ...quotesOf(specs), trades: Float64Array.from(pairs, ([, trades]) => trades) };
}

/** Twenty sessions of 50,000 trades of 20,000 BRL, one of them busier. */
function usual(busiest = 60_000): Day[] {
  return Array.from({ length: 20 }, (_, i) => i === 7 ? [1.2e9, busiest] : [1e9, 50_000]);
}

/** What becomes of the 21st session. */
function last(turnover: number, trades: number, before = usual()): [number, number] {
  const { trades: counts, wrapped } = unwrapTrades(quotes([...before, [turnover, trades]]));
  assert.deepEqual(wrapped.subarray(0, -1), new Uint8Array(before.length));
  return [counts[before.length], wrapped[before.length]];
}

Deno.test("unwrapTrades() puts back the hundred thousands that bring money a trade to its usual 20,000", () => {
  assert.deepEqual(last(2.1e9, 2000), [102_000, 1]);
  assert.deepEqual(last(4.2e9, 10_000), [210_000, 1]);
  assert.deepEqual(last(2e9, 0), [100_000, 1]);
});

Deno.test("unwrapTrades() keeps counts that are usual, and the days of a block trade", () => {
  assert.deepEqual(last(1e9, 50_000), [50_000, 0]);
  assert.deepEqual(last(2e9, 95_000), [95_000, 0]);
  assert.deepEqual(last(1.6e9, 55_000), [55_000, 0]); // 29,000 a trade
  assert.deepEqual(last(6e8, 100), [100, 0]); // neither 6 million a trade nor 6,000 is near
  assert.deepEqual(last(0, 0), [0, 0]);
});

Deno.test("unwrapTrades() leaves alone what never came near 100,000 in the twenty quotes before", () => {
  assert.deepEqual(last(2.1e9, 2000, usual(59_999)), [2000, 0]);
  const old: Day[] = [[1.8e9, 90_000], ...usual(59_999)];
  assert.deepEqual(last(2.1e9, 2000, old), [2000, 0]);
  assert.deepEqual(last(2.1e9, 2000, []), [2000, 0]);
});

Deno.test("unwrapTrades() judges the first ten quotes by the first twenty, later ones by those before", () => {
  const wrap: Day = [2.1e9, 2000];
  const many = usual();
  const found = (pairs: readonly Day[]) => [...unwrapTrades(quotes(pairs)).wrapped].indexOf(1);
  assert.equal(found([wrap, ...many]), 0);
  assert.equal(found(many.with(9, wrap)), 9);
  const lateBusy = usual(50_000).with(15, [1.2e9, 60_000]);
  assert.equal(found(lateBusy.with(9, wrap)), 9);
  assert.equal(found(lateBusy.with(10, wrap)), -1); // what made the share busy came later
});

Deno.test("unwrapTrades() keeps the quotes, and their order is of no matter", () => {
  const raw = quotes([...usual(), [2.1e9, 2000], ...usual()]);
  const before = raw.trades.slice();
  const { trades, wrapped } = unwrapTrades(raw);
  assert.deepEqual(raw.trades, before);
  const backwards = unwrapTrades(takeQuotes(raw, [...raw.trades.keys()].reverse()));
  assert.deepEqual(backwards.trades.toReversed(), trades);
  assert.deepEqual(backwards.wrapped.toReversed(), wrapped);
  assert.equal(wrapped[20], 1);
});

Deno.test("unwrapTrades() is not led from one wrong guess to the next", () => {
  // money a trade doubles for good: nothing was wrapped, and nothing is once the medians follow
  const doubled = Array.from({ length: 40 }, (): Day => [2e9, 50_000]);
  const { wrapped } = unwrapTrades(quotes([...usual(), ...doubled]));
  assert.equal(wrapped.subarray(20 + 11).indexOf(1), -1);
});
