import assert from "node:assert/strict";
import fc from "fast-check";
import { Random } from "~/core/mod.ts";
import { drawRows, emptyBag, partRows } from "~/forest/bag.ts";

Deno.test("drawRows() parts all rows into those drawn, with times and class, and those not drawn", () => {
  const y = Uint8Array.of(0, 1, 2, 0, 1, 2, 0, 1);
  for (let stream = 0; stream < 20; stream++) {
    const bag = emptyBag(8);
    const nIn = drawRows(bag, y, 8, new Random(3, stream));
    assert.deepEqual([...bag.rows].sort(), [0, 1, 2, 3, 4, 5, 6, 7]);
    const times = bag.codes.map((code) => code >>> 2);
    assert.equal(times.reduce((a, b) => a + b), 8);
    times.forEach((n, position) => assert.equal(n > 0, position < nIn));
    bag.rows.forEach((row, position) => assert.equal(bag.codes[position] & 3, y[row]));
    assert.deepEqual([...bag.rows.subarray(0, nIn)], [...bag.rows.subarray(0, nIn)].sort());
  }
});

Deno.test("drawRows() forgets what was drawn before", () => {
  const used = emptyBag(5);
  drawRows(used, new Uint8Array(5), 5, new Random(1, 0));
  drawRows(used, new Uint8Array(5), 3, new Random(1, 1));
  const fresh = emptyBag(5);
  drawRows(fresh, new Uint8Array(5), 3, new Random(1, 1));
  assert.deepEqual([used.rows, used.codes], [fresh.rows, fresh.codes]);
});

Deno.test("drawRows() leaves out about 1/e of the rows", () => {
  const nIn = drawRows(emptyBag(20000), new Uint8Array(20000), 20000, new Random(5));
  assert.ok(Math.abs(nIn / 20000 - (1 - Math.exp(-1))) < 0.01);
});

Deno.test("drawRows() takes every row once when nothing is drawn", () => {
  const bag = emptyBag(3);
  assert.equal(drawRows(bag, Uint8Array.of(2, 0, 1), null, new Random(1)), 3);
  assert.deepEqual([...bag.rows], [0, 1, 2]);
  assert.deepEqual([...bag.codes], [1 << 2 | 2, 1 << 2 | 0, 1 << 2 | 1]);
});

Deno.test("partRows() parts one range, keeps the order on both sides and touches nothing else", () => {
  const bins = fc.uint8Array({ minLength: 1, maxLength: 30, max: 254 });
  fc.assert(fc.property(bins, fc.nat(254), fc.nat(30), fc.nat(30), (bins, cut, from, to) => {
    const n = bins.length;
    const begin = Math.min(from, to, n), end = Math.min(Math.max(from, to), n);
    const bag = emptyBag(n);
    drawRows(bag, new Uint8Array(n), null, new Random(0));
    bag.codes.forEach((_, i) => bag.codes[i] = i * 4);
    const middle = partRows(bag, bins, cut, begin, end);
    const range = Array.from({ length: end - begin }, (_, i) => begin + i);
    const left = range.filter((row) => bins[row] <= cut), right = range.filter((row) => bins[row] > cut);
    const before = Array.from({ length: begin }, (_, i) => i),
      after = Array.from({ length: n - end }, (_, i) => end + i);
    assert.deepEqual([...bag.rows], [...before, ...left, ...right, ...after]);
    assert.deepEqual([...bag.codes], [...bag.rows].map((row) => row * 4));
    assert.equal(middle, begin + left.length);
  }));
});
