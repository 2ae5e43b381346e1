import assert from "node:assert/strict";
import { join } from "node:path";
import type { Dataset, Fold } from "~/core/mod.ts";
import type { FoldAnswers } from "~/evaluation/mod.ts";
import { fitStore, forecastStore } from "~/pipeline/forecast_store.ts";
import { syntheticDataset, withHistory } from "../synthetic.ts";

const DATASET = syntheticDataset({ nSessions: 20, nTickers: 10, nFeatures: 2, signal: 0.5, seed: 1 });
const FOLD: Fold = {
  train: Int32Array.of(0, 1, 2),
  validation: new Int32Array(0),
  test: Int32Array.of(100, 101),
};
const FULL: FoldAnswers = {
  score: Float64Array.of(0.5, -0),
  probabilities: Float64Array.of(0.2, 0.3, 0.5, 1, 0, 0),
  expectedReturn: Float64Array.of(NaN, 0.1),
};
const OUTRIGHT: FoldAnswers = {
  score: new Float64Array(2),
  probabilities: null,
  expectedReturn: null,
  classes: Uint8Array.of(1, 2),
};

const LEARNED: FoldAnswers = {
  ...FULL,
  classes: Uint8Array.of(0, 2),
  learning: {
    epochs: [
      { epoch: 1, loss: 1.5, validationLoss: null, learningRate: 0.01 },
      { epoch: 2, loss: 1.25, validationLoss: 1.3, learningRate: 0.005 },
    ],
    bestEpoch: 2,
  },
};

async function inFolder(work: (root: string) => Promise<void>): Promise<void> {
  const root = await Deno.makeTempDir();
  try {
    await work(join(root, "walks"));
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

/** Asks for a forecast; says whether it had to be computed. */
async function ask(
  root: string | null,
  forecast: FoldAnswers,
  { dataset = DATASET, recipe = {}, fold = FOLD, seed = 1 } = {},
) {
  let isComputed = false;
  const { recall } = await forecastStore(root, dataset, recipe);
  const answer = await recall({ fold, contender: "c", seed }, () => {
    isComputed = true;
    return Promise.resolve(forecast);
  });
  assert.deepEqual(answer, forecast);
  return isComputed;
}

Deno.test("forecastStore() recalls what an earlier walk kept, of every kind", () =>
  inFolder(async (root) => {
    for (const [seed, forecast] of [FULL, OUTRIGHT, LEARNED].entries()) {
      assert.equal(await ask(root, forecast, { seed }), true);
      assert.equal(await ask(root, forecast, { seed }), false);
    }
  }));

Deno.test("forecastStore() recalls nothing of other samples, recipes, folds or seeds", () =>
  inFolder(async (root) => {
    await ask(root, FULL);
    const dataset = { ...DATASET, X: DATASET.X.map((x, i) => i === 0 ? x + 1 : x) };
    assert.equal(await ask(root, FULL, { dataset }), true);
    assert.equal(await ask(root, FULL, { recipe: { trees: 2 } }), true);
    assert.equal(await ask(root, FULL, { fold: { ...FOLD, train: Int32Array.of(0, 1) } }), true);
    assert.equal(await ask(root, FULL, { seed: 2 }), true);
    assert.equal(await ask(root, FULL), false);
  }));

Deno.test("forecastStore() recalls nothing of other histories", () =>
  inFolder(async (root) => {
    const dataset = withHistory(DATASET, 3);
    const { rows, row } = dataset.history;
    await ask(root, FULL, { dataset });
    const others = [
      { rows: rows.map((x, i) => i === 0 ? x + 1 : x) },
      { row: row.map((own, i) => i === 0 ? own + 1 : own) },
      { lookback: 2 },
    ];
    for (const other of others) {
      const changed = { ...dataset, history: { ...dataset.history, ...other } };
      assert.equal(await ask(root, FULL, { dataset: changed }), true);
    }
    const { history: _, ...bare } = dataset;
    assert.equal(await ask(root, FULL, { dataset: bare }), true);
    assert.equal(await ask(root, FULL, { dataset }), false);
  }));

/** Files of the only walk. */
async function filesOf(root: string): Promise<string[]> {
  const [folder] = await Array.fromAsync(Deno.readDir(root));
  return (await Array.fromAsync(Deno.readDir(join(root, folder.name)))).map(({ name }) =>
    join(root, folder.name, name)
  );
}

/** A fit that is stopped after it has saved; says what it had to go on from. */
async function stoppedFit(root: string | null, bytes: Uint8Array, seed = 1) {
  let loaded: Uint8Array | null | undefined;
  const { recall } = await forecastStore(root, DATASET, {});
  const fit = recall({ fold: FOLD, contender: "c", seed }, async (checkpoint) => {
    loaded = await checkpoint?.load();
    await checkpoint?.save(bytes);
    throw new Error("stopped");
  });
  await assert.rejects(fit, { message: "stopped" });
  return loaded;
}

Deno.test("forecastStore() gives a fit that was stopped what it saved, until its forecast is kept", () =>
  inFolder(async (root) => {
    const [first, second] = [Uint8Array.of(1, 2, 3), Uint8Array.of(4)];
    assert.equal(await stoppedFit(root, first), null);
    assert.deepEqual(await stoppedFit(root, second), first);
    assert.deepEqual(await stoppedFit(root, second), second);
    assert.equal(await stoppedFit(root, first, 2), null); // another seed is another fit
    assert.deepEqual((await filesOf(root)).filter((name) => !name.endsWith(".checkpoint")), []);
    for (const seed of [1, 2]) assert.equal(await ask(root, FULL, { seed }), true);
    assert.deepEqual((await filesOf(root)).filter((name) => !name.endsWith(".forecast")), []);
    assert.equal(await stoppedFit(null, first), undefined);
  }));

Deno.test("forecastStore() believes no checkpoint that was cut short or changed", () =>
  inFolder(async (root) => {
    const saved = Uint8Array.of(1, 2, 3);
    await stoppedFit(root, saved);
    const [path] = await filesOf(root);
    const bytes = await Deno.readFile(path);
    for (
      const damaged of [bytes.subarray(0, -1), bytes.with(0, 9), bytes.subarray(0, 7), new Uint8Array(0)]
    ) {
      await Deno.writeFile(path, damaged);
      assert.equal(await stoppedFit(root, saved), null);
    }
    assert.deepEqual(await stoppedFit(root, saved), saved);
  }));

Deno.test("forecastStore() goes on without a folder to write to", () =>
  inFolder(async (root) => {
    await Deno.writeTextFile(root, "a file, not a folder");
    assert.equal(await stoppedFit(root, Uint8Array.of(1)), null);
    assert.equal(await stoppedFit(root, Uint8Array.of(1)), null);
    assert.equal(await ask(root, FULL), true);
  }));

Deno.test("fitStore() keeps what a fit saved for the same samples and recipe, until it is done", () =>
  inFolder(async (root) => {
    const open = async (dataset = DATASET, recipe: unknown = { seed: 1 }) => {
      const store = await fitStore(root, dataset, everything(dataset), recipe);
      assert.ok(store !== null);
      return store;
    };
    const [saved, store] = [Uint8Array.of(7, 8), await open()];
    assert.equal(await store.checkpoint.load(), null);
    await store.checkpoint.save(saved);
    assert.deepEqual(await (await open()).checkpoint.load(), saved); // as the next process finds it
    const others = [
      await open({ ...DATASET, y: DATASET.y.map((code) => 2 - code) }),
      await open(DATASET, { seed: 2 }),
    ];
    for (const { checkpoint } of others) assert.equal(await checkpoint.load(), null);
    await store.clear();
    assert.deepEqual(await Array.fromAsync(Deno.readDir(root)), []);
    assert.equal(await fitStore(null, DATASET, everything(DATASET), {}), null);
  }));

Deno.test("forecastStore() believes no file that was cut short or changed", () =>
  inFolder(async (root) => {
    await ask(root, FULL);
    const [folder] = await Array.fromAsync(Deno.readDir(root));
    const [file] = await Array.fromAsync(Deno.readDir(join(root, folder.name)));
    const path = join(root, folder.name, file.name);
    const bytes = await Deno.readFile(path);
    await Deno.writeFile(path, bytes.subarray(0, bytes.length - 5));
    assert.equal(await ask(root, FULL), true);
    bytes[40]++;
    await Deno.writeFile(path, bytes);
    assert.equal(await ask(root, FULL), true);
  }));

Deno.test("forecastStore() forgets a walk that is done, and keeps nothing without a folder", () =>
  inFolder(async (root) => {
    await ask(root, FULL);
    await (await forecastStore(root, DATASET, {})).clear();
    assert.deepEqual(await Array.fromAsync(Deno.readDir(root)), []);
    assert.equal(await ask(null, FULL), true);
    assert.equal(await ask(null, FULL), true);
  }));

/** A fold that learns from all samples. */
function everything({ nSamples }: Dataset): Fold {
  const none = new Int32Array(0);
  return { train: Int32Array.from({ length: nSamples }, (_, i) => i), validation: none, test: none };
}
