import assert from "node:assert/strict";
import { emptyBag } from "~/forest/bag.ts";
import { castVotes, scoreVotes } from "~/forest/out_of_bag.ts";

Deno.test("castVotes() adds a leaf's frequencies for the rows of a range, and for no other", () => {
  const bag = emptyBag(4);
  bag.rows.set([3, 0, 2, 1]);
  const votes = new Float64Array(12);
  castVotes(votes, bag, 1, 3, Float64Array.of(1, 0, 3, 4));
  castVotes(votes, bag, 2, 4, Float64Array.of(0, 2, 0, 2));
  assert.deepEqual([...votes], [0.25, 0, 0.75, 0, 1, 0, 0.25, 1, 0.75, 0, 0, 0]);
});

Deno.test("castVotes() sums to the same bits in whatever order", () => {
  const bag = emptyBag(1);
  const leaves = [[1, 1, 1, 3], [2, 3, 2, 7], [0, 10, 1, 11], [5, 4, 4, 13]].map((leaf) =>
    Float64Array.from(leaf)
  );
  const add = (order: number[]) => {
    const votes = new Float64Array(3);
    for (const leaf of order) castVotes(votes, bag, 0, 1, leaves[leaf]);
    return votes;
  };
  assert.deepEqual(add([3, 1, 0, 2]), add([0, 1, 2, 3]));
});

Deno.test("scoreVotes() scores voted rows by all workers' votes together", () => {
  const half = Float64Array.of(0.5, 0.25, 0.25, 0, 0, 0, 0.1, 0.7, 0.2);
  const other = Float64Array.of(0, 0.5, 0.5, 0, 0, 0, 0, 0, 0);
  const { nSamples = 0, logLoss = 0, accuracy = 0 } = scoreVotes([half, other], Uint8Array.of(0, 1, 1)) ?? {};
  assert.equal(nSamples, 2);
  assert.ok(Math.abs(logLoss - -(Math.log(0.25) + Math.log(0.7)) / 2) < 1e-12);
  assert.equal(accuracy, 0.5);
});

Deno.test("scoreVotes() is null if no row was left out", () => {
  assert.equal(scoreVotes([new Float64Array(6)], Uint8Array.of(0, 1)), null);
  assert.equal(scoreVotes([], Uint8Array.of(0, 1)), null);
});
