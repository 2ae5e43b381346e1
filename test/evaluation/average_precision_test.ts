import assert from "node:assert/strict";
import fc from "fast-check";
import { averagePrecision } from "~/evaluation/mod.ts";

Deno.test("averagePrecision() by hand", () => {
  const area = (score: number[], isTrue: number[]) =>
    averagePrecision(Float64Array.from(score), Uint8Array.from(isTrue));
  assert.equal(area([4, 3, 2, 1], [1, 1, 0, 0]), 1);
  assert.equal(area([4, 3, 2, 1], [0, 0, 1, 1]), (1 / 3 + 2 / 4) / 2);
  assert.equal(area([4, 3, 3, 1], [0, 1, 0, 1]), (1 / 3 + 2 / 4) / 2); // equal scores are one threshold
  assert.equal(area([7, 7, 7, 7], [0, 1, 0, 0]), 1 / 4); // nothing known: the share of the true
  assert.equal(area([2, 1], [0, 0]), null);
  assert.equal(area([], []), null);
});

Deno.test("averagePrecision() sees only order", () => {
  const samples = fc.array(fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: 0, max: 1 })));
  fc.assert(fc.property(samples, (rows) => {
    const isTrue = Uint8Array.from(rows, ([, truth]) => truth);
    const score = Float64Array.from(rows, ([value]) => value);
    const area = averagePrecision(score, isTrue);
    assert.equal(averagePrecision(score.map((x) => x ** 3 - 7), isTrue), area);
    assert.equal(averagePrecision(score.toReversed(), isTrue.toReversed()), area);
  }));
});

Deno.test("averagePrecision() refuses columns that do not fit", () => {
  assert.throws(() => averagePrecision(new Float64Array(2), new Uint8Array(3)), {
    name: "RangeError",
    message:
      "Cannot compute an average precision: columns of one length are wanted, found 2 scores for 3 samples",
  });
});
