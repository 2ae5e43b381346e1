import assert from "node:assert/strict";
import { CLASSES } from "~/core/mod.ts";
import { score } from "~/evaluation/mod.ts";
import { syntheticDataset } from "../synthetic.ts";

const dataset = syntheticDataset({ nSessions: 3, nTickers: 12, nFeatures: 1, signal: 0, seed: 1 });

Deno.test("score() of a perfect forecast is perfect in every part", () => {
  const probabilities = Float64Array.from(
    { length: dataset.nSamples * CLASSES.length },
    (_, at) => dataset.y[Math.floor(at / CLASSES.length)] === at % CLASSES.length ? 1 : 0,
  );
  const scores = score(
    "oracle",
    false,
    { probabilities, score: dataset.targetReturn, expectedReturn: null },
    dataset,
    1,
  );
  assert.deepEqual([scores.name, scores.isBaseline, scores.nSamples, scores.nSessions], [
    "oracle",
    false,
    36,
    3,
  ]);
  assert.deepEqual(scores.classification.confusion, [[12, 0, 0], [0, 12, 0], [0, 0, 12]]);
  assert.equal(scores.classification.macroF1, 1);
  assert.equal(scores.classification.brierLoss, 0);
  assert.equal(scores.ranking.rankIc, 1);
});

Deno.test("score() reads classes from scores where there are no probabilities", () => {
  const { classification } = score(
    "oracle",
    false,
    { probabilities: null, score: dataset.targetReturn, expectedReturn: null },
    dataset,
    1,
  );
  assert.equal(classification.accuracy, 1);
  assert.equal(classification.logLoss, null);
});

Deno.test("score() refuses a forecast for other samples", () => {
  const forecast = { probabilities: null, score: new Float64Array(35), expectedReturn: null };
  assert.throws(() => score("short", false, forecast, dataset, 1), {
    name: "RangeError",
    message:
      "Cannot score a ranking: columns of one length are wanted, found 35 scores, 36 returns and 36 sessions",
  });
});
