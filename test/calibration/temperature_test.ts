import assert from "node:assert/strict";
import { applyTemperature, fitTemperature } from "~/calibration/mod.ts";
import { assertNear, CAME_TRUE, GOLDEN, NEW, SAID } from "./golden.ts";

Deno.test("fitTemperature() finds the optimum that scipy finds", () => {
  const temperature = fitTemperature(SAID, CAME_TRUE);
  assertNear([temperature.power], [GOLDEN.temperature.power], 1e-10);
  assertNear(applyTemperature(temperature, NEW), GOLDEN.temperature.calibrated, 1e-10);
});

Deno.test("fitTemperature() is 0 where forecasts say the opposite, and bounded where they are always right", () => {
  const said = Float64Array.of(0.6, 0.3, 0.1, 0.1, 0.3, 0.6);
  assert.deepEqual(fitTemperature(said, Uint8Array.of(2, 0)), { kind: "temperature", power: 0 });
  assert.deepEqual(fitTemperature(said, Uint8Array.of(0, 2)), { kind: "temperature", power: 100 });
});

Deno.test("applyTemperature() at 0 is even, at 1 changes nothing, and keeps the order of classes", () => {
  const at = (power: number) => applyTemperature({ kind: "temperature", power }, NEW);
  assertNear(at(0), new Float64Array(NEW.length).fill(1 / 3), 1e-15);
  const sums = NEW.map((_, i) => NEW.subarray(i - i % 3, i - i % 3 + 3).reduce((sum, p) => sum + p, 0));
  assertNear(at(1), NEW.map((p, i) => p / sums[i]), 1e-15);
  const best = (values: Float64Array, i: number) =>
    values.subarray(i, i + 3).indexOf(Math.max(...values.subarray(i, i + 3)));
  for (let i = 0; i < NEW.length; i += 3) assert.equal(best(at(0.3), i), best(NEW, i));
});
