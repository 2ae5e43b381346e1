import assert from "node:assert/strict";
import { predictedClasses } from "~/evaluation/mod.ts";

Deno.test("predictedClasses() takes the most probable class, the first of equals", () => {
  const probabilities = Float64Array.of(0.2, 0.5, 0.3, 0.4, 0.2, 0.4, 1 / 3, 1 / 3, 1 / 3, 0, 0, 1);
  const forecast = { probabilities, score: new Float64Array(4), expectedReturn: null };
  assert.deepEqual(predictedClasses(forecast, Int32Array.of(1, 1, 1, 2)), Uint8Array.of(1, 0, 0, 2));
});

Deno.test("predictedClasses() without probabilities takes thirds within each session", () => {
  const score = Float64Array.of(30, 10, 20, 0.2, 0.1, 0.3, 5);
  const forecast = { probabilities: null, score, expectedReturn: null };
  assert.deepEqual(
    predictedClasses(forecast, Int32Array.of(1, 1, 1, 2, 2, 2, 3)),
    Uint8Array.of(2, 0, 1, 1, 0, 2, 1), // a share alone in its session is the middle
  );
});
