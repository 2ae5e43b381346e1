import assert from "node:assert/strict";
import { takeSamples } from "~/core/mod.ts";
import { syntheticDataset, withHistory } from "../synthetic.ts";

const DATASET = syntheticDataset({ nSessions: 9, nTickers: 3, nFeatures: 2, signal: 0.5, seed: 4 });

Deno.test("takeSamples() takes rows of a history along and shares what they point into", () => {
  const dataset = withHistory(DATASET, 4);
  const taken = takeSamples(dataset, Int32Array.of(7, 2));
  assert.equal(taken.history?.rows, dataset.history.rows);
  assert.equal(taken.history?.lookback, 4);
  assert.deepEqual([...taken.history?.row ?? []], [dataset.history.row[7], dataset.history.row[2]]);
});

Deno.test("takeSamples() of samples without a history has none", () => {
  assert.ok(!("history" in takeSamples(DATASET, Int32Array.of(0))));
});

Deno.test("withHistory() gives each sample the rows of its ticker, up to its own", () => {
  const { history, ...dataset } = withHistory(DATASET, 4);
  assert.equal(dataset.nSamples, 3 * (9 - 3));
  for (let i = 0; i < dataset.nSamples; i++) {
    const sequence = history.rows.subarray((history.row[i] - 3) * 2, (history.row[i] + 1) * 2);
    assert.deepEqual([...sequence.subarray(6)], [...dataset.X.subarray(2 * i, 2 * i + 2)]);
    const age = DATASET.session.indexOf(dataset.session[i]) / 3; // sessions before it, for tickers come in order
    const before = [3, 2, 1, 0].flatMap((ago) => {
      const at = (age - ago) * 3 + dataset.ticker[i];
      return [...DATASET.X.subarray(2 * at, 2 * at + 2)];
    });
    assert.deepEqual([...sequence], before);
  }
});
