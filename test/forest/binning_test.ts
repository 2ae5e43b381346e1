import assert from "node:assert/strict";
import fc from "fast-check";
import { binFeatures, cutPoints } from "~/forest/binning.ts";

const values = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 60 });
const fewBins = fc.integer({ min: 2, max: 12 });

Deno.test("binFeatures() routes every train value by bin as its threshold does", () => {
  fc.assert(fc.property(values, fewBins, (column, nBins) => {
    const X = Float32Array.from(column);
    const { bins, thresholds: [thresholds] } = binFeatures(X, 1, nBins);
    thresholds.forEach((threshold, bin) => {
      X.forEach((x, i) => assert.equal(x <= threshold, bins[i] <= bin, `${x} at threshold ${threshold}`));
    });
  }));
});

Deno.test("binFeatures() keeps the order of values and fills every bin, few enough", () => {
  fc.assert(fc.property(values, fewBins, (column, nBins) => {
    const X = Float32Array.from(column);
    const { bins, thresholds: [thresholds] } = binFeatures(X, 1, nBins);
    assert.ok(thresholds.length < nBins);
    assert.equal(new Set(bins).size, thresholds.length + 1);
    for (const [i, x] of X.entries()) {
      for (const [k, z] of X.entries()) if (x < z) assert.ok(bins[i] <= bins[k]);
    }
  }));
});

Deno.test("binFeatures() gives each of up to 255 distinct values a bin of its own", () => {
  const X = Float32Array.from({ length: 1000 }, (_, i) => (i * 7 % 255) / 8);
  const { bins, thresholds: [thresholds] } = binFeatures(X, 1, 255);
  assert.equal(thresholds.length, 254);
  X.forEach((x, i) => assert.equal(bins[i], x * 8));
});

Deno.test("binFeatures() lays columns end to end", () => {
  const { bins, thresholds } = binFeatures(Float32Array.of(1, 40, 2, 30, 3, 20), 2, 255);
  assert.deepEqual([...bins], [0, 1, 2, 2, 1, 0]);
  assert.deepEqual(thresholds, [Float32Array.of(1.5, 2.5), Float32Array.of(25, 35)]);
  assert.ok(bins.buffer instanceof SharedArrayBuffer);
});

Deno.test("cutPoints() shares out many distinct values evenly", () => {
  assert.deepEqual(cutPoints(Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8), 4), Float32Array.of(2.5, 4.5, 6.5));
});

Deno.test("cutPoints() leaves the other bins to the other values where one value is most of them", () => {
  const sorted = Float32Array.from([...new Array(90).fill(0), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  assert.deepEqual(cutPoints(sorted, 6), Float32Array.of(0.5, 2.5, 4.5, 6.5, 8.5));
});

Deno.test("cutPoints() has nothing to cut in a constant", () => {
  assert.deepEqual(cutPoints(new Float32Array(5).fill(3), 255), new Float32Array(0));
});

Deno.test("cutPoints() of neighbouring 32-bit numbers and of the greatest ones stay between them", () => {
  const one = Float32Array.of(1, 1 + 2 ** -23);
  assert.deepEqual(cutPoints(one, 255), Float32Array.of(1));
  const next = Float32Array.of(1 + 2 ** -23, 1 + 2 ** -22); // the midpoint rounds to the upper one
  assert.deepEqual(cutPoints(next, 255), Float32Array.of(1 + 2 ** -23));
  const greatest = Math.fround(3.4e38);
  assert.deepEqual(cutPoints(Float32Array.of(-greatest, greatest), 255), Float32Array.of(0));
});
