import assert from "node:assert/strict";
import { clearImmediate, setImmediate } from "node:timers";
import { forestClassifier } from "~/forest/mod.ts";
import { growTrees } from "~/forest/crew.ts";
import { syntheticDataset } from "../synthetic.ts";

const train = syntheticDataset({ nSessions: 40, nTickers: 10, nFeatures: 3, signal: 0.5, seed: 2 });
const params = { nEstimators: 12, minSamplesLeaf: 5 };

for (const workers of [1, 2]) {
  Deno.test(`fit() tells its progress tree by tree, ${workers} worker(s)`, async () => {
    const progress: number[] = [];
    const onProgress = (done: number) => progress.push(done);
    await forestClassifier({ ...params, workers }).fit(train, { seed: 1, onProgress });
    assert.deepEqual(progress, Array.from({ length: 12 }, (_, i) => (i + 1) / 12));
  });

  Deno.test(`fit() stops between trees when aborted, ${workers} worker(s)`, async () => {
    const controller = new AbortController();
    const reason = new Error("enough trees");
    let last = 0;
    const onProgress = (done: number) => {
      last = done;
      setTimeout(() => controller.abort(reason));
    };
    const fit = forestClassifier({ ...params, nEstimators: 5000, workers })
      .fit(train, { seed: 1, signal: controller.signal, onProgress });
    await assert.rejects(fit, reason);
    assert.ok(last < 0.5);
  });

  Deno.test(`fit() gives way to other tasks, ${workers} worker(s)`, async () => {
    let ticks = 0;
    let next = setImmediate(function tick() {
      ticks++;
      next = setImmediate(tick);
    });
    await forestClassifier({ ...params, workers }).fit(train, { seed: 1 });
    clearImmediate(next);
    assert.ok(ticks > 1);
  });

  Deno.test(`fit() rejects with what its progress listener throws, ${workers} worker(s)`, async () => {
    const error = new Error("broken bar");
    const onProgress = () => {
      throw error;
    };
    await assert.rejects(forestClassifier({ ...params, workers }).fit(train, { seed: 1, onProgress }), error);
  });
}

Deno.test("growTrees() turns an exception in a worker into a clear error", async () => {
  const broken = { thresholds: null, target: null, nDraws: null } as unknown as Parameters<
    typeof growTrees
  >[0];
  await assert.rejects(growTrees(broken, 4, 2, {}), (error: Error) => {
    assert.match(error.message, /^Cannot grow trees: a worker failed: .*TypeError/);
    return true;
  });
});

Deno.test("fit() needs no more workers than trees", async () => {
  const alone = await forestClassifier({ ...params, nEstimators: 2 }).fit(train, { seed: 1 });
  const crowd = await forestClassifier({ ...params, nEstimators: 2, workers: 16 }).fit(train, { seed: 1 });
  assert.deepEqual(crowd.toArtifact(), alone.toArtifact());
});
