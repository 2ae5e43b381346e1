import assert from "node:assert/strict";
import {
  emaFromStart,
  lag,
  rollingFit,
  rollingMax,
  rollingMin,
  rollingShareAbove,
  rollingSkew,
  rollingSlope,
  rollingStd,
  windowedEma,
} from "~/features/mod.ts";

const X = Float64Array.of(3, 1, 4, 1, 5);

Deno.test("rollingStd() divides by n - 1", () => {
  assert.deepEqual(rollingStd(Float64Array.of(1, 3, 3), 2), Float64Array.of(NaN, Math.SQRT2, 0));
});

Deno.test("rollingMax() and rollingMin() see n values, the current one included", () => {
  assert.deepEqual(rollingMax(X, 3), Float64Array.of(NaN, NaN, 4, 4, 5));
  assert.deepEqual(rollingMin(X, 2), Float64Array.of(NaN, 1, 1, 1, 1));
});

Deno.test("rolling functions give NaN while the window holds a NaN, wherever it stands", () => {
  const holed = Float64Array.of(1, NaN, 2, 3, 4);
  for (
    const column of [
      rollingMax(holed, 2),
      rollingMin(holed, 2),
      rollingStd(holed, 2),
      rollingShareAbove(holed, 2),
    ]
  ) {
    assert.deepEqual(Array.from(column, Number.isNaN), [true, true, true, false, false]);
  }
});

Deno.test("rolling functions of a window longer than the column are all NaN", () => {
  assert.ok(rollingMax(X, 6).every(Number.isNaN));
  assert.equal(rollingMax(new Float64Array(0), 2).length, 0);
});

Deno.test("rollingSkew() is 0 for a symmetric window and positive for a long right tail", () => {
  assert.equal(rollingSkew(Float64Array.of(1, 2, 3), 3)[2], 0);
  // moments about the mean 2: m2 = (1+1+1+9)/4 = 3, m3 = (-1-1-1+27)/4 = 6
  assert.ok(Math.abs(rollingSkew(Float64Array.of(1, 1, 1, 5), 4)[3] - 6 / 3 ** 1.5) < 1e-15);
});

Deno.test("rollingSlope() finds a straight line, rollingFit() how straight it is", () => {
  const line = Float64Array.of(7, 9, 11, 13);
  assert.deepEqual([rollingSlope(line, 4)[3], rollingFit(line, 4)[3]], [2, 1]);
  assert.equal(rollingSlope(Float64Array.of(1, 2, 1), 3)[2], 0);
  const zigzag = Float64Array.of(0, 3, 0, 3); // slope 0.6, so 0.6² · 1.25/2.25 is explained
  assert.ok(Math.abs(rollingFit(zigzag, 4)[3] - 0.2) < 1e-15);
});

Deno.test("lag() moves values later and never wraps", () => {
  assert.deepEqual(lag(X, 2), Float64Array.of(NaN, NaN, 3, 1, 4));
  assert.ok(lag(X, 9).every(Number.isNaN));
});

Deno.test("windowedEma() equals the average started at the window's first value", () => {
  const x = Float64Array.from({ length: 260 }, (_, i) => Math.sin(i) + 2);
  const whole = windowedEma(x, 12);
  assert.ok(Number.isNaN(whole[250]));
  assert.ok(Math.abs(whole[251] - emaFromStart(x.subarray(0, 252), 12)[251]) < 1e-15);
  assert.ok(Math.abs(whole[259] - emaFromStart(x.subarray(8), 12)[251]) < 1e-15);
});
