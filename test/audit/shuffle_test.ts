import assert from "node:assert/strict";
import { climatology, majority } from "~/baselines/mod.ts";
import { checkShuffledLabels, type Learn, learnBy, shuffledLabels } from "~/audit/mod.ts";
import { sessionBlocks } from "~/core/mod.ts";
import { splitFold } from "~/dataset/mod.ts";
import { forestClassifier } from "~/forest/mod.ts";
import { syntheticDataset } from "../synthetic.ts";

const DATASET = syntheticDataset({ nSessions: 200, nTickers: 12, nFeatures: 3, signal: 0.6, seed: 4 });
const FOLD = splitFold(DATASET, { validation: 0, test: 0.25 });
const FOREST = forestClassifier({ nEstimators: 10, minSamplesLeaf: 5 });

Deno.test("shuffledLabels() deals a session's returns and classes anew, each with the other", () => {
  const shuffled = shuffledLabels(DATASET, 1);
  let nMoved = 0;
  const pairs = ({ y, targetReturn }: typeof DATASET, begin: number, end: number) =>
    Array.from({ length: end - begin }, (_, k) => `${y[begin + k]} ${targetReturn[begin + k]}`);
  for (const [begin, end] of sessionBlocks(DATASET.session)) {
    const [was, is] = [pairs(DATASET, begin, end), pairs(shuffled, begin, end)];
    assert.deepEqual(is.toSorted(), was.toSorted());
    nMoved += is.filter((pair, k) => pair !== was[k]).length;
  }
  assert.ok(nMoved > DATASET.nSamples * 0.8); // one of twelve stays by chance
  assert.deepEqual(shuffledLabels(DATASET, 1), shuffled);
  assert.equal(shuffled.X, DATASET.X);
});

for (const estimator of [FOREST, climatology(), majority()]) {
  Deno.test(`checkShuffledLabels() finds no skill in ${estimator.name}, though there is much to learn`, async () => {
    const check = await checkShuffledLabels(DATASET, FOLD, learnBy(estimator, 1), 5);
    assert.equal(check.outcome, "pass", check.summary);
    assert.match(check.summary, /^no skill on labels dealt anew within sessions: rank IC /);
  });
}

Deno.test("checkShuffledLabels() catches a recipe that has seen the test labels", async () => {
  const onAll: Learn = (dataset, fold) =>
    learnBy(FOREST, 1)(dataset, { ...fold, train: Int32Array.from([...fold.train, ...fold.test]) });
  const check = await checkShuffledLabels(DATASET, FOLD, onAll, 5);
  assert.equal(check.outcome, "leak");
  assert.match(
    check.summary,
    /^skill where there is none to have: rank IC 0\.\d+ \(t \d+\.\d\), gain in log-loss 0\./,
  );
  assert.ok(check.evidence.every(({ t }) => Number(t) >= 4));
});

Deno.test("checkShuffledLabels() is skipped where a session has too few shares to shuffle", async () => {
  const few = syntheticDataset({ nSessions: 200, nTickers: 9, nFeatures: 2, signal: 0.6, seed: 4 });
  const check = await checkShuffledLabels(
    few,
    splitFold(few, { validation: 0, test: 0.25 }),
    learnBy(FOREST, 1),
    5,
  );
  assert.deepEqual([check.outcome, check.summary], ["skipped", "10 shares a session are wanted, found 9.0"]);
});
