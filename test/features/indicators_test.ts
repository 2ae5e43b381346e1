import assert from "node:assert/strict";
import { type Bars } from "~/core/mod.ts";
import { atr, bollinger, computeFeatures, ema, type Feature, rsi, stochastic } from "~/features/mod.ts";

// Closes of StockCharts' worked example of the RSI.
const STOCKCHARTS = Float64Array.from(
  ("44.34 44.09 44.15 43.61 44.33 44.83 45.10 45.42 45.84 46.08 45.89 46.03 45.61 46.28 46.28 46.00 46.03 46.41 46.22 " +
    "45.64 46.21 46.25 45.71 46.45 45.78 45.35 44.03 44.18 44.22 44.57 43.42 42.66 43.13").split(" "),
  Number,
);

/** A feature of closes, with highs 1 above and lows 2 below them. */
function valuesOf(feature: Feature, close: Float64Array): Float64Array {
  const zero = new Float64Array(close.length);
  const bars: Bars = {
    ticker: "TEST3",
    basis: "split",
    session: Int32Array.from(close.keys()),
    open: close,
    high: close.map((c) => c + 1),
    low: close.map((c) => c - 2),
    close,
    vwap: close,
    bid: close,
    ask: close,
    turnover: zero,
    shares: zero,
    trades: zero,
    factor: zero.map(() => 1),
    jump: new Uint8Array(close.length),
  };
  return computeFeatures(bars, { name: "test", basis: "split", features: [feature] })[0];
}

Deno.test("rsi() gives StockCharts' example by Wilder's convention and another by Cutler's", () => {
  const [wilder, cutler] = [rsi(14, "wilder"), rsi(14, "cutler")].map((f) => valuesOf(f, STOCKCHARTS));
  const expected: [row: number, wilder: number, cutler: number][] = [
    [14, 70.4641, 70.4641],
    [15, 66.2496, 70.0210],
    [20, 62.8807, 62.5282],
    [32, 37.7888, 30.2177],
  ];
  for (const [row, ofWilder, ofCutler] of expected) {
    assert.ok(Math.abs(wilder[row] - ofWilder) < 5e-5, `row ${row}: ${wilder[row]}`);
    assert.ok(Math.abs(cutler[row] - ofCutler) < 5e-5, `row ${row}: ${cutler[row]}`);
  }
});

Deno.test("rsi() is 100 without losses and NaN without any move, by both conventions", () => {
  for (const convention of ["wilder", "cutler"] as const) {
    const rising = valuesOf(rsi(14, convention), Float64Array.from({ length: 20 }, (_, i) => i + 1));
    assert.equal(rising[19], 100);
    assert.equal(valuesOf(rsi(14, convention), new Float64Array(20).fill(3))[19], NaN);
  }
});

Deno.test("ema() begins with the mean of the first values or with the first", () => {
  const close = Float64Array.of(1, 2, 6, 4);
  assert.deepEqual(valuesOf(ema(3, "sma-seeded"), close), Float64Array.of(NaN, NaN, 3, 3.5));
  assert.deepEqual(valuesOf(ema(3, "x0"), close), Float64Array.of(1, 1.5, 3.75, 3.875));
});

Deno.test("recursive averages begin anew after a NaN", () => {
  const close = Float64Array.of(1, 2, 3, NaN, 5, 7, 9);
  assert.deepEqual(valuesOf(ema(3, "sma-seeded"), close), Float64Array.of(NaN, NaN, 2, NaN, NaN, NaN, 7));
});

Deno.test("bollinger() divides by n or by n - 1", () => {
  const close = Float64Array.of(1, 3, 5);
  const upper = ([0, 1] as const).map((ddof) => valuesOf(bollinger(3, 2, ddof, "upper"), close)[2]);
  assert.deepEqual(upper, [3 + 2 * Math.sqrt(8 / 3), 3 + 2 * Math.sqrt(8 / 2)]);
  assert.equal(valuesOf(bollinger(3, 2, 1, "lower"), close)[2], -1);
});

Deno.test("stochastic() ranges over highs and lows or over closes", () => {
  const close = Float64Array.of(2, 4, 3);
  assert.equal(valuesOf(stochastic(3, "hl"), close)[2], 100 * 3 / 5); // lows from 0, highs to 5
  assert.equal(valuesOf(stochastic(3, "closes"), close)[2], 50);
});

Deno.test("atr() counts the gap from the close before", () => {
  // ranges are 3; from 10 to 20 the true range reaches from 10 to 21
  assert.deepEqual(valuesOf(atr(2), Float64Array.of(10, 10, 20, 20)), Float64Array.of(NaN, NaN, 7, 5));
});
