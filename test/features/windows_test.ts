import assert from "node:assert/strict";
import fc from "fast-check";
import {
  windowMaxima,
  windowMinima,
  windowMoments,
  windowProducts,
  windowSlopes,
  windowSums,
} from "~/features/mod.ts";

const NUMBERS = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 90 });
const LENGTH = fc.integer({ min: 1, max: 70 });

/** Asserts that a column is what a function makes of each whole window, within rounding. */
function assertWindows(
  column: Float64Array,
  x: Float64Array,
  n: number,
  value: (window: number[]) => number,
) {
  column.forEach((actual, t) => {
    if (t + 1 < n) return assert.ok(Number.isNaN(actual));
    const expected = value([...x.subarray(t + 1 - n, t + 1)]);
    assert.ok(
      Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(expected)),
      `${actual}, ${expected}`,
    );
  });
}

const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
const mean = (values: number[]) => sum(values) / values.length;
const products = (x: number[], y: number[]) => sum(x.map((v, i) => (v - mean(x)) * (y[i] - mean(y))));

Deno.test("windowSums(), windowMoments() and windowSlopes() are what their definitions say, for any length", () => {
  fc.assert(fc.property(NUMBERS, LENGTH, (numbers, n) => {
    const x = Float64Array.from(numbers);
    const moments = windowMoments(x);
    const ramp = Array.from({ length: n }, (_, i) => i);
    assertWindows(windowSums(x)(n), x, n, sum);
    assertWindows(moments.mean(n), x, n, mean);
    assertWindows(moments.squares(n), x, n, (w) => products(w, w));
    if (n > 1) {
      assertWindows(windowSlopes(moments)(n), x, n, (w) => products(w, ramp) / products(ramp, ramp));
    }
  }));
});

Deno.test("windowProducts() is the covariance times n", () => {
  fc.assert(fc.property(NUMBERS, LENGTH, (numbers, n) => {
    const x = Float64Array.from(numbers);
    const y = x.map((v, i) => Math.sin(v + i));
    const both = windowProducts(windowMoments(x), windowMoments(y))(n);
    both.forEach((actual, t) => {
      if (t + 1 < n) return assert.ok(Number.isNaN(actual));
      const expected = products([...x.subarray(t + 1 - n, t + 1)], [...y.subarray(t + 1 - n, t + 1)]);
      assert.ok(Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(expected)));
    });
  }));
});

Deno.test("windowMaxima() and windowMinima() find the extreme and the oldest place of it", () => {
  const few = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 60 }); // many equal ones
  fc.assert(fc.property(few, fc.integer({ min: 1, max: 40 }), (numbers, n) => {
    const x = Float64Array.from(numbers);
    const [max, min] = [windowMaxima(x), windowMinima(x)];
    assertWindows(max.value(n), x, n, (w) => Math.max(...w));
    assertWindows(min.value(n), x, n, (w) => Math.min(...w));
    assertWindows(max.place(n), x, n, (w) => w.indexOf(Math.max(...w)) + 1);
    assertWindows(min.place(n), x, n, (w) => w.indexOf(Math.min(...w)) + 1);
  }));
});

Deno.test("squares of equal values are exactly 0, whatever the value and the length", () => {
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
      fc.integer({ min: 1, max: 260 }),
      (value, n) => {
        const squares = windowMoments(new Float64Array(n).fill(value)).squares(n);
        assert.equal(squares[n - 1], 0);
      },
    ),
  );
});

Deno.test("windows give the same bits whatever lies before them", () => {
  fc.assert(fc.property(NUMBERS, NUMBERS, (before, numbers) => {
    const n = numbers.length;
    const [alone, after] = [Float64Array.from(numbers), Float64Array.of(...before, ...numbers)];
    const last = (column: Float64Array) => column[column.length - 1];
    for (const sumsOf of [windowSums, (x: Float64Array) => windowMoments(x).squares]) {
      assert.equal(last(sumsOf(alone)(n)), last(sumsOf(after)(n)));
    }
  }));
});

Deno.test("windows are NaN exactly while they hold a NaN, wherever it stands", () => {
  const x = Float64Array.of(1, 2, NaN, 4, 5, 6, 7, 8);
  const moments = windowMoments(x);
  const columns = [
    windowSums(x)(3),
    moments.mean(3),
    moments.squares(3),
    windowSlopes(moments)(3),
    windowMaxima(x).value(3),
    windowMinima(x).place(3),
  ];
  for (const column of columns) {
    assert.deepEqual(Array.from(column, Number.isNaN), [true, true, true, true, true, false, false, false]);
  }
});

Deno.test("windows longer than the column are all NaN, of no rows at all none", () => {
  assert.ok(windowSums(Float64Array.of(1, 2))(3).every(Number.isNaN));
  assert.equal(windowMoments(new Float64Array(0)).squares(5).length, 0);
});
