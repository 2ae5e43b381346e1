import assert from "node:assert/strict";
import fc from "fast-check";
import { averageRanks, sessionBlocks, terciles } from "~/core/mod.ts";

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
