import assert from "node:assert/strict";
import fc from "fast-check";
import { abstains, classesOf, classScores, predictionSets } from "~/conformal/mod.ts";

Deno.test("predictionSets() hold the true class exactly where its score is within the quantile", () => {
  const probability = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(fc.property(
    fc.tuple(probability, probability, probability),
    fc.integer({ min: 0, max: 2 }),
    fc.oneof(fc.nat(2), probability),
    (row, code, q) => {
      const probabilities = Float64Array.from(row);
      const [score] = classScores(Uint8Array.of(code), probabilities);
      const quantile = Number.isInteger(q) ? 1 - row[q] : q; // ties as well
      const [set] = predictionSets(probabilities, Float64Array.of(quantile));
      assert.equal((set >> code & 1) === 1, score <= quantile);
    },
  ));
});

Deno.test("predictionSets() grow with the quantile, from empty to full, and both abstain", () => {
  const row = Float64Array.of(0.5, 0.125, 0.375);
  const sets = [0.25, 0.5, 0.625, 0.875, Infinity].map((q) => predictionSets(row, Float64Array.of(q))[0]);
  assert.deepEqual(sets.map(classesOf), [
    [],
    ["sell"],
    ["sell", "buy"],
    ["sell", "hold", "buy"],
    ["sell", "hold", "buy"],
  ]);
  assert.deepEqual(sets.map(abstains), [true, false, false, true, true]);
});

Deno.test("classScores() and predictionSets() refuse what does not fit", () => {
  assert.throws(() => classScores(Uint8Array.of(0, 1), Float64Array.of(0.5, 0.25, 0.25)), {
    message: "Cannot score classes: 3 probabilities a sample are wanted, found 3 for 2",
  });
  assert.throws(() => classScores(Uint8Array.of(3), Float64Array.of(0.5, 0.25, 0.25)), {
    message: /codes 0, 1 and 2 and probabilities in \[0, 1\] are wanted, found 3 and NaN in sample 0/,
  });
  assert.throws(() => classScores(Uint8Array.of(0), Float64Array.of(1.5, 0.25, 0.25)), {
    name: "RangeError",
  });
  assert.throws(() => predictionSets(new Float64Array(3), new Float64Array(2)), {
    message: "Cannot make prediction sets: 3 probabilities for each quantile are wanted, found 3 for 2",
  });
});
