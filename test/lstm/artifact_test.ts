import assert from "node:assert/strict";
import { type Artifact, ModelError } from "~/core/mod.ts";
import { loadLstm, lstm } from "~/lstm/mod.ts";
import { syntheticDataset, withHistory } from "../synthetic.ts";

const LOOKBACK = 4;
const data = withHistory(
  syntheticDataset({ nSessions: 30, nTickers: 10, nFeatures: 3, signal: 0.5, seed: 5 }),
  LOOKBACK,
);
const model = await lstm({ lookback: LOOKBACK, units: 6, epochs: 1, batchSize: 64 }).fit(data, { seed: 1 });
const artifact = model.toArtifact();
const metadata = artifact.header.userDefinedMetadata as Record<string, unknown>;

const withMetadata = (changes: Record<string, unknown>): Artifact => ({
  ...artifact,
  header: { ...artifact.header, userDefinedMetadata: { ...metadata, ...changes } },
});

Deno.test("an LSTM's artifact is two files as TensorFlow.js wants them", () => {
  const { format, header, dataName, data: bytes } = artifact;
  assert.equal(format, "layers-model");
  assert.equal(dataName, "weights.bin");
  const [{ paths, weights }] = header.weightsManifest as {
    paths: string[];
    weights: { shape: number[] }[];
  }[];
  assert.deepEqual(paths, ["weights.bin"]);
  const nNumbers = weights.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
  assert.equal(bytes.length, 4 * nNumbers);
  assert.equal(nNumbers, model.nWeights);
  assert.equal(nNumbers, 4 * 6 * (3 + 6 + 1) + 4 * (6 + 1)); // gates, heads
});

Deno.test("a damaged LSTM is refused, and the message says what is wrong", () => {
  const settings = metadata.settings as object;
  const spoilt = artifact.data.slice();
  new DataView(spoilt.buffer).setFloat32(8, NaN, true);
  const refusals: [RegExp, Artifact][] = [
    [/format "layers-model" is wanted, found "b3-forest\/1"/, { ...artifact, format: "b3-forest/1" }],
    [/at "modelTopology"/, { ...artifact, header: {} }],
    [/at "userDefinedMetadata.format"/, withMetadata({ format: "b3-lstm/9" })],
    [/at "userDefinedMetadata.classes/, withMetadata({ classes: ["buy", "hold", "sell"] })],
    [
      /its layers are not those of its settings, channels and lookback/,
      withMetadata({
        features: ["f0", "f1", "f2", "f3"],
        scaler: { mean: [0, 0, 0, 0], deviation: [1, 1, 1, 1], clip: 4 },
      }),
    ],
    [/its layers are not those/, withMetadata({ settings: { ...settings, lookback: 5 } })],
    [/its layers are not those/, { ...artifact, header: { ...artifact.header, modelTopology: {} } }],
    [
      /a mean and a deviation for each of 3 channels/,
      withMetadata({ scaler: { mean: [0], deviation: [1], clip: 4 } }),
    ],
    [/a mean return for each bucket/, withMetadata({ scoreReturns: { edges: [0, 1], means: [0] } })],
    [/at "userDefinedMetadata.settings/, withMetadata({ settings: { ...settings, units: -1 } })],
    [/1072 bytes of weights are wanted, found 1071/, { ...artifact, data: artifact.data.subarray(1) }],
    [/a weight is not a finite number/, { ...artifact, data: spoilt }],
  ];
  for (const [message, damaged] of refusals) {
    assert.throws(() => loadLstm(damaged), (error: Error) => {
      assert.ok(error instanceof ModelError, String(error));
      assert.match(error.message, message);
      return /^Cannot load an LSTM: /.test(error.message);
    });
  }
});

Deno.test("an LSTM refuses sequences of another length or other channels", async () => {
  const other = withHistory(data, 6);
  await assert.rejects(model.predict(other), /sequences of 4 sessions are wanted, found 6/);
  await assert.rejects(
    model.predict({ ...data, features: ["f1", "f0", "f2"] }),
    /expected features f0, f1, f2, found f1, f0, f2/,
  );
});
