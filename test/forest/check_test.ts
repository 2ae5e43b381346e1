import assert from "node:assert/strict";
import { type Dataset, ModelError, takeSamples } from "~/core/mod.ts";
import { forestClassifier, forestRegressor } from "~/forest/mod.ts";
import { syntheticDataset } from "../synthetic.ts";

const train = syntheticDataset({ nSessions: 3, nTickers: 4, nFeatures: 2, signal: 0, seed: 1 });

function withValue<K extends "X" | "y" | "targetReturn">(column: K, at: number, value: number): Dataset {
  const values = train[column].slice();
  values[at] = value;
  return { ...train, [column]: values };
}

const refused: [string, Dataset, string][] = [
  [
    "no samples",
    takeSamples(train, new Int32Array(0)),
    "Cannot fit a forest: at least one sample is needed, found none",
  ],
  [
    "NaN in a feature",
    withValue("X", 11, NaN),
    'Cannot fit a forest: features must be finite, found NaN in "f1" for "TICK001" on 2020-01-02',
  ],
  [
    "an infinite return",
    withValue("targetReturn", 2, -Infinity),
    'Cannot fit a forest: returns must be finite, found -Infinity for "TICK002" on 2020-01-01',
  ],
  [
    "an unknown class",
    withValue("y", 11, 3),
    'Cannot fit a forest: class codes must be below 3, found 3 for "TICK003" on 2020-01-03',
  ],
];

for (const [what, data, message] of refused) {
  Deno.test(`fit() refuses ${what}`, async () => {
    for (const estimator of [forestClassifier(), forestRegressor()]) {
      await assert.rejects(estimator.fit(data, { seed: 1 }), new ModelError(message));
    }
  });
}

Deno.test("predict() refuses other features, naming both lists, and values that are not finite", async () => {
  const model = await forestClassifier({ nEstimators: 1 }).fit(train, { seed: 1 });
  for (const features of [["f1", "f0"], ["f0"], ["f0", "f1", "f2"]]) {
    const message = `Cannot predict with a forest: expected features f0, f1, found ${features.join(", ")}`;
    await assert.rejects(model.predict({ ...train, features }), new ModelError(message));
  }
  await assert.rejects(
    model.predict(withValue("X", 0, Infinity)),
    new ModelError(
      'Cannot predict with a forest: features must be finite, found Infinity in "f0" for "TICK000" on 2020-01-01',
    ),
  );
});
