import assert from "node:assert/strict";
import { climatology } from "~/baselines/mod.ts";
import { rounded, toy } from "./toy.ts";

Deno.test("climatology() says for everyone what was usual, nothing being impossible", async () => {
  const train = toy([[1, 0, 2, 0.03], [1, 1, 0, -0.01], [1, 2, 2, 0.01], [2, 0, 2, 0.05], [2, 1, 0, -0.03]]);
  const done: number[] = [];
  const model = await climatology().fit(train, { seed: 1, onProgress: (share) => done.push(share) });
  const { probabilities, score, expectedReturn } = await model.predict(toy([[9, 5, 0, 0], [9, 6, 1, 0]]));
  // 2, 0 and 3 of 5, each class counted once more
  assert.deepEqual(rounded(probabilities), [3 / 8, 1 / 8, 4 / 8, 3 / 8, 1 / 8, 4 / 8]);
  assert.deepEqual([...score], [0, 0]);
  assert.deepEqual(rounded(expectedReturn), [0.01, 0.01]);
  assert.deepEqual(done, [1]);
});
