import assert from "node:assert/strict";
import { climatology, majority } from "~/baselines/mod.ts";
import {
  type Checkpoint,
  type Dataset,
  type Estimator,
  type FitOptions,
  type Forecast,
  formatSession,
  type LearningCurve,
  takeSamples,
} from "~/core/mod.ts";
import { walkForwardFolds } from "~/dataset/mod.ts";
import { type Recall, walkForward } from "~/evaluation/mod.ts";
import { syntheticDataset } from "../synthetic.ts";

const DATASET = syntheticDataset({ nSessions: 200, nTickers: 10, nFeatures: 2, signal: 0.5, seed: 1 });
const FOLDS = walkForwardFolds(DATASET, { nFolds: 3, testSessions: 20, embargoSessions: 2 });
const OPTIONS = { seed: 3 };

/** An estimator that writes down what it is given and answers with the number of the fit. */
function scribe(): { estimator: Estimator; trained: Dataset[]; seeds: number[] } {
  const trained: Dataset[] = [];
  const seeds: number[] = [];
  const estimator: Estimator = {
    name: "scribe",
    fit(train, { seed }) {
      const fit = trained.push(train);
      seeds.push(seed);
      return Promise.resolve({
        features: train.features,
        predict: ({ nSamples }) =>
          Promise.resolve({
            probabilities: null,
            score: new Float64Array(nSamples).fill(fit),
            expectedReturn: new Float64Array(nSamples).fill(-fit),
          }),
        toArtifact: () => ({ format: "scribe/1", header: {}, data: new Uint8Array() }),
      });
    },
  };
  return { estimator, trained, seeds };
}

Deno.test("walkForward() asks each fold's model for that fold's test block and joins the answers", async () => {
  const { estimator, trained, seeds } = scribe();
  const { test, entries } = await walkForward(
    DATASET,
    FOLDS,
    [{ name: "s", isBaseline: false, estimator }],
    OPTIONS,
  );
  assert.deepEqual(trained, FOLDS.map((fold) => takeSamples(DATASET, fold.train)));
  assert.deepEqual(seeds, [3, 3, 3]);
  assert.equal(test.nSamples, 600);
  assert.deepEqual([...new Set(test.session)], [...new Set(DATASET.session)].slice(-60));
  const { score, expectedReturn, probabilities } = entries[0].forecast;
  assert.deepEqual([...score], [1, 2, 3].flatMap((fit) => new Array(200).fill(fit)));
  assert.deepEqual(expectedReturn, score.map((x) => -x));
  assert.equal(probabilities, null);
});

Deno.test("walkForward() shows no fit a label that was not known before its test block", async () => {
  const { estimator, trained } = scribe();
  await walkForward(DATASET, FOLDS, [{ name: "s", isBaseline: false, estimator }], OPTIONS);
  trained.forEach(({ labelEnd }, k) => {
    const firstTest = DATASET.session[FOLDS[k].test[0]];
    const latest = Math.max(...labelEnd);
    assert.ok(latest < firstTest, `${formatSession(latest)} is not before ${formatSession(firstTest)}`);
  });
});

Deno.test("walkForward() says where the test samples stand and how returns were in each fold's train block", async () => {
  const { estimator, trained } = scribe();
  const { test, indices, trainReturns } = await walkForward(
    DATASET,
    FOLDS,
    [{ name: "s", isBaseline: false, estimator }],
    OPTIONS,
  );
  assert.deepEqual(takeSamples(DATASET, indices), test);
  for (const fold of [0, 1, 2]) {
    const returns = [...trained[fold].targetReturn];
    const average = (values: number[]) => values.reduce((a, b) => a + b) / values.length;
    for (const i of [200 * fold, 200 * fold + 199]) {
      assert.equal(trainReturns.mean[i], average(returns));
      assert.equal(trainReturns.meanAbsolute[i], average(returns.map(Math.abs)));
    }
  }
  assert.equal(trainReturns.mean.length, test.nSamples);
});

Deno.test("walkForward() joins probabilities and classes said outright", async () => {
  const contenders = [
    { name: "majority", isBaseline: true, estimator: majority() },
    { name: "climatology", isBaseline: true, estimator: climatology() },
  ];
  const { entries } = await walkForward(DATASET, FOLDS, contenders, OPTIONS);
  assert.equal(entries[0].forecast.classes?.length, 600);
  assert.equal(entries[0].forecast.probabilities, null);
  assert.equal(entries[1].forecast.probabilities?.length, 1800);
  assert.ok(!("classes" in entries[1].forecast));
});

Deno.test("walkForward() reports how far it is and stops when told to", async () => {
  const reports: [number, string][] = [];
  const contenders = [{ name: "climatology", isBaseline: true, estimator: climatology() }];
  await walkForward(DATASET, FOLDS, contenders, { seed: 1, onProgress: (...report) => reports.push(report) });
  assert.deepEqual(reports.at(-1), [1, "climatology, fold 3 of 3"]);
  assert.ok(reports.every(([done], i) => i === 0 || done >= reports[i - 1][0]));
  const signal = AbortSignal.abort(new Error("enough"));
  await assert.rejects(walkForward(DATASET, FOLDS, contenders, { seed: 1, signal }), { message: "enough" });
});

Deno.test("walkForward() hands fits the validation block, the checkpoint of their fold and a word for progress", async () => {
  const folds = walkForwardFolds(DATASET, {
    nFolds: 2,
    testSessions: 10,
    validationSessions: 15,
    embargoSessions: 2,
  });
  const given: FitOptions[] = [];
  const { estimator } = scribe();
  const watched: Estimator = {
    name: "watched",
    fit(train, options) {
      given.push(options);
      options.onProgress?.(0.5, "epoch 1 of 2");
      return estimator.fit(train, options);
    },
  };
  const checkpoints = folds.map((): Checkpoint => ({
    load: () => Promise.resolve(null),
    save: async () => {},
  }));
  const reports: string[] = [];
  await walkForward(DATASET, folds, [{ name: "w", isBaseline: false, estimator: watched }], {
    seed: 1,
    onProgress: (_, what) => reports.push(what),
    recall: ({ fold }, compute) => compute(checkpoints[folds.indexOf(fold)]),
  });
  assert.deepEqual(given.map(({ checkpoint }) => checkpoint), checkpoints);
  given.forEach(({ validation }, f) => {
    assert.deepEqual(validation, takeSamples(DATASET, folds[f].validation));
    assert.ok(Math.max(...validation.labelEnd) < DATASET.session[folds[f].test[0]]);
  });
  assert.deepEqual(reports, [
    "w, fold 1 of 2, epoch 1 of 2",
    "w, fold 1 of 2",
    "w, fold 2 of 2, epoch 1 of 2",
    "w, fold 2 of 2",
  ]);
});

Deno.test("walkForward() gives fits nothing to look at where folds have no validation", async () => {
  let options: FitOptions | null = null;
  const { estimator } = scribe();
  const watched: Estimator = {
    name: "watched",
    fit(train, given) {
      options = given;
      return estimator.fit(train, given);
    },
  };
  await walkForward(DATASET, FOLDS, [{ name: "w", isBaseline: false, estimator: watched }], OPTIONS);
  assert.ok(options !== null && !("validation" in options) && !("checkpoint" in options));
});

Deno.test("walkForward() gives the same answers whatever the folds at once, and recalls what was kept", async () => {
  const contenders = [{ name: "climatology", isBaseline: true, estimator: climatology() }];
  const kept = new Map<string, Forecast>();
  let nComputed = 0;
  const recall: Recall = async ({ fold, contender, seed }, compute) => {
    const key = `${fold.test[0]} ${contender} ${seed}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    nComputed++;
    const forecast = await compute();
    kept.set(key, forecast);
    return forecast;
  };
  const one = await walkForward(DATASET, FOLDS, contenders, OPTIONS);
  const first = await walkForward(DATASET, FOLDS, contenders, { ...OPTIONS, foldsAtOnce: 2, recall });
  const again = await walkForward(DATASET, FOLDS, contenders, { ...OPTIONS, foldsAtOnce: 5, recall });
  assert.equal(nComputed, 3);
  assert.deepEqual(first, one);
  assert.deepEqual(again, one);
});

Deno.test("walkForward() says how models that learn in epochs did so, fold by fold", async () => {
  const curveOf = (train: Dataset): LearningCurve => ({
    epochs: [{ epoch: 1, loss: train.nSamples, validationLoss: null, learningRate: 0.1 }],
    bestEpoch: 1,
  });
  const { estimator } = scribe();
  const slow: Estimator = {
    name: "slow",
    fit: async (train, options) => ({ ...await estimator.fit(train, options), ...curveOf(train) }),
  };
  const contenders = [estimator, slow].map((estimator, i) => ({
    name: `${i}`,
    isBaseline: false,
    estimator,
  }));
  const { learning } = await walkForward(DATASET, FOLDS, contenders, OPTIONS);
  assert.deepEqual(learning, [[], FOLDS.map(({ train }) => curveOf(takeSamples(DATASET, train)))]);
});

Deno.test("walkForward() fails with a fold's error, whatever is at work beside it", async () => {
  const broken: Estimator = { name: "broken", fit: () => Promise.reject(new Error("no")) };
  const contenders = [{ name: "broken", isBaseline: true, estimator: broken }];
  await assert.rejects(walkForward(DATASET, FOLDS, contenders, { ...OPTIONS, foldsAtOnce: 3 }), {
    message: "no",
  });
});
