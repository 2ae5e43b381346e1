import assert from "node:assert/strict";
import { parseSession, type Quotes, sessionsBetween } from "~/core/mod.ts";
import { checkQuality } from "~/quality/mod.ts";
import { bandMiss } from "../../src/quality/checks.ts";
import { quotesOf, type QuoteSpec, weekdays } from "../market.ts";

const DAY = parseSession("2022-12-29");
const one = (spec: Partial<QuoteSpec>, columns: Partial<Quotes> = {}): Quotes => ({
  ...quotesOf([{ session: DAY, close: 10, ...spec }]),
  ...columns,
});
const kinds = (quotes: Quotes) =>
  checkQuality(quotes).findings.map(({ kind, severity }) => `${severity} ${kind}`);
const message = (quotes: Quotes) => checkQuality(quotes).findings[0].message;
const numbers = (...values: number[]) => Float64Array.of(...values);

Deno.test("checkQuality() finds nothing wrong with a good quote", () => {
  assert.deepEqual(kinds(one({ open: 9, high: 11, low: 8, close: 10 })), []);
  assert.deepEqual(kinds(one({ open: 10, high: 10, low: 10, close: 10 })), []);
});

Deno.test("checkQuality() calls a quote without one of its four prices broken", () => {
  for (const spec of [{ open: NaN }, { high: NaN, low: 1 }, { low: 0 }, { open: -1, low: -1 }]) {
    assert.equal(kinds(one(spec))[0], "error missing_price", JSON.stringify(spec));
  }
  assert.equal(
    message(one({ open: NaN, high: 11, low: 8 })),
    "TEST3: no open, high, low or close on 2022-12-29 (open NaN, high 11, low 8, close 10)",
  );
});

Deno.test("checkQuality() calls a quote broken whose open or close is outside low and high", () => {
  const cases = [{ high: 9, low: 11 }, { high: 10, low: 9, open: 10.01 }, { high: 11, low: 9, open: 8.99 }, {
    high: 9.99,
    low: 9,
    open: 9.5,
  }, { high: 11, low: 10.01, open: 10.5 }];
  for (const spec of cases) {
    assert.equal(kinds(one(spec))[0], "error inconsistent_price", JSON.stringify(spec));
  }
  assert.equal(
    message(one({ open: 9.5, high: 9.99, low: 9 })),
    "TEST3: open or close outside low and high on 2022-12-29 (open 9.5, high 9.99, low 9, close 10)",
  );
});

Deno.test("checkQuality() finds averages that are missing or outside low and high", () => {
  const found = "warning average_outside_range";
  const prices = { open: 9, high: 11, low: 9 };
  const quotes = (average: number) =>
    one(prices, { average: numbers(average), shares: numbers(5e6 / average) });
  assert.deepEqual([quotes(9), quotes(11), quotes(8.99), quotes(11.01)].map(kinds), [[], [], [found], [
    found,
  ]]);
  assert.equal(kinds(one(prices, { average: numbers(NaN) }))[0], found);
});

Deno.test("bandMiss() is 0 where the truncated average agrees with turnover over shares, at both ends", () => {
  const miss = (turnover: number, factor = 1) =>
    bandMiss(one({ quotationFactor: factor }, { shares: numbers(1000), turnover: numbers(turnover) }), 0);
  assert.equal(miss(10_000), 0);
  assert.equal(miss(10_009.99), 0);
  assert.ok(miss(9999.98) < 0);
  assert.ok(Math.abs(miss(10_020) - 0.000999) < 1e-6); // 10.02 a share, 10.01 is the most
  assert.equal(miss(10_000.009, 1000), 0); // a thousandth of a cent a share
  assert.ok(miss(10_001, 1000) > 0);
  assert.ok(Number.isNaN(bandMiss(one({}, { shares: numbers(NaN) }), 0)));
});

Deno.test("checkQuality() tells a rounding miss of the average from a contradiction", () => {
  const quotes = (turnover: number) => one({}, { shares: numbers(1000), turnover: numbers(turnover) });
  assert.deepEqual(kinds(quotes(10_099)), ["info average_outside_band"]);
  assert.deepEqual(kinds(quotes(10_112)), ["warning average_contradicts_turnover"]);
  assert.deepEqual(kinds(quotes(9000)), ["warning average_contradicts_turnover"]);
  assert.match(message(quotes(10_112)), /more than 1 % .*\(published 10, by turnover and shares 10\.1120\)$/);
});

Deno.test("checkQuality() finds quotes without trades, shares or turnover", () => {
  const columns = { trades: numbers(0), shares: numbers(0), turnover: numbers(0) };
  assert.deepEqual(kinds(one({}, columns)), ["warning zero_volume"]);
  assert.equal(
    message(one({}, columns)),
    "TEST3: no trades, shares or turnover on 2022-12-29 (0 trades, 0 shares, turnover 0)",
  );
  for (const [name, column] of Object.entries(columns)) {
    assert.ok(kinds(one({}, { [name]: column })).includes("warning zero_volume"), name);
  }
});

Deno.test("checkQuality() finds codes that B3's layout does not have, and a quotation factor of 0", () => {
  assert.equal(
    message(one({ board: "97" }, { market: Int32Array.of(11) })),
    `TEST3: a code that is not in B3's layout on 2022-12-29 (TPMERC 11, CODBDI "97")`,
  );
  assert.deepEqual(kinds(one({ board: "97" })), ["info unknown_code"]);
  assert.deepEqual(kinds(one({ quotationFactor: 0 })), ["warning no_quotation_factor"]);
});

Deno.test("checkQuality() calls five equal quotes in a row stale, not four, not without trades", () => {
  const days = weekdays(7);
  const quotes = (n: number, trades = 7) => {
    const specs = days.map((session, i) => ({
      session,
      open: 9,
      high: 11,
      low: 9,
      close: i < n ? 10 : 10 + i / 10,
    }));
    return { ...quotesOf(specs), trades: new Float64Array(7).fill(trades) };
  };
  assert.deepEqual(kinds(quotes(4)), []);
  assert.deepEqual(kinds(quotes(5)), ["warning stale_price"]);
  assert.equal(
    message(quotes(6)),
    "TEST3: the same four prices session after session on 2016-01-04 " +
      "(6 quotes until 2016-01-11, open 9, high 11, low 9, close 10)",
  );
  assert.deepEqual(kinds(quotes(5, 0)), ["warning zero_volume"]);
});

Deno.test("checkQuality() flags wrapped trade counts with what they should be", () => {
  const sessions = [...sessionsBetween(parseSession("2022-01-03"), parseSession("2022-01-31"))]; // 21
  const specs = sessions.map((session, i) => ({
    session,
    close: 10 + i,
    turnover: i < 20 ? 1.4e9 : 2.1e9,
  }));
  const trades = Float64Array.from(specs, (_, i) => i < 20 ? 70_000 : 2000);
  const { findings } = checkQuality({ ...quotesOf(specs), trades });
  assert.deepEqual(findings.map(({ severity, kind, message }) => [severity, kind, message]), [[
    "info",
    "wrapped_trades",
    "TEST3: a trade count beyond its five digits on 2022-01-31 (2000 is 102000)",
  ]]);
});
