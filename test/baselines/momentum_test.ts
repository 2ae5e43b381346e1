import assert from "node:assert/strict";
import { momentum } from "~/baselines/mod.ts";
import { ModelError } from "~/core/mod.ts";
import { rounded, type Row, toy } from "./toy.ts";

// In each session the lowest falls and the highest rises; the levels of the two sessions differ.
const ROWS: readonly Row[] = [
  [1, 10, 0, -0.02],
  [1, 20, 1, 0],
  [1, 30, 2, 0.02],
  [2, 130, 2, 0.06],
  [2, 110, 0, -0.04],
  [2, 120, 1, 0.01],
];

const USUAL = [1 / 3, 1 / 3, 1 / 3];

Deno.test("momentum() learns by third within the session and ranks by the feature", async () => {
  const model = await momentum().fit(toy(ROWS), { seed: 1 });
  const { probabilities, score, expectedReturn } = await model.predict(
    toy([[9, 7, 0, 0], [9, 6, 0, 0], [9, 5, 0, 0]]),
  );
  // two of two, and three more spread evenly: (2 + 1) / 5, (0 + 1) / 5
  assert.deepEqual(rounded(probabilities), [0.2, 0.2, 0.6, 0.2, 0.6, 0.2, 0.6, 0.2, 0.2]);
  assert.deepEqual([...score], [7, 6, 5]);
  assert.deepEqual(rounded(expectedReturn), [0.04, 0.005, -0.03]);
});

Deno.test("momentum() holds a lone share against the thirds of all training samples", async () => {
  const model = await momentum().fit(toy(ROWS), { seed: 1 });
  // sorted 10 20 | 30 110 | 120 130
  const thirdOf = async (value: number) => {
    const { expectedReturn } = await model.predict(toy([[9, value, 0, 0]]));
    return [-0.03, 0.005, 0.04].indexOf(rounded(expectedReturn)[0]);
  };
  const values = [-5, 29, 30, 110, 111, 500];
  assert.deepEqual(await Promise.all(values.map(thirdOf)), [0, 0, 1, 1, 2, 2]);
});

Deno.test("momentum() learns from lone shares as it answers for them", async () => {
  const alone = ROWS.map(([, ...rest], day): Row => [day, ...rest]);
  const model = await momentum().fit(toy(alone), { seed: 1 });
  const { expectedReturn } = await model.predict(toy([[9, 10, 0, 0]]));
  assert.deepEqual(rounded(expectedReturn), [-0.01]); // 10 and 20 are the low third of all
});

Deno.test("momentum() says what is usual for a third without samples", async () => {
  const flat = ROWS.map(([day, , ...rest]): Row => [day, 1, ...rest]);
  const model = await momentum().fit(toy(flat), { seed: 1 });
  const { probabilities, expectedReturn } = await model.predict(toy([[9, 1, 0, 0], [9, 2, 0, 0]]));
  assert.deepEqual(rounded(probabilities), rounded([...USUAL, ...USUAL]));
  assert.deepEqual(rounded(expectedReturn), [0.005, 0.005]);
});

Deno.test("momentum() needs its feature", async () => {
  const fits = (feature: string) => momentum().fit(toy(ROWS, feature), { seed: 1 });
  await assert.rejects(fits("rsi_14"), (error: Error) => {
    assert.ok(error instanceof ModelError);
    assert.equal(error.message, 'Cannot rank by "momentum_252_21": the samples have rsi_14');
    return true;
  });
  const model = await momentum("rsi_14").fit(toy(ROWS, "rsi_14"), { seed: 1 });
  assert.deepEqual(model.features, ["rsi_14"]);
});
