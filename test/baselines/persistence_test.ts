import assert from "node:assert/strict";
import { persistence } from "~/baselines/mod.ts";
import { toy } from "./toy.ts";

Deno.test("persistence() holds and expects nothing, whatever it has seen", async () => {
  const model = await persistence().fit(toy([[1, 0, 2, 0.03], [1, 1, 2, 0.01]]), { seed: 1 });
  assert.deepEqual(await model.predict(toy([[9, 5, 0, 0], [9, 6, 1, 0]])), {
    probabilities: null,
    classes: Uint8Array.of(1, 1),
    score: Float64Array.of(0, 0),
    expectedReturn: Float64Array.of(0, 0),
  });
});
