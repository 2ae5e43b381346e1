import assert from "node:assert/strict";
import { climatology } from "~/baselines/mod.ts";
import { ModelError } from "~/core/mod.ts";
import { forestClassifier } from "~/forest/mod.ts";
import { loadModel } from "~/predictor/mod.ts";
import { ridge } from "~/ridge/mod.ts";
import { syntheticDataset } from "../synthetic.ts";

const DATASET = syntheticDataset({ nSessions: 30, nTickers: 10, nFeatures: 3, signal: 0.5, seed: 1 });

Deno.test("loadModel() gives back models of every format this project writes", async () => {
  for (
    const estimator of [climatology(), ridge(), forestClassifier({ nEstimators: 3, minSamplesLeaf: 20 })]
  ) {
    const model = await estimator.fit(DATASET, { seed: 1 });
    const loaded = loadModel(model.toArtifact());
    assert.deepEqual(await loaded.predict(DATASET), await model.predict(DATASET));
  }
});

Deno.test("loadModel() names the formats it knows when it is given another", () => {
  for (const format of ["b3-forest/2", "toString", ""]) {
    assert.throws(() => loadModel({ format, header: {}, data: new Uint8Array() }), {
      name: ModelError.name,
      message:
        `Cannot load a model of format "${format}": known are b3-forest/1, layers-model, b3-ridge/1, b3-baseline/1`,
    });
  }
});
