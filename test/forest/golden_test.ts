/**
 * Our forest beside scikit-learn's, whose numbers `test/golden/forest/make_golden.py` wrote down.
 *
 * @module
 */

import assert from "node:assert/strict";
import { type Dataset, rankTarget } from "~/core/mod.ts";
import { forestClassifier, type ForestParams, forestRegressor } from "~/forest/mod.ts";
import { accuracyOf, logLossOf } from "./scores.ts";
import golden from "../golden/forest/forest.json" with { type: "json" };

const oneTree = { nEstimators: 1, bootstrap: false, maxFeatures: 1 };

for (
  const { name, params } of [
    { name: "gini", params: { ...oneTree, minSamplesLeaf: 7 } },
    { name: "balanced", params: { ...oneTree, minSamplesLeaf: 7, classWeight: "balanced" } },
    {
      name: "weighted",
      params: { ...oneTree, minSamplesLeaf: 1, maxDepth: 3, classWeight: { hold: 0.25, buy: 3 } },
    },
    { name: "squared_error", params: { ...oneTree, minSamplesLeaf: 7 } },
  ] as { name: "gini" | "balanced" | "weighted" | "squared_error"; params: ForestParams }[]
) {
  Deno.test(`forest of one tree has scikit-learn's leaves: ${name}`, async () => {
    const train = treeData();
    const estimator = name === "squared_error" ? forestRegressor(params) : forestClassifier(params);
    const model = await estimator.fit(train, { seed: 4 });
    const { probabilities, score, expectedReturn } = await model.predict(train);
    const { leaves, values, importances } = golden.tree[name];
    assertClose(probabilities ?? score, values, name === "gini" ? 1e-11 : 1e-7); // leaves are kept in 32 bits
    assertClose(expectedReturn ?? [], meansByLeaf(train.targetReturn, leaves), 1e-7);
    assert.equal(model.nLeaves, new Set(leaves).size);
    assertClose(Object.values(model.importances), importances, 1e-10);
  });
}

Deno.test("forest is as good as scikit-learn's on noisy data", async () => {
  const { train: ofTrain, test: ofTest, scores: theirs, importances } = golden.forest;
  const train = noisyData(ofTrain.seed, ofTrain.nRows);
  const test = noisyData(ofTest.seed, ofTest.nRows);
  const rank = rankTarget(test.session, test.targetReturn);
  const params = { minSamplesLeaf: 20, maxFeatures: "sqrt", maxSamples: 1 } as const;
  const ours: Record<keyof typeof theirs, number[]> = {
    accuracy: [],
    logLoss: [],
    oobAccuracy: [],
    oobLogLoss: [],
    mse: [],
    r2: [],
    halfLogLoss: [],
  };
  const ourImportances: number[][] = train.features.map(() => []);
  for (let seed = 0; seed < 4; seed++) {
    const model = await forestClassifier(params).fit(train, { seed });
    const { probabilities } = await model.predict(test);
    ours.accuracy.push(accuracyOf(probabilities, test.y));
    ours.logLoss.push(logLossOf(probabilities, test.y));
    ours.oobAccuracy.push(model.outOfBag?.accuracy ?? NaN);
    ours.oobLogLoss.push(model.outOfBag?.logLoss ?? NaN);
    Object.values(model.importances).forEach((share, j) => ourImportances[j].push(share));
    const half = await forestClassifier({ ...params, maxSamples: 0.5 }).fit(train, { seed });
    ours.halfLogLoss.push(logLossOf((await half.predict(test)).probabilities, test.y));
    const { score } = await (await forestRegressor(params).fit(train, { seed })).predict(test);
    const squaredError = score.reduce((sum, s, i) => sum + (s - rank[i]) ** 2, 0);
    ours.mse.push(squaredError / test.nSamples);
    ours.r2.push(1 - squaredError / rank.reduce((sum, r) => sum + r ** 2, 0)); // ranks have mean 0
  }
  for (const name of Object.keys(theirs) as (keyof typeof theirs)[]) {
    assertAlike(name, ours[name], theirs[name]);
  }
  importances.forEach((shares, j) => assertAlike(`importance ${j}`, ourImportances[j], shares));
});

/** What the script calls one_tree. */
function treeData(): Dataset {
  const { X, nFeatures, y, targetReturn } = golden.tree;
  return datasetOf(
    Float32Array.from(X),
    nFeatures,
    y.length,
    Uint8Array.from(y),
    Float64Array.from(targetReturn),
  );
}

/** What the script calls noisy_data. */
function noisyData(seed: number, nRows: number): Dataset {
  const { nFeatures, nTickers } = golden.forest;
  const width = nFeatures + 4;
  const u = uniforms(seed, nRows * width);
  const X = new Float32Array(nRows * nFeatures);
  const targetReturn = new Float64Array(nRows);
  for (let i = 0; i < nRows; i++) {
    const x = X.subarray(i * nFeatures, (i + 1) * nFeatures);
    x.set(u.subarray(i * width, i * width + nFeatures));
    const noise = u[(i + 1) * width - 4] + u[(i + 1) * width - 3] + u[(i + 1) * width - 2] +
      u[(i + 1) * width - 1] - 2;
    targetReturn[i] = x[0] + (x[1] - 0.5) * (x[2] - 0.5) * 4 + noise;
  }
  const dataset = datasetOf(X, nFeatures, nTickers, new Uint8Array(nRows), targetReturn);
  const rank = rankTarget(dataset.session, targetReturn);
  return { ...dataset, y: Uint8Array.from(rank, (r) => Math.min(2, Math.floor((r + 0.5) * 3))) };
}

function datasetOf(
  X: Float32Array,
  nFeatures: number,
  nTickers: number,
  y: Uint8Array,
  targetReturn: Float64Array,
): Dataset {
  const session = Int32Array.from(y, (_, i) => 19000 + Math.floor(i / nTickers));
  return {
    nSamples: y.length,
    features: Array.from({ length: nFeatures }, (_, j) => `f${j}`),
    X,
    tickers: Array.from({ length: nTickers }, (_, i) => `T${i}`),
    ticker: Int32Array.from(y, (_, i) => i % nTickers),
    session,
    y,
    targetReturn,
    labelEnd: session.map((t) => t + 6),
  };
}

function uniforms(seed: number, n: number): Float64Array {
  return Float64Array.from(
    { length: n },
    () => (seed = (Math.imul(1664525, seed) + 1013904223) >>> 0) / 2 ** 32,
  );
}

function meansByLeaf(values: Float64Array, leaves: readonly number[]): number[] {
  return leaves.map((leaf) => mean([...values].filter((_, i) => leaves[i] === leaf)));
}

function assertClose(actual: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  assert.equal(actual.length, expected.length);
  expected.forEach((value, i) =>
    assert.ok(Math.abs(actual[i] - value) <= tolerance, `${i}: ${actual[i]}, ${value}`)
  );
}

/** Demands that the means over seeds differ by less than three standard errors, by scikit-learn's spread. */
function assertAlike(name: string, ours: readonly number[], theirs: readonly number[]): void {
  const difference = mean(ours) - mean(theirs);
  const standardError = deviation(theirs) * Math.sqrt(1 / ours.length + 1 / theirs.length);
  assert.ok(
    Math.abs(difference) < 3 * standardError,
    `${name}: ${difference}, standard error ${standardError}`,
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}
