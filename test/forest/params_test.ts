import assert from "node:assert/strict";
import { forestClassifier, type ForestParams, forestRegressor } from "~/forest/mod.ts";
import { featuresPerSplit, resolveParams } from "~/forest/params.ts";

Deno.test("resolveParams() defaults to large leaves, half the rows and a seventh of the features", () => {
  assert.deepEqual(resolveParams({}), {
    nEstimators: 100,
    maxDepth: null,
    minSamplesLeaf: 100,
    maxFeatures: 0.15,
    maxSamples: 0.5,
    bootstrap: true,
    classWeight: null,
    nBins: 255,
    workers: 1,
  });
});

const outOfRange: [string, unknown, string][] = [
  ["nEstimators", 0, "an integer from 1, found 0"],
  ["nEstimators", 2.5, "an integer from 1, found 2.5"],
  ["nEstimators", NaN, "an integer from 1, found NaN"],
  ["nEstimators", "10", 'an integer from 1, found "10"'],
  ["maxDepth", 0, "null or an integer from 1, found 0"],
  ["maxDepth", Infinity, "null or an integer from 1, found Infinity"],
  ["minSamplesLeaf", 0, "an integer from 1, found 0"],
  ["maxFeatures", 0, '"sqrt", a fraction in (0, 1] or an integer from 2, found 0'],
  ["maxFeatures", 1.5, '"sqrt", a fraction in (0, 1] or an integer from 2, found 1.5'],
  ["maxFeatures", "log2", '"sqrt", a fraction in (0, 1] or an integer from 2, found "log2"'],
  ["maxSamples", 0, "a fraction in (0, 1], found 0"],
  ["maxSamples", 1.01, "a fraction in (0, 1], found 1.01"],
  ["bootstrap", "yes", 'true or false, found "yes"'],
  [
    "classWeight",
    "equal",
    'null, "balanced" or numbers from 1e-6 to 1e6 for some of sell, hold, buy, found "equal"',
  ],
  [
    "classWeight",
    { buy: 0 },
    'null, "balanced" or numbers from 1e-6 to 1e6 for some of sell, hold, buy, found {"buy":0}',
  ],
  [
    "classWeight",
    { up: 2 },
    'null, "balanced" or numbers from 1e-6 to 1e6 for some of sell, hold, buy, found {"up":2}',
  ],
  ["nBins", 1, "an integer from 2 to 255, found 1"],
  ["nBins", 256, "an integer from 2 to 255, found 256"],
  ["workers", 0, "an integer from 1, found 0"],
];

for (const [name, value, rest] of outOfRange) {
  Deno.test(`forestClassifier() refuses ${name} ${JSON.stringify(value)}`, () => {
    const message = `Cannot make a forest: ${name} must be ${rest}`;
    assert.throws(() => forestClassifier({ [name]: value } as ForestParams), new RangeError(message));
  });
}

Deno.test("forestRegressor() checks its settings too", () => {
  assert.throws(() => forestRegressor({ nBins: 300 }), RangeError);
});

Deno.test("featuresPerSplit() is at least one and at most all", () => {
  assert.equal(featuresPerSplit(0.15, 157), 23);
  assert.equal(featuresPerSplit(0.15, 4), 1);
  assert.equal(featuresPerSplit("sqrt", 1), 1);
  assert.equal(featuresPerSplit(5, 3), 3);
});
