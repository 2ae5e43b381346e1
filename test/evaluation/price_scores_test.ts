import assert from "node:assert/strict";
import { persistenceScores, priceScores } from "~/evaluation/mod.ts";
import { buildPanel } from "~/prices/mod.ts";
import { quotesOf, weekdays } from "../market.ts";

const DAYS = weekdays(5);
const quotes = (ticker: string, closes: readonly number[]) =>
  closes.map((close, d) => ({ ticker, session: DAYS[d], close }));

Deno.test("persistenceScores() pairs each close with that of some bars later, within each ticker", () => {
  const { panel } = buildPanel(quotesOf([
    ...quotes("AAAA3", [10, 11, 12, 10, 10]),
    ...quotes("BBBB3", [20, 20, 25]),
  ]));
  // AAAA3: 10 -> 12, 11 -> 10, 12 -> 10; BBBB3: 20 -> 25
  const mean = (12 + 10 + 10 + 25) / 4;
  const variance = [12, 10, 10, 25].reduce((sum, price) => sum + (price - mean) ** 2, 0);
  const { nRows, mape, mae, rmse, rSquared } = persistenceScores(panel, 2);
  assert.equal(nRows, 4);
  assert.equal(mae, (2 + 1 + 2 + 5) / 4);
  assert.equal(rmse, Math.sqrt((4 + 1 + 4 + 25) / 4));
  assert.ok(Math.abs(mape - (2 / 12 + 1 / 10 + 2 / 10 + 5 / 25) / 4) < 1e-15);
  assert.ok(Math.abs((rSquared ?? 0) - (1 - 34 / variance)) < 1e-15);
});

Deno.test("persistenceScores() counts from the first to the last session asked for", () => {
  const { panel } = buildPanel(quotesOf(quotes("AAAA3", [10, 10, 20, 20, 20])));
  const nRows = (from: number, to?: number) => persistenceScores(panel, 1, from, to).nRows;
  assert.deepEqual([nRows(DAYS[0]), nRows(DAYS[1], DAYS[2]), nRows(DAYS[3], DAYS[4])], [4, 2, 1]);
  assert.throws(() => nRows(DAYS[4]), {
    name: "RangeError",
    message: "Cannot score prices: one forecast for each price is wanted, found 0 for 0",
  });
  assert.throws(() => persistenceScores(panel, 0), {
    name: "RangeError",
    message: "Cannot score persistence: a whole horizon from 1 is wanted, found 0",
  });
});

Deno.test("priceScores() of prices that are all the same explain nothing", () => {
  assert.equal(priceScores(Float64Array.of(1, 2), Float64Array.of(3, 3)).rSquared, null);
});
