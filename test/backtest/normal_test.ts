import assert from "node:assert/strict";
import { normalCdf, normalQuantile } from "~/backtest/mod.ts";
import { readGolden } from "./golden.ts";

const golden = readGolden();

Deno.test("normalCdf() is scipy's, far out in the tails, too", () => {
  for (const [x, probability] of golden.cdf) {
    assert.ok(Math.abs(normalCdf(x) / probability - 1) < (x < -13 ? 5e-13 : 5e-14), `${x}`);
  }
  assert.deepEqual([normalCdf(-Infinity), normalCdf(Infinity), normalCdf(NaN)], [0, 1, NaN]);
});

Deno.test("normalQuantile() is scipy's to the last digits", () => {
  for (const [probability, x] of golden.quantile) {
    assert.ok(
      Math.abs(normalQuantile(probability) - x) <= 2e-15 * Math.max(1, Math.abs(x)),
      `${probability}`,
    );
  }
});

Deno.test("normalQuantile() is infinite at the ends and refuses what is no probability", () => {
  assert.deepEqual([normalQuantile(0), normalQuantile(1)], [-Infinity, Infinity]);
  for (const wrong of [-0.1, 1.1, NaN]) assert.throws(() => normalQuantile(wrong), RangeError);
});
