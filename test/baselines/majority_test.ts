import assert from "node:assert/strict";
import { majority } from "~/baselines/mod.ts";
import { rounded, toy } from "./toy.ts";

Deno.test("majority() says the most frequent class and nothing of its probability", async () => {
  const train = toy([[1, 0, 2, 0.03], [1, 1, 0, -0.01], [1, 2, 2, 0.01]]);
  const model = await majority().fit(train, { seed: 1 });
  const { classes, probabilities, score, expectedReturn } = await model.predict(
    toy([[9, 5, 0, 0], [9, 6, 1, 0]]),
  );
  assert.deepEqual(classes, Uint8Array.of(2, 2));
  assert.equal(probabilities, null);
  assert.deepEqual([...score], [0, 0]);
  assert.deepEqual(rounded(expectedReturn), [0.01, 0.01]);
});

Deno.test("majority() of a tie is the first class", async () => {
  const model = await majority().fit(toy([[1, 0, 2, 0], [1, 1, 1, 0]]), { seed: 1 });
  assert.deepEqual((await model.predict(toy([[9, 5, 0, 0]]))).classes, Uint8Array.of(1));
});
