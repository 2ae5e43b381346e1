import assert from "node:assert/strict";
import { applyCalibrator, type CalibratorKind, fitCalibrator } from "~/calibration/mod.ts";
import { classificationScores } from "~/evaluation/mod.ts";
import { assertNear, CAME_TRUE, NEW, SAID } from "./golden.ts";

const KINDS: readonly CalibratorKind[] = ["none", "platt", "isotonic", "temperature"];

for (const kind of KINDS) {
  const calibrationErrorOf = (probabilities: Float64Array) =>
    classificationScores(CAME_TRUE, CAME_TRUE, probabilities).calibrationError ?? NaN;

  Deno.test(`a ${kind} calibrator survives JSON and gives distributions`, () => {
    const [said, y] = [SAID.slice(), CAME_TRUE.slice()];
    const fitted = fitCalibrator(kind, SAID, CAME_TRUE);
    const calibrated = applyCalibrator(fitted, NEW);
    assert.deepEqual(applyCalibrator(JSON.parse(JSON.stringify(fitted)), NEW), calibrated);
    assert.deepEqual([SAID, CAME_TRUE], [said, y]);
    for (let at = 0; at < calibrated.length; at += 3) {
      const row = calibrated.subarray(at, at + 3);
      assertNear([row[0] + row[1] + row[2]], [1], 2e-4 * +(kind === "none") + 1e-12);
      assert.ok(Math.min(...row) >= 0);
    }
  });

  if (kind !== "none") {
    Deno.test(`a ${kind} calibrator makes bold forecasts less wrong`, () => {
      const after = applyCalibrator(fitCalibrator(kind, SAID, CAME_TRUE), SAID);
      assert.ok(calibrationErrorOf(after) < 0.4 * calibrationErrorOf(SAID));
    });
  }
}

Deno.test("fitCalibrator() refuses what is no forecast", () => {
  const refuses = (probabilities: number[], y: number[], message: string) =>
    assert.throws(() => fitCalibrator("platt", Float64Array.from(probabilities), Uint8Array.from(y)), {
      name: "RangeError",
      message: `Cannot fit a calibrator: ${message}`,
    });
  refuses([], [], "3 probabilities for each of at least one sample are wanted, found 0 for 0");
  refuses([0.5, 0.5], [1], "3 probabilities for each of at least one sample are wanted, found 2 for 1");
  refuses([0.5, NaN, 0.5], [1], "probabilities in [0, 1] are wanted, found NaN in sample 0");
  refuses([0.5, 0, 0.5], [3], "class codes below 3 are wanted, found 3 in sample 0");
});

Deno.test("applyCalibrator() refuses half a row", () => {
  assert.throws(() => applyCalibrator({ kind: "none" }, new Float64Array(4)), {
    message: "Cannot calibrate: rows of 3 probabilities are wanted, found 4 numbers",
  });
});
