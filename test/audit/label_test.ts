import assert from "node:assert/strict";
import { checkLabel } from "~/audit/mod.ts";
import type { Dataset } from "~/core/mod.ts";
import { splitFold } from "~/dataset/mod.ts";
import { syntheticDataset } from "../synthetic.ts";

const OPTIONS = { nSessions: 250, nTickers: 20, nFeatures: 6, signal: 0.2, seed: 6 };
const DATASET = syntheticDataset(OPTIONS);
const FOLD = splitFold(DATASET, { validation: 0, test: 0.25 });

/** The dataset with a label that is a function of each row. */
function ruled(rule: (row: Float32Array) => number): Dataset {
  const width = DATASET.features.length;
  const y = Uint8Array.from(
    { length: DATASET.nSamples },
    (_, i) => rule(DATASET.X.subarray(i * width, (i + 1) * width)),
  );
  return { ...DATASET, y };
}

Deno.test("checkLabel() flags a rule over a row's own inputs and names them, though its classes be rare", async () => {
  const rule = ([a, b, c]: Float32Array) => a < -1 && b > 0.5 ? 2 : a > 1 && c < -0.5 ? 0 : 1;
  const dataset = ruled(rule);
  const shareOfHold = dataset.y.filter((code) => code === 1).length / dataset.nSamples;
  assert.ok(shareOfHold > 0.88); // "hold" is nearly always right, and that is not what is flagged
  const check = await checkLabel(dataset, FOLD, 1);
  assert.equal(check.outcome, "flagged", check.summary);
  assert.deepEqual(
    new Set(check.evidence.slice(0, 3).map(({ feature }) => feature)),
    new Set(["f0", "f1", "f2"]),
  );
  assert.match(
    check.summary,
    /^the label is a function of its own inputs \(f\d, f\d, f\d, …\) and says nothing of the future/,
  );
});

Deno.test("checkLabel() does not flag thirds of returns, with little signal, much or none", async () => {
  for (const signal of [0, 0.2, 0.6]) {
    const dataset = syntheticDataset({ ...OPTIONS, signal });
    const check = await checkLabel(dataset, FOLD, 1);
    assert.equal(check.outcome, "pass", `${signal}: ${check.summary}`);
    assert.deepEqual(check.evidence, []);
  }
});

Deno.test("checkLabel() does not flag one class that is nearly always right", async () => {
  const check = await checkLabel(ruled(([, , , , , noise]) => Math.sin(1e6 * noise) > 0.99 ? 2 : 1), FOLD, 1);
  assert.equal(check.outcome, "pass", check.summary);
});

Deno.test("checkLabel() has nothing to say of one class alone", async () => {
  const { outcome, summary } = await checkLabel(ruled(() => 1), FOLD, 1);
  assert.deepEqual([outcome, summary], ["skipped", "the labels are of one class alone"]);
});
