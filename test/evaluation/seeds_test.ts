import assert from "node:assert/strict";
import { score, type Scores, summarizeSeeds } from "~/evaluation/mod.ts";
import { syntheticDataset } from "../synthetic.ts";

const DATASET = syntheticDataset({ nSessions: 6, nTickers: 12, nFeatures: 1, signal: 0.5, seed: 4 });
const ROW = score(
  "forest",
  false,
  { probabilities: null, score: Float64Array.from(DATASET.X), expectedReturn: null },
  DATASET,
  5,
);
const withRankIc = (rankIc: number | null): Scores => ({ ...ROW, ranking: { ...ROW.ranking, rankIc } });

Deno.test("summarizeSeeds() by hand", () => {
  const { name, nSeeds, scores } = summarizeSeeds([0.25, 0.5, 0.75].map(withRankIc));
  assert.deepEqual([name, nSeeds], ["forest", 3]);
  assert.deepEqual(scores.rankIc, { mean: 0.5, std: 0.25 });
  assert.equal(scores.logLoss, null);
  assert.equal(scores.rSquaredZero, null);
  assert.ok(Math.abs((scores.accuracy?.mean ?? 0) - ROW.classification.accuracy) < 1e-15);
});

Deno.test("summarizeSeeds() of one seed has no spread, and none of a score that one seed lacks", () => {
  assert.deepEqual(summarizeSeeds([withRankIc(0.25)]).scores.rankIc, { mean: 0.25, std: null });
  assert.equal(summarizeSeeds([withRankIc(0.25), withRankIc(null)]).scores.rankIc, null);
});

Deno.test("summarizeSeeds() refuses rows of other models or samples, and none", () => {
  const refuses = (rows: readonly Scores[], found: string) =>
    assert.throws(() => summarizeSeeds(rows), {
      name: "RangeError",
      message: `Cannot sum up seeds: rows of one model on the same samples are wanted, found ${found}`,
    });
  refuses([], "none");
  refuses([ROW, { ...ROW, name: "ridge" }], "forest on 72 samples, ridge on 72 samples");
  refuses([ROW, { ...ROW, nSamples: 71 }], "forest on 72 samples, forest on 71 samples");
});
