import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { json, task } from "./task.ts";

const ROOT = await Deno.makeTempDir();
const DB = join(ROOT, "b3.duckdb");
const MODELS = join(ROOT, "models");
const RUN = join(ROOT, "quick_lstm.json");
const PLACES = ["--db", DB, "--models", MODELS];
globalThis.addEventListener("unload", () => Deno.removeSync(ROOT, { recursive: true }));

await Deno.writeTextFile(
  RUN,
  JSON.stringify({
    name: "quick_lstm",
    kind: "lstm",
    features: "sequence_without_index",
    folds: { nFolds: 2, testSessions: 120, validationSessions: 60, trainEvery: 3 },
    lstm: { lookback: 10, units: 8, epochs: 3, early_stopping_patience: 2, backend: "wasm" },
  }),
);

await json("ingest", "--db", DB);

Deno.test("an LSTM goes the whole line on the sample", async (t) => {
  const first = await json("train", "--run", RUN, ...PLACES, "--workers", "1");

  await t.step("any number of workers gives the same version", async () => {
    const second = await json("train", "--run", RUN, ...PLACES, "--workers", "2");
    assert.deepEqual([first.isNew, second.isNew], [true, false]);
    assert.deepEqual(second.manifest, first.manifest);
  });

  await t.step("its scores stand beside ridge, their mean rank and the baselines", () => {
    const names = first.leaderboard.rows.map((row: { name: string }) => row.name)
      .filter((name: string) => name !== "lstm, uncalibrated");
    assert.deepEqual(names.slice(0, 4), ["lstm", "ridge", "lstm + ridge, mean rank", "majority"]);
  });

  await t.step("it is saved as TensorFlow.js has models, all settings with it", async () => {
    assert.deepEqual([first.manifest.kind, first.manifest.format], ["lstm", "layers-model"]);
    assert.deepEqual(
      Object.keys(first.manifest.files).filter((file) => /^(model|weights)/.test(file)).sort(),
      [
        "model.json",
        "weights.bin",
      ],
    );
    const model = JSON.parse(await readFile(join(first.folder, "model.json"), "utf8"));
    assert.deepEqual(model.weightsManifest[0].paths, ["weights.bin"]);
    assert.equal(model.userDefinedMetadata.settings.earlyStoppingPatience, 2);
    assert.equal(first.manifest.run.lstm.lookback, 10);
  });

  await t.step("evaluate gives the saved scores to the last bit", async () => {
    const { isReproduced, leaderboard } = await json("evaluate", "quick_lstm", ...PLACES);
    assert.ok(isReproduced);
    assert.deepEqual(leaderboard, first.leaderboard);
  });

  await t.step("how each fold's fit learned is kept", async () => {
    const { evaluation } = JSON.parse(await readFile(join(first.folder, "training.json"), "utf8"));
    assert.equal(evaluation.learning.length, 2);
    for (const { epochs, bestEpoch } of evaluation.learning) {
      const losses = epochs.map(({ validationLoss }: { validationLoss: number }) => validationLoss);
      assert.equal(losses[bestEpoch - 1], Math.min(...losses));
    }
  });

  await t.step("predict answers", async () => {
    const [petr4] = await json("predict", "PETR4", ...PLACES);
    const { sell, hold, buy } = petr4.probabilities;
    assert.ok(Math.abs(sell + hold + buy - 1) < 1e-12);
  });

  await t.step("the report shows how it learned and what scores came from", async () => {
    const { code, out, err } = await task("report", "quick_lstm", ...PLACES, "--reports", ROOT);
    assert.equal(code, 0, err);
    const page = await readFile(out.trim(), "utf8");
    assert.match(page, /How it learned[\s\S]*validation[\s\S]*Where scores come from/);
    assert.match(page, /Validation loss of 2 folds/);
  });
});

Deno.test("train says what is wrong with an LSTM's flags, and which features do without an index", async () => {
  const { code, err } = await task("train", "--kind", "lstm", ...PLACES);
  assert.equal(code, 1);
  assert.match(err, /never defined: scaled_market_return; without it: --features sequence_without_index/);
  const wrong = await task("train", "--kind", "lstm", "--units", "0", ...PLACES);
  assert.equal(wrong.code, 2);
  const forest = await task("train", "--epochs", "3", ...PLACES);
  assert.equal(forest.code, 2);
  assert.match(forest.err, /need kind lstm/);
});
