import assert from "node:assert/strict";
import { classificationScores } from "~/evaluation/mod.ts";
import { assertClose, readGolden } from "./golden.ts";

for (const { name, y, predicted, probabilities, wanted } of readGolden().classification) {
  Deno.test(`classificationScores() equals scikit-learn where ${name}`, () => {
    assertClose(
      classificationScores(Uint8Array.from(y), Uint8Array.from(predicted), Float64Array.from(probabilities)),
      wanted,
    );
  });
}

Deno.test("classificationScores() without probabilities has no loss", () => {
  const scores = classificationScores(Uint8Array.of(0, 1), Uint8Array.of(0, 2), null);
  assert.deepEqual([scores.logLoss, scores.brierLoss, scores.nImpossible], [null, null, null]);
  assert.deepEqual(scores.confusion, [[1, 0, 0], [0, 0, 1], [0, 0, 0]]);
});

Deno.test("classificationScores() refuses classes that do not fit", () => {
  const refuses = (y: number[], predicted: number[], message: string) =>
    assert.throws(() => classificationScores(Uint8Array.from(y), Uint8Array.from(predicted), null), {
      name: "RangeError",
      message,
    });
  refuses([], [], "Cannot score classes: one forecast for each sample is wanted, found 0 for 0");
  refuses([1, 2], [1], "Cannot score classes: one forecast for each sample is wanted, found 1 for 2");
  refuses([1, 2], [1, 3], "Cannot score classes: codes 0, 1 and 2 are wanted, found 3 in sample 1");
  refuses([7, 2], [1, 0], "Cannot score classes: codes 0, 1 and 2 are wanted, found 7 in sample 0");
});
