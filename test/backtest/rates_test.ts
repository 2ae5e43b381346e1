import assert from "node:assert/strict";
import { cashRates, lastKnown } from "~/backtest/mod.ts";

Deno.test("lastKnown() never looks ahead and passes over what is not there", () => {
  const found = lastKnown(Int32Array.of(1, 3, 4, 9), Int32Array.of(2, 4, 5), Float64Array.of(7, NaN, 8));
  assert.deepEqual(found, Float64Array.of(NaN, 7, 7, 8));
});

Deno.test("cashRates() of a calendar with all its rates are the rates", () => {
  const days = Int32Array.of(10, 11, 14);
  assert.deepEqual(cashRates(days, days, Float64Array.of(0.5, 0.25, 1)), Float64Array.of(0.5, 0.25, 1));
});

Deno.test("cashRates() compound while the market is closed and carry on where a rate is missing", () => {
  const rates = cashRates(
    Int32Array.of(1, 4, 5, 6),
    Int32Array.of(0, 2, 3, 4, 6),
    Float64Array.of(9, 1, 1, 1, NaN),
  );
  assert.deepEqual(rates, Float64Array.of(9, 7, 1, 1)); // 2 x 2 x 2 - 1
  assert.deepEqual(cashRates(Int32Array.of(1), Int32Array.of(2), Float64Array.of(1)), Float64Array.of(NaN));
});
