import assert from "node:assert/strict";
import { climatology, momentum } from "~/baselines/mod.ts";
import { checkFit, type Learn, learnBy } from "~/audit/mod.ts";
import { type Dataset, takeSamples } from "~/core/mod.ts";
import { combinatorialFolds, splitFold } from "~/dataset/mod.ts";
import { forestClassifier } from "~/forest/mod.ts";
import { syntheticDataset } from "../synthetic.ts";

const DATASET = syntheticDataset({ nSessions: 200, nTickers: 8, nFeatures: 3, signal: 0.5, seed: 2 });
const FOLD = splitFold(DATASET, { validation: 0, test: 0.2 });
const FOREST = forestClassifier({ nEstimators: 3, minSamplesLeaf: 20 });

for (const estimator of [FOREST, climatology(), momentum("f0")]) {
  Deno.test(`checkFit() passes ${estimator.name} as walking forward fits it`, async () => {
    const check = await checkFit(DATASET, FOLD, learnBy(estimator, 1), 9);
    assert.equal(check.outcome, "pass", check.summary);
    assert.match(
      check.summary,
      new RegExp(`^the model of ${FOLD.train.length} samples and its answers for 160 are`),
    );
  });
}

/** Standardises the first column with the mean of the samples given. */
function centred(dataset: Dataset, by: Dataset): Dataset {
  const width = dataset.features.length;
  const mean = by.X.reduce((sum, x, at) => sum + (at % width === 0 ? x : 0), 0) / by.nSamples;
  return { ...dataset, X: dataset.X.map((x, at) => at % width === 0 ? x - mean : x) };
}

Deno.test("checkFit() catches a scaler that was fitted on all rows, and passes one fitted on train", async () => {
  const onAll: Learn = (dataset, fold) => learnBy(FOREST, 1)(centred(dataset, dataset), fold);
  const check = await checkFit(DATASET, FOLD, onAll, 9);
  assert.equal(check.outcome, "leak");
  assert.deepEqual(check.evidence.filter(({ what }) => what === "model").map(({ when }) => when), [
    "what is not learned from is noise",
    "what comes later is left out",
  ]);
  const onTrain: Learn = (dataset, fold) =>
    learnBy(FOREST, 1)(centred(dataset, takeSamples(dataset, fold.train)), fold);
  assert.equal((await checkFit(DATASET, FOLD, onTrain, 9)).outcome, "pass");
});

Deno.test("checkFit() catches a model that learned from test, and answers that look at later ones", async () => {
  const onBoth: Learn = (dataset, { train, ...fold }) =>
    learnBy(FOREST, 1)(dataset, { ...fold, train: Int32Array.from([...train, ...fold.test]) });
  const both = await checkFit(DATASET, FOLD, onBoth, 9);
  assert.equal(both.outcome, "leak");
  const demeaned: Learn = async (dataset, fold) => {
    const { artifact, forecast } = await learnBy(FOREST, 1)(dataset, fold);
    const mean = forecast.score.reduce((a, b) => a + b, 0) / forecast.score.length;
    return { artifact, forecast: { ...forecast, score: forecast.score.map((score) => score - mean) } };
  };
  const answers = await checkFit(DATASET, FOLD, demeaned, 9);
  assert.equal(answers.outcome, "leak");
  assert.deepEqual(new Set(answers.evidence.map(({ what }) => what)), new Set(["answers"]));
});

Deno.test("checkFit() lets a model choose on validation, and takes a fold that learns from later sessions", async () => {
  const chosen: Learn = (dataset, { validation, train, test }) =>
    learnBy(FOREST, 1)(dataset, { train: Int32Array.from([...train, ...validation]), validation, test });
  const withValidation = splitFold(DATASET, { validation: 0.1, test: 0.2 });
  assert.ok(withValidation.validation.length > 0);
  assert.equal((await checkFit(DATASET, withValidation, chosen, 9)).outcome, "pass");
  const [first] = combinatorialFolds(DATASET, { nGroups: 4, nTest: 1 }).folds;
  assert.equal((await checkFit(DATASET, first, learnBy(FOREST, 1), 9)).outcome, "pass");
});
