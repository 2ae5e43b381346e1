import assert from "node:assert/strict";
import fc from "fast-check";
import {
  averageRanks,
  centredRanks,
  combineRankings,
  rankTarget,
  sessionBlocks,
  terciles,
} from "~/core/mod.ts";

Deno.test("averageRanks() sum to n(n+1)/2 and follow the order of the values", () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 40 }), (values) => {
    const ranks = averageRanks(Float64Array.from(values));
    assert.equal(ranks.reduce((a, b) => a + b, 0), values.length * (values.length + 1) / 2);
    values.forEach((x, i) =>
      values.forEach((y, j) => assert.equal(Math.sign(x - y), Math.sign(ranks[i] - ranks[j])))
    );
  }));
});

Deno.test("terciles() of distinct values differ in size by one at the most", () => {
  for (let n = 3; n < 50; n++) {
    const counts = [0, 0, 0];
    for (const third of terciles(Float64Array.from({ length: n }, (_, i) => (i * 7919) % 1009))) {
      counts[third]++;
    }
    assert.ok(Math.max(...counts) - Math.min(...counts) <= 1, `${n}: ${counts}`);
  }
});

Deno.test("terciles() of equal values are all the middle one", () => {
  assert.deepEqual(terciles(new Float64Array(9).fill(2)), new Uint8Array(9).fill(1));
});

Deno.test("sessionBlocks() covers nothing for nothing", () => {
  assert.deepEqual([...sessionBlocks(new Int32Array(0))], []);
});

Deno.test("centredRanks() are percentile ranks about 0, whatever the ties", () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1 }), (values) => {
    const ranks = centredRanks(Float64Array.from(values));
    assert.ok(Math.abs(ranks.reduce((a, b) => a + b)) < 1e-12);
    values.forEach((x, i) => {
      const [below, equal] = [values.filter((y) => y < x).length, values.filter((y) => y === x).length];
      assert.ok(Math.abs(ranks[i] - ((below + equal / 2) / values.length - 0.5)) < 1e-15);
    });
  }));
});

Deno.test("combineRankings() is the mean percentile rank in a group, what is unknown in the middle", () => {
  const a = Float64Array.of(1, 2, 3, 9, 7);
  const b = Float64Array.of(5, NaN, 4, 1, 1);
  const combined = combineRankings([a, b], [[0, 3], [3, 5]]);
  // a: -1/3, 0, 1/3 | 1/4, -1/4; b: 1/4, 0, -1/4 | 0, 0
  assert.deepEqual([...combined].map((x) => Number(x.toFixed(9))), [
    -0.041666667,
    0,
    0.041666667,
    0.125,
    -0.125,
  ]);
});

Deno.test("rankTarget() refuses sessions that do not ascend", () => {
  assert.throws(
    () => rankTarget(Int32Array.of(5, 6, 5), new Float64Array(3)),
    new RangeError("Cannot rank returns: sessions must ascend, sample 2 is older than the one before"),
  );
});
