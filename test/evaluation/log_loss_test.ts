import assert from "node:assert/strict";
import { LEAST_PROBABILITY, sampleLogLoss } from "~/evaluation/mod.ts";

Deno.test("sampleLogLoss() makes an impossible event ruinous, not infinite and not nice", () => {
  const [loss] = sampleLogLoss(Uint8Array.of(1), Float64Array.of(1, 0, 0));
  assert.equal(loss, -Math.log(LEAST_PROBABILITY));
  assert.equal(loss.toFixed(2), "36.04");
});

Deno.test("sampleLogLoss() leaves every other probability as it is", () => {
  assert.deepEqual([...sampleLogLoss(Uint8Array.of(0), Float64Array.of(1, 0, 0))], [-0]);
  assert.deepEqual(
    [...sampleLogLoss(Uint8Array.of(2), Float64Array.of(1 - 1e-15, 0, 1e-15))],
    [-Math.log(1e-15)],
  );
});

Deno.test("sampleLogLoss() accepts rows in single precision", () => {
  const row = Float64Array.from([0.1, 0.2, 0.7], Math.fround);
  assert.equal(sampleLogLoss(Uint8Array.of(2), row)[0], -Math.log(Math.fround(0.7)));
});

Deno.test("sampleLogLoss() refuses what is no distribution", () => {
  const refuses = (row: number[], message: string) =>
    assert.throws(() => sampleLogLoss(Uint8Array.of(0, 1), Float64Array.from([0.2, 0.3, 0.5, ...row])), {
      name: "RangeError",
      message,
    });
  const wanted = "Cannot score probabilities: row 1 must be 0 or more and sum to 1, found";
  refuses([0.5, 0.5, 0.5], `${wanted} 0.5, 0.5, 0.5`);
  refuses([-0.5, 1, 0.5], `${wanted} -0.5, 1, 0.5`);
  refuses([NaN, 0.5, 0.5], `${wanted} NaN, 0.5, 0.5`);
  refuses([1], "Cannot score probabilities: 2 rows of 3 are wanted, found 4 numbers");
});
