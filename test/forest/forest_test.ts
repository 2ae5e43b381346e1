import assert from "node:assert/strict";
import { CLASSES, type Dataset, rankTarget, takeSamples } from "~/core/mod.ts";
import { forestClassifier, forestRegressor } from "~/forest/mod.ts";
import { syntheticDataset } from "../synthetic.ts";
import { logLossOf } from "./scores.ts";

const dataset = syntheticDataset({ nSessions: 120, nTickers: 20, nFeatures: 5, signal: 0.7, seed: 3 });
const train = part(0, 1200);
const later = part(1300, 2400);
const whole = { nEstimators: 1, bootstrap: false, maxFeatures: 1 };

function part(begin: number, end: number): Dataset {
  return takeSamples(dataset, Int32Array.from({ length: end - begin }, (_, i) => begin + i));
}

/** Samples of one session with one feature. */
function column(x: number[], y: number[], targetReturn: number[]): Dataset {
  return {
    nSamples: x.length,
    features: ["x"],
    X: Float32Array.from(x),
    tickers: x.map((_, i) => `T${i}`),
    ticker: Int32Array.from(x, (_, i) => i),
    session: new Int32Array(x.length).fill(19000),
    y: Uint8Array.from(y),
    targetReturn: Float64Array.from(targetReturn),
    labelEnd: new Int32Array(x.length).fill(19006),
  };
}

Deno.test("forestClassifier() answers with a leaf's class frequencies and mean return", async () => {
  const six = column([1, 2, 3, 7, 8, 9], [0, 0, 1, 2, 2, 1], [-3, -2, 0.5, 4, 3, 2]);
  const model = await forestClassifier({ ...whole, minSamplesLeaf: 3 }).fit(six, { seed: 1 });
  const { probabilities, score, expectedReturn } = await model.predict(column([5, 5.1], [0, 0], [0, 0]));
  assert.deepEqual([...probabilities ?? []], [2 / 3, 1 / 3, 0, 0, 1 / 3, 2 / 3]);
  assert.deepEqual([...score], [-2 / 3, 2 / 3]);
  assert.deepEqual([...expectedReturn ?? []], [-1.5, 3]);
  assert.deepEqual([model.nTrees, model.nLeaves, model.depth], [1, 2, 1]);
  assert.deepEqual(model.importances, { x: 1 });
});

Deno.test("forestRegressor() answers with a leaf's mean rank and mean return", async () => {
  const four = column([1, 2, 3, 4], [0, 0, 2, 2], [-0.01, -0.02, 0.5, 0.02]);
  const model = await forestRegressor({ ...whole, minSamplesLeaf: 2 }).fit(four, { seed: 1 });
  const { probabilities, score, expectedReturn } = await model.predict(four);
  assert.equal(probabilities, null);
  assert.deepEqual([...score], [-0.25, -0.25, 0.25, 0.25]);
  [-0.015, -0.015, 0.26, 0.26].forEach((mean, i) =>
    assert.ok(Math.abs((expectedReturn?.[i] ?? NaN) - mean) < 1e-8)
  );
  assert.deepEqual([model.criterion, model.outOfBag], ["squared_error", null]);
});

Deno.test("forests learn from one row, from one class and from constant features", async () => {
  for (
    const data of [
      column([4], [2], [0.1]),
      column([1, 2, 3], [2, 2, 2], [1, 1, 1]),
      column([5, 5], [2, 2], [1, 1]),
    ]
  ) {
    const model = await forestClassifier({ nEstimators: 3, minSamplesLeaf: 1 }).fit(data, { seed: 1 });
    const { probabilities } = await model.predict(data);
    assert.deepEqual([...probabilities ?? []], Array.from({ length: data.nSamples }, () => [0, 0, 1]).flat());
    assert.deepEqual([model.importances, model.depth, model.nLeaves], [{ x: 0 }, 0, 3]);
    const { score } = await (await forestRegressor({ nEstimators: 3 }).fit(data, { seed: 1 })).predict(data);
    assert.ok(score.every((s) => Math.abs(s) <= 0.5));
  }
});

Deno.test("forests learn: better than climatology and than the middle rank on later sessions", async () => {
  const params = { minSamplesLeaf: 20, maxFeatures: 0.5 };
  const { probabilities } = await (await forestClassifier(params).fit(train, { seed: 1 })).predict(later);
  assert.ok(logLossOf(probabilities, later.y) < Math.log(3) - 0.1);
  const { score } = await (await forestRegressor(params).fit(train, { seed: 1 })).predict(later);
  const rank = rankTarget(later.session, later.targetReturn);
  const error = (of: (i: number) => number) => rank.reduce((sum, r, i) => sum + (r - of(i)) ** 2, 0);
  assert.ok(error((i) => score[i]) < 0.8 * error(() => 0));
});

Deno.test("importances sum to 1 and are greatest for the features that matter", async () => {
  const model = await forestClassifier({ minSamplesLeaf: 20, maxFeatures: 0.5 }).fit(train, { seed: 1 });
  const { f0, f1, ...noise } = model.importances;
  assert.ok(Math.abs(Object.values(model.importances).reduce((a, b) => a + b) - 1) < 1e-12);
  assert.ok(Math.min(f0, f1) > 2 * Math.max(...Object.values(noise)));
});

Deno.test("outOfBag is near the score on later sessions, and null where every tree sees every row", async () => {
  const model = await forestClassifier({ minSamplesLeaf: 20, maxFeatures: 0.5 }).fit(train, { seed: 1 });
  const { probabilities } = await model.predict(later);
  assert.equal(model.outOfBag?.nSamples, train.nSamples);
  assert.ok(Math.abs((model.outOfBag?.logLoss ?? NaN) - logLossOf(probabilities, later.y)) < 0.04);
  assert.equal(
    (await forestClassifier({ nEstimators: 2, bootstrap: false }).fit(train, { seed: 1 })).outOfBag,
    null,
  );
});

Deno.test("maxDepth, minSamplesLeaf and nBins bound the trees", async () => {
  const fit = (params: Parameters<typeof forestClassifier>[0]) =>
    forestClassifier({ nEstimators: 5, minSamplesLeaf: 1, ...params }).fit(train, { seed: 1 });
  const shallow = await fit({ maxDepth: 2 });
  assert.deepEqual([shallow.depth, shallow.nLeaves], [2, 20]);
  assert.ok((await fit({ minSamplesLeaf: 100 })).nLeaves <= 5 * 6);
  assert.equal((await fit({ minSamplesLeaf: 1201 })).nLeaves, 5);
  const coarse = await fit({ nBins: 2, maxFeatures: 1 });
  assert.ok(coarse.depth <= 5, "a feature of two bins can be cut once on a path");
});

Deno.test("maxFeatures goes on drawing while all features drawn are constant", async () => {
  const nFeatures = 12;
  const X = Float32Array.from({ length: 40 * nFeatures }, (_, at) => at % nFeatures === 7 ? at : 0);
  const features = Array.from({ length: nFeatures }, (_, j) => `f${j}`);
  const flat = { ...part(0, 40), features, X };
  const model = await forestClassifier({ nEstimators: 30, minSamplesLeaf: 5, maxFeatures: 0.1 }).fit(flat, {
    seed: 1,
  });
  assert.equal(model.importances.f7, 1);
  assert.ok(model.nLeaves >= 60, "some tree found nothing to cut");
});

Deno.test("trees route raw train values to the leaves that their bins grew, many values a bin included", async () => {
  for (const nBins of [3, 16, 255]) {
    const model = await forestClassifier({ ...whole, minSamplesLeaf: 3, nBins }).fit(train, { seed: 1 });
    const { probabilities, expectedReturn } = await model.predict(train);
    const leaves = Map.groupBy(expectedReturn?.keys() ?? [], (i) => expectedReturn?.[i]); // a leaf by its mean return
    assert.equal(leaves.size, model.nLeaves);
    for (const [meanReturn = NaN, rows] of leaves) {
      const mean = (of: (i: number) => number) => rows.reduce((sum, i) => sum + of(i), 0) / rows.length;
      assert.ok(rows.length >= 3);
      assert.ok(Math.abs(mean((i) => train.targetReturn[i]) - meanReturn) < 1e-7);
      CLASSES.forEach((_, k) => {
        assert.ok(
          Math.abs(mean((i) => Number(train.y[i] === k)) - (probabilities?.[rows[0] * 3 + k] ?? NaN)) < 1e-12,
        );
      });
    }
  }
});

Deno.test("classWeight balanced is the weights that give every class the same sum", async () => {
  const uneven = { ...train, y: train.y.map((code, i) => code === 0 && i % 3 > 0 ? 1 : code) };
  const counts = CLASSES.map((_, k) => uneven.y.reduce((n, y) => n + Number(y === k), 0));
  const [sell, hold, buy] = counts.map((n) => uneven.nSamples / (3 * n));
  const fit = async (classWeight: "balanced" | { sell: number; hold: number; buy: number } | null) =>
    (await forestClassifier({ nEstimators: 3, classWeight }).fit(uneven, { seed: 1 })).predict(uneven);
  assert.deepEqual(await fit("balanced"), await fit({ sell, hold, buy }));
  const mean = (p: Float64Array | null, k: number) =>
    [...p ?? []].reduce((sum, value, i) => sum + (i % 3 === k ? value : 0), 0) / uneven.nSamples;
  assert.ok(Math.abs(mean((await fit(null)).probabilities, 0) - counts[0] / uneven.nSamples) < 0.03);
  assert.ok(Math.abs(mean((await fit("balanced")).probabilities, 0) - 1 / 3) < 0.05);
});

Deno.test("the seed and nothing else makes forests differ", async () => {
  const data = async (seed: number) =>
    (await forestClassifier({ nEstimators: 2 }).fit(train, { seed })).toArtifact().data;
  assert.deepEqual(await data(7), await data(7));
  assert.notDeepEqual(await data(7), await data(8));
});
