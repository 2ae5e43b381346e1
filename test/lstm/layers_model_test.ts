import assert from "node:assert/strict";
import { CLASSES } from "~/core/mod.ts";
import { lstm, type LstmParams } from "~/lstm/mod.ts";
import { CLIP } from "~/lstm/scaler.ts";
import { loadTensorFlow, type Tensor } from "~/tfjs/mod.ts";
import { syntheticDataset, withHistory } from "../synthetic.ts";
import { testWithTensorFlow } from "../tensor_flow.ts";

const LOOKBACK = 6;
const data = withHistory(
  syntheticDataset({ nSessions: 40, nTickers: 12, nFeatures: 5, signal: 0.6, seed: 3 }),
  LOOKBACK,
);

const RECIPES: Readonly<Record<string, LstmParams>> = {
  "one layer, ranks": {},
  "two layers, normalized, returns, classes drawn evenly": {
    layers: 2,
    layerNorm: true,
    target: "return",
    sampling: "balanced",
  },
};

interface Metadata {
  readonly scaler: { readonly mean: number[]; readonly deviation: number[] };
}

for (const [name, recipe] of Object.entries(RECIPES)) {
  testWithTensorFlow(
    `an LSTM's artifact is a layers model that answers the same in TensorFlow.js: ${name}`,
    async () => {
      const settings = { lookback: LOOKBACK, units: 10, epochs: 3, batchSize: 64, ...recipe };
      const model = await lstm(settings).fit(data, { seed: 1 });
      const { probabilities, score } = await model.predict(data);
      const { header, data: bytes } = model.toArtifact();
      const [{ weights }] = header.weightsManifest as { weights: unknown }[];
      const { tf } = await loadTensorFlow();
      const loaded = await tf.loadLayersModel({
        load: () =>
          Promise.resolve({
            modelTopology: header.modelTopology,
            weightSpecs: weights,
            weightData: bytes.slice().buffer,
          }),
      });
      const { scaler: { mean, deviation } } = header.userDefinedMetadata as Metadata;
      const sequences = scaledSequences((value, j) =>
        Math.max(-CLIP, Math.min(CLIP, (value - mean[j]) / deviation[j]))
      );
      const x = tf.tensor(sequences, [data.nSamples, LOOKBACK, data.features.length]);
      const [actions, returns] = loaded.predict(x, { batchSize: 512 }) as readonly Tensor[];
      const isNear = (found: Float32Array, wanted: Float64Array | null) =>
        found.length === wanted?.length && found.every((value, i) => Math.abs(value - wanted[i]) < 1e-5);
      assert.equal(actions.dataSync().length, CLASSES.length * data.nSamples);
      assert.ok(isNear(actions.dataSync(), probabilities));
      assert.ok(isNear(returns.dataSync(), score));
    },
  );
}

/** Every sample's sequence [nSamples, lookback, nFeatures], each value scaled. */
function scaledSequences(scale: (value: number, feature: number) => number): Float32Array {
  const { history: { rows, row }, features: { length: width } } = data;
  return Float32Array.from(
    [...row].flatMap((own) => [...rows.subarray((own - LOOKBACK + 1) * width, (own + 1) * width)]),
    (value, i) => scale(value, i % width),
  );
}
