import assert from "node:assert/strict";
import type { LstmModel } from "~/lstm/mod.ts";
import { LSTM_SETTINGS } from "~/lstm/mod.ts";
import { factsOf } from "~/pipeline/model_facts.ts";
import { syntheticDataset } from "../synthetic.ts";

const EPOCHS = [{ epoch: 1, loss: 1.2, validationLoss: 1.1, learningRate: 0.01 }];

/** A model that scores each ticker as it is told, and gives every feature of every session a number of its own. */
function told(features: readonly string[], scoreOf: readonly number[]): LstmModel {
  const scores = (ticker: Int32Array) => Float64Array.from(ticker, (t) => scoreOf[t]);
  return {
    features,
    lookback: 2,
    settings: LSTM_SETTINGS.parse({ lookback: 2 }),
    epochs: EPOCHS,
    bestEpoch: 1,
    nWeights: 7,
    trainedWith: "a double",
    predict: ({ ticker }) =>
      Promise.resolve({ probabilities: null, score: scores(ticker), expectedReturn: null }),
    attribute: ({ ticker }) =>
      Promise.resolve({
        // Sample by sample, session by session, feature by feature: hundreds tell the ticker, tens the session.
        value: Float64Array.from(ticker).reduce<Float64Array>(
          (all, t) =>
            Float64Array.of(
              ...all,
              ...[0, 1].flatMap((session) => features.map((_, feature) => 100 * t + 10 * session + feature)),
            ),
          new Float64Array(0),
        ),
        score: scores(ticker),
        baseline: 0.25,
      }),
    toArtifact: () => ({ format: "double/1", header: {}, data: new Uint8Array() }),
  };
}

Deno.test("factsOf() says how an LSTM learned, and explains both ends of its last session", async () => {
  const dataset = syntheticDataset({ nSessions: 3, nTickers: 6, nFeatures: 2, signal: 0, seed: 1 });
  const last = dataset.session[dataset.nSamples - 1];
  const facts = await factsOf(told(dataset.features, [0.1, 0.6, 0.3, 0.5, 0.2, 0.4]), dataset);
  assert.ok("attributions" in facts);
  const { attributions, ...learned } = facts;
  assert.deepEqual(learned, { epochs: EPOCHS, bestEpoch: 1, nWeights: 7, trainedWith: "a double" });
  assert.deepEqual(
    attributions.map(({ ticker, session, score }) => [ticker, session, score]),
    [["TICK001", last, 0.6], ["TICK003", last, 0.5], ["TICK004", last, 0.2], ["TICK000", last, 0.1]],
  );
  assert.deepEqual(attributions[1].value, [[300, 301], [310, 311]]);
  assert.ok(attributions.every(({ baseline }) => baseline === 0.25));
});

Deno.test("factsOf() explains each answer of a small session once", async () => {
  const dataset = syntheticDataset({ nSessions: 2, nTickers: 3, nFeatures: 1, signal: 0, seed: 1 });
  const facts = await factsOf(told(dataset.features, [0.1, 0.3, 0.2]), dataset);
  assert.ok("attributions" in facts);
  assert.deepEqual(facts.attributions.map(({ ticker }) => ticker), ["TICK001", "TICK002", "TICK000"]);
});
