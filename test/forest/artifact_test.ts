import assert from "node:assert/strict";
import fc from "fast-check";
import { type Artifact, B3Error, ModelError } from "~/core/mod.ts";
import { forestClassifier, forestRegressor, loadForest } from "~/forest/mod.ts";
import { joinTrees, type Tree, type Trees } from "~/forest/tree.ts";
import { toArtifact } from "~/forest/artifact.ts";
import { resolveParams } from "~/forest/params.ts";
import { syntheticDataset } from "../synthetic.ts";

const train = syntheticDataset({ nSessions: 20, nTickers: 10, nFeatures: 3, signal: 0.5, seed: 4 });

/** Two trees: one cut (node 0 and its leaves) and a lone leaf (node 3). */
const trees: Trees = {
  roots: Int32Array.of(0, 3, 4),
  right: Int32Array.of(2, 0, 1, 2),
  threshold: Float32Array.of(0.5, 0, 0, 0),
  leafValue: Float32Array.of(3, 1, 0, 0, 1, 3, 2, 2, 4),
  leafReturn: Float32Array.of(-0.5, 0.5, 0.25),
  feature: Int16Array.of(1, -1, -1, -1),
};

function artifactOf(change: Partial<Trees> = {}, header: Record<string, unknown> = {}): Artifact {
  const { workers: _, ...params } = resolveParams({});
  const importances = { a: 0, b: 1 };
  const rest = {
    criterion: "gini",
    features: ["a", "b"],
    params,
    seed: 7,
    depth: 1,
    importances,
    outOfBag: null,
  } as const;
  const artifact = toArtifact({ ...rest, trees: { ...trees, ...change } });
  return { ...artifact, header: { ...artifact.header, ...header } };
}

Deno.test("toArtifact() lays the arrays end to end, little-endian", () => {
  const { format, header, data } = artifactOf();
  assert.equal(format, "b3-forest/1");
  assert.deepEqual(header.classes, ["sell", "hold", "buy"]);
  assert.deepEqual(header.lengths, {
    roots: 3,
    right: 4,
    threshold: 4,
    leafValue: 9,
    leafReturn: 3,
    feature: 4,
  });
  const view = new DataView(data.buffer);
  assert.equal(data.length, 4 * (3 + 4 + 4 + 9 + 3) + 2 * 4);
  assert.equal(view.getInt32(4, true), 3); // roots[1]
  assert.equal(view.getFloat32(28, true), 0.5); // threshold[0]
  assert.equal(view.getFloat32(80, true), -0.5); // leafReturn[0]
  assert.equal(view.getInt16(94, true), -1); // feature[1]
});

Deno.test("loadForest() answers as the trees say", async () => {
  const model = loadForest(artifactOf());
  const { probabilities, expectedReturn } = await model.predict({
    ...syntheticDataset({
      nSessions: 1,
      nTickers: 2,
      nFeatures: 2,
      signal: 0,
      seed: 1,
      features: ["a", "b"],
    }),
    X: Float32Array.of(9, 0.5, 9, 0.75),
  });
  assert.deepEqual([...probabilities ?? []], [0.5, 0.25, 0.25, 0.125, 0.25, 0.625]);
  assert.deepEqual([...expectedReturn ?? []], [-0.125, 0.375]);
  assert.deepEqual([model.nTrees, model.nLeaves, model.depth, model.importances], [2, 3, 1, { a: 0, b: 1 }]);
});

Deno.test("loadForest() reads data from anywhere in a larger buffer", () => {
  const artifact = artifactOf();
  const larger = new Uint8Array(artifact.data.length + 8);
  larger.set(artifact.data, 3);
  const data = larger.subarray(3, 3 + artifact.data.length);
  assert.deepEqual(loadForest({ ...artifact, data }).toArtifact().data, artifact.data);
});

const damages: [string, Artifact, string][] = [
  [
    "another format",
    { ...artifactOf(), format: "b3-forest/2" },
    'format "b3-forest/1" is wanted, found "b3-forest/2"',
  ],
  [
    "missing bytes",
    { ...artifactOf(), data: artifactOf().data.slice(1) },
    "100 bytes of data are wanted, found 99",
  ],
  [
    "node arrays of different lengths",
    artifactOf({ right: Int32Array.of(2, 0, 1) }),
    "its node arrays differ in length",
  ],
  [
    "too few leaf values",
    artifactOf({ leafValue: Float32Array.of(1, 1, 1) }),
    "3 leaves need 9 values, found 3",
  ],
  [
    "an unknown feature",
    artifactOf({ feature: Int16Array.of(2, -1, -1, -1) }),
    "node 0 asks for feature 2 of 2",
  ],
  [
    "a negative feature",
    artifactOf({ feature: Int16Array.of(-2, -1, -1, -1) }),
    "node 0 asks for feature -2 of 2",
  ],
  [
    "a threshold of NaN",
    artifactOf({ threshold: Float32Array.of(NaN, 0, 0, 0) }),
    "a threshold is not finite",
  ],
  [
    "a return of infinity",
    artifactOf({ leafReturn: Float32Array.of(0, Infinity, 0) }),
    "a leaf is not finite",
  ],
  [
    "an empty leaf",
    artifactOf({ leafValue: Float32Array.of(3, 1, 0, 0, 0, 0, 2, 2, 4) }),
    "leaf 1 holds no rows",
  ],
  [
    "a negative count",
    artifactOf({ leafValue: Float32Array.of(3, -1, 0, 0, 1, 3, 2, 2, 4) }),
    "leaf 0 holds no rows",
  ],
  ["a leaf out of order", artifactOf({ right: Int32Array.of(2, 1, 0, 2) }), "node 1 is not the next leaf"],
  [
    "a leaf too few",
    artifactOf({ leafReturn: new Float32Array(4), leafValue: new Float32Array(12).fill(1) }),
    "4 leaves are wanted, found 3",
  ],
  [
    "a cycle",
    artifactOf({ right: Int32Array.of(0, 0, 1, 2) }),
    "the right child of node 0 does not follow its left side",
  ],
  [
    "a child beyond the end",
    artifactOf({
      feature: Int16Array.of(1, -1, -1, 0),
      right: Int32Array.of(2, 0, 1, 0),
      leafReturn: new Float32Array(2),
      leafValue: new Float32Array(6).fill(1),
    }),
    "the right child of node 3 does not follow its left side",
  ],
  ["nodes of no tree", artifactOf({ roots: Int32Array.of(0, 3, 3) }), "its trees do not cover 4 nodes"],
  ["a tree cut in two", artifactOf({ roots: Int32Array.of(0, 2, 4) }), "tree 0 is not whole"],
];

for (const [what, artifact, why] of damages) {
  Deno.test(`loadForest() refuses ${what}`, () => {
    assert.throws(() => loadForest(artifact), new ModelError(`Cannot load a forest: ${why}`));
  });
}

Deno.test("loadForest() refuses a header that is not as the format says, naming the place", () => {
  const headers: [string, Record<string, unknown>][] = [
    ["criterion", { criterion: "entropy" }],
    ["features", { features: "a" }],
    ["classes.0", { classes: ["buy", "hold", "sell"] }],
    ["params.nBins", { params: { ...artifactOf().header.params as object, nBins: -1 } }],
    ["outOfBag", { outOfBag: 3 }],
    ["lengths.roots", { lengths: { ...artifactOf().header.lengths as object, roots: 1e300 } }],
    ["", { surplus: true }],
  ];
  for (const [place, header] of headers) {
    assert.throws(() => loadForest(artifactOf({}, header)), (error: Error) => {
      assert.ok(error instanceof ModelError);
      return error.message.startsWith(
        `Cannot load a forest: its header is not as the format says at "${place}": `,
      );
    });
  }
});

Deno.test("loadForest() of damaged bytes either refuses or answers with finite numbers", async () => {
  for (const estimator of [forestClassifier, forestRegressor]) {
    const model = await estimator({ nEstimators: 3, minSamplesLeaf: 10 }).fit(train, { seed: 1 });
    const artifact = model.toArtifact();
    const damage = fc.array(fc.record({ at: fc.nat(artifact.data.length - 1), byte: fc.nat(255) }), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(fc.asyncProperty(damage, async (bytes) => {
      const data = artifact.data.slice();
      for (const { at, byte } of bytes) data[at] = byte;
      try {
        const { score } = await loadForest({ ...artifact, data }).predict(train);
        assert.ok(score.every(Number.isFinite));
      } catch (error) {
        assert.ok(error instanceof B3Error, String(error));
      }
    }));
  }
});

Deno.test("joinTrees() counts nodes and leaves through", () => {
  const lone: Tree = {
    feature: Int16Array.of(-1),
    threshold: new Float32Array(1),
    right: new Int32Array(1),
    leafValue: Float32Array.of(2, 2, 4),
    leafReturn: Float32Array.of(0.25),
    importance: new Float64Array(2),
    depth: 0,
  };
  const cut: Tree = {
    feature: Int16Array.of(1, -1, -1),
    threshold: Float32Array.of(0.5, 0, 0),
    right: Int32Array.of(2, 0, 1),
    leafValue: Float32Array.of(3, 1, 0, 0, 1, 3),
    leafReturn: Float32Array.of(-0.5, 0.5),
    importance: Float64Array.of(0, 1),
    depth: 1,
  };
  assert.deepEqual(joinTrees([cut, lone]), trees);
});
