import assert from "node:assert/strict";
import { join } from "node:path";
import type { Fold, Forecast } from "~/core/mod.ts";
import { forecastStore } from "~/pipeline/forecast_store.ts";
import { syntheticDataset } from "../synthetic.ts";

const DATASET = syntheticDataset({ nSessions: 20, nTickers: 10, nFeatures: 2, signal: 0.5, seed: 1 });
const FOLD: Fold = {
  train: Int32Array.of(0, 1, 2),
  validation: new Int32Array(0),
  test: Int32Array.of(100, 101),
};
const FULL: Forecast = {
  score: Float64Array.of(0.5, -0),
  probabilities: Float64Array.of(0.2, 0.3, 0.5, 1, 0, 0),
  expectedReturn: Float64Array.of(NaN, 0.1),
};
const OUTRIGHT: Forecast = {
  score: new Float64Array(2),
  probabilities: null,
  expectedReturn: null,
  classes: Uint8Array.of(1, 2),
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
  forecast: Forecast,
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

Deno.test("forecastStore() recalls what an earlier walk kept, of either kind", () =>
  inFolder(async (root) => {
    for (const [seed, forecast] of [FULL, OUTRIGHT].entries()) {
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
