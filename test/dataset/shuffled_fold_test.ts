import assert from "node:assert/strict";
import { unsafeShuffledFold } from "~/dataset/mod.ts";

const Y = Uint8Array.from({ length: 1000 }, (_, i) => i % 100 < 2 ? 0 : i % 100 < 5 ? 2 : 1);

Deno.test("unsafeShuffledFold() deals every sample once, each class in the same shares", () => {
  const { train, validation, test } = unsafeShuffledFold(Y, { validation: 0.2, test: 0.2 }, 42);
  assert.deepEqual([train, validation, test].map(({ length }) => length), [600, 200, 200]);
  assert.deepEqual([...train, ...validation, ...test].sort((a, b) => a - b), [...Y.keys()]);
  for (const block of [validation, test]) {
    assert.deepEqual([0, 1, 2].map((code) => block.filter((i) => Y[i] === code).length), [4, 190, 6]);
    assert.ok(block.every((i, k) => k === 0 || i > block[k - 1]));
  }
});

Deno.test("unsafeShuffledFold() is one split a seed, and no split in time", () => {
  const of = (seed: number) => unsafeShuffledFold(Y, { validation: 0, test: 0.5 }, seed).test;
  assert.deepEqual(of(1), of(1));
  assert.notDeepEqual(of(1), of(2));
  const inFirstHalf = of(1).filter((i) => i < 500).length;
  assert.ok(Math.abs(inFirstHalf - 250) < 50); // 250 expected, 11 a standard deviation
});
