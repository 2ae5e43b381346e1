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
  assert.deepEqual(
    [scores.brierSkill, scores.calibrationError, scores.macroAveragePrecision, scores.reliability],
    [null, null, null, null],
  );
  assert.equal(scores.byClass.sell.averagePrecision, null);
  assert.deepEqual(scores.confusion, [[1, 0, 0], [0, 0, 1], [0, 0, 0]]);
});

Deno.test("classificationScores() by hand: a forecast of the frequencies has no Brier skill, a constant no MCC", () => {
  const y = Uint8Array.of(0, 1, 2, 2);
  const usual = Float64Array.from({ length: 12 }, (_, at) => [0.25, 0.25, 0.5][at % 3]);
  const { mcc, brierSkill, calibrationError, macroAveragePrecision } = classificationScores(
    y,
    Uint8Array.of(2, 2, 2, 2),
    usual,
  );
  assert.deepEqual([mcc, brierSkill, calibrationError, macroAveragePrecision], [null, 0, 0, 1 / 3]);
  assert.equal(classificationScores(y, y, null).mcc, 1);
  const one = classificationScores(Uint8Array.of(1, 1), Uint8Array.of(1, 1), usual.slice(0, 6));
  assert.deepEqual([one.mcc, one.brierSkill, one.macroAveragePrecision], [null, null, 1]);
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
