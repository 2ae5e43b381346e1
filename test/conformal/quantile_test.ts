import assert from "node:assert/strict";
import fc from "fast-check";
import { conformalQuantile } from "~/conformal/mod.ts";

const oneTo = (n: number) => Float64Array.from({ length: n }, (_, i) => i + 1);

Deno.test("conformalQuantile() is the ⌈(n + 1)(1 - alpha)⌉-th smallest score", () => {
  assert.equal(conformalQuantile(oneTo(9), 0.2), 8);
  assert.equal(conformalQuantile(oneTo(9), 0.1), 9);
  assert.equal(conformalQuantile(oneTo(8), 0.1), Infinity); // ⌈9 · 0.9⌉ = 9 of 8
  assert.equal(conformalQuantile(oneTo(19), 0.1), 18);
  assert.equal(conformalQuantile(oneTo(18), 0.1), 18); // ⌈17.1⌉
  assert.equal(conformalQuantile(new Float64Array(), 0.5), Infinity);
});

Deno.test("conformalQuantile() is not led astray by the rounding of 1 - alpha", () => {
  assert.equal(conformalQuantile(oneTo(9), 0.7), 3); // (1 - 0.7) · 10 is a little more than 3
  assert.equal(conformalQuantile(oneTo(99), 0.29), 71); // 0.29 · 100 is a little less than 29
});

const SCORES = fc.uniqueArray(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 40 });

Deno.test("conformalQuantile() keeps its promise exactly: each score in turn against all others", () => {
  fc.assert(fc.property(SCORES, fc.integer({ min: 1, max: 19 }), (scores, twentieths) => {
    const alpha = twentieths / 20;
    const nInside = scores.filter((score, i) =>
      score <= conformalQuantile(Float64Array.from(scores.toSpliced(i, 1)), alpha)
    ).length;
    assert.equal(nInside, Math.ceil(scores.length * (20 - twentieths) / 20));
  }));
});

Deno.test("conformalQuantile() falls as alpha grows", () => {
  fc.assert(fc.property(SCORES, (scores) => {
    const quantiles = [0.05, 0.1, 0.2, 0.5, 0.9].map((a) => conformalQuantile(Float64Array.from(scores), a));
    assert.deepEqual(quantiles, quantiles.toSorted((a, b) => b - a));
  }));
});

Deno.test("conformalQuantile() refuses levels that promise all or nothing", () => {
  for (const alpha of [0, 1, -0.1, NaN]) {
    assert.throws(() => conformalQuantile(oneTo(3), alpha), {
      name: "RangeError",
      message: `Cannot take a conformal quantile: alpha inside (0, 1) is wanted, found ${alpha}`,
    });
  }
});
