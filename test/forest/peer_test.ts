import assert from "node:assert/strict";
import { RandomForestClassifier } from "ml-random-forest";
import { takeSamples } from "~/core/mod.ts";
import { forestClassifier } from "~/forest/mod.ts";
import { syntheticDataset } from "../synthetic.ts";
import { accuracyOf } from "./scores.ts";

Deno.test("forestClassifier() is no less accurate than ml-random-forest on 400 rows", async () => {
  const dataset = syntheticDataset({ nSessions: 80, nTickers: 20, nFeatures: 5, signal: 0.8, seed: 6 });
  const range = (begin: number, end: number) => Int32Array.from({ length: end - begin }, (_, i) => begin + i);
  const train = takeSamples(dataset, range(0, 400)), test = takeSamples(dataset, range(520, 1600));
  const rows = (X: Float32Array) =>
    Array.from({ length: X.length / 5 }, (_, i) => [...X.subarray(i * 5, i * 5 + 5)]);

  const peer = new RandomForestClassifier({
    nEstimators: 20,
    seed: 1,
    maxFeatures: 3,
    replacement: false,
    useSampleBagging: true,
    noOOB: true,
    isClassifier: true,
    treeOptions: { minNumSamples: 10 },
  });
  peer.train(rows(train.X), [...train.y]);
  const theirs = peer.predict(rows(test.X)).filter((label, i) => label === test.y[i]).length / test.nSamples;

  const params = { nEstimators: 20, minSamplesLeaf: 5, maxFeatures: 2, maxSamples: 1 };
  const { probabilities } = await (await forestClassifier(params).fit(train, { seed: 1 })).predict(test);
  const noise = 2 * Math.sqrt(0.25 / test.nSamples);
  assert.ok(
    accuracyOf(probabilities, test.y) > theirs - noise,
    `${accuracyOf(probabilities, test.y)}, ${theirs}`,
  );
});
