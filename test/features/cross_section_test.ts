import assert from "node:assert/strict";
import { crossRank, crossZscore, dispersion, type Feature } from "~/features/mod.ts";

const OWN: Feature = {
  name: "own",
  lookback: 1,
  unit: "ratio",
  formula: "C",
  source: "test",
  compute: ({ close }) => close,
};

Deno.test("crossRank() is the share below, equal ones half; of outsiders, too", () => {
  const rank = crossRank(OWN).across(Float64Array.of(3, 1, 2, 2));
  assert.deepEqual([1, 2, 3].map(rank), [0.125, 0.5, 0.875]);
  assert.deepEqual([0, 9, NaN].map(rank), [0, 1, NaN]);
});

Deno.test("crossRank() does not tell returns apart that differ by the rounding of their prices", () => {
  const returns = [10.1 / 10 - 1, 20.2 / 20 - 1, 3 * 10.1 / (3 * 10) - 1, 0.3 / 0.1 - 3 + 0.01];
  assert.ok(new Set(returns).size > 1);
  assert.deepEqual(returns.map(crossRank(OWN).across(Float64Array.from(returns))), [0.5, 0.5, 0.5, 0.5]);
});

Deno.test("crossZscore() counts standard deviations of the universe", () => {
  const zscore = crossZscore(OWN).across(Float64Array.of(1, 2, 3));
  assert.deepEqual([1, 2, 4, NaN].map(zscore), [-1, 0, 2, NaN]);
});

Deno.test("comparisons of fewer than two values, or with no spread, are undefined", () => {
  for (const inside of [Float64Array.of(), Float64Array.of(5)]) {
    for (const feature of [crossRank(OWN), crossZscore(OWN), dispersion(5)]) {
      assert.ok(Number.isNaN(feature.across(inside)(5)), feature.name);
    }
  }
  assert.ok(Number.isNaN(crossZscore(OWN).across(Float64Array.of(5, 5))(5)));
});

Deno.test("dispersion() is the same for all tickers of the session, defined or not", () => {
  const valueOf = dispersion(5).across(Float64Array.of(1, 3));
  assert.deepEqual([1, NaN].map(valueOf), [Math.SQRT2, Math.SQRT2]);
});
