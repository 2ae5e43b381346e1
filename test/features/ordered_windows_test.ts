import assert from "node:assert/strict";
import fc from "fast-check";
import { windowOrders } from "~/features/mod.ts";

/** Linear quantile of a window, sorted afresh. */
function quantile(window: number[], probability: number): number {
  const sorted = window.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * probability;
  const below = Math.floor(place);
  return sorted[below] + (place - below) * ((sorted[below + 1] ?? sorted[below]) - sorted[below]);
}

Deno.test("windowOrders() equals sorting every window afresh, ties and all", () => {
  const few = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 60 });
  fc.assert(fc.property(few, fc.integer({ min: 1, max: 25 }), (numbers, n) => {
    const { quantiles: [upper, lower], rank } = windowOrders(Float64Array.from(numbers), [0.8, 0.2])(n);
    for (let t = 0; t < numbers.length; t++) {
      if (t + 1 < n) {
        assert.ok([upper[t], lower[t], rank[t]].every(Number.isNaN));
        continue;
      }
      const window = numbers.slice(t + 1 - n, t + 1);
      const below = window.filter((x) => x < numbers[t]).length;
      const equal = window.filter((x) => x === numbers[t]).length;
      assert.ok(Math.abs(upper[t] - quantile(window, 0.8)) < 1e-12);
      assert.ok(Math.abs(lower[t] - quantile(window, 0.2)) < 1e-12);
      assert.equal(rank[t], (below + (equal + 1) / 2) / n);
    }
  }));
});

Deno.test("windowOrders() begins anew after a NaN", () => {
  const { quantiles: [median], rank } = windowOrders(Float64Array.of(9, 8, NaN, 1, 3, 2), [0.5])(2);
  assert.deepEqual(median, Float64Array.of(NaN, 8.5, NaN, NaN, 2, 2.5));
  assert.deepEqual(rank, Float64Array.of(NaN, 0.5, NaN, NaN, 1, 0.5));
});
