import assert from "node:assert/strict";
import { ConfigError } from "~/core/mod.ts";
import { LSTM_SETTINGS } from "~/lstm/mod.ts";
import { RUN_FLAGS, runOf } from "../../../tasks/cli/run_flags.ts";

Deno.test("runOf() puts an LSTM's flags where the run has them", async () => {
  const run = await runOf({
    kind: "lstm",
    lookback: 16,
    units: 8,
    epochs: 2,
    batchSize: 64,
    learningRate: 0.01,
    dropout: 0.5,
    backend: "wasm",
    horizon: 5,
    seed: 7,
  });
  assert.ok(run.kind === "lstm");
  const { lookback, units, epochs, batchSize, learningRate, dropout, backend } = run.lstm;
  assert.deepEqual([lookback, units, epochs, batchSize], [16, 8, 2, 64]);
  assert.deepEqual([learningRate, dropout, backend], [0.01, 0.5, "wasm"]);
  assert.deepEqual([run.name, run.label.horizon, run.seed], ["lstm", 5, 7]);
});

Deno.test("runOf() lets flags win over a run file that says the same by another name", async () => {
  const path = await Deno.makeTempFile({ suffix: ".json" });
  try {
    await Deno.writeTextFile(
      path,
      JSON.stringify({ kind: "lstm", lstm: { lr: 0.5, batch_size: 32, horizon: 3 } }),
    );
    const run = await runOf({ run: path, learningRate: 0.01, horizon: 4 });
    assert.ok(run.kind === "lstm");
    assert.deepEqual([run.lstm.learningRate, run.lstm.batchSize, run.label.horizon], [0.01, 32, 4]);
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("runOf() complains of the flag, not of the place in the run", async () => {
  const complains = (flags: Parameters<typeof runOf>[0], message: RegExp) =>
    assert.rejects(runOf(flags), { name: ConfigError.name, message });
  await complains({ kind: "lstm", lookback: 513 }, /^Cannot use these flags: --lookback: .*512/);
  await complains({ kind: "lstm", learningRate: 0 }, /--learning-rate: /);
  await complains({ kind: "lstm", dropout: 1 }, /--dropout: /);
  await complains({ units: 8 }, /settings of kind lstm \(lstm\) need kind lstm/);
});

Deno.test("the flags' help says the defaults that the settings have", () => {
  const settings = LSTM_SETTINGS.parse({});
  for (const name of ["lookback", "units", "epochs", "batchSize", "learningRate", "dropout"] as const) {
    assert.match(RUN_FLAGS[name].brief, new RegExp(`^LSTM: .*\\(default ${settings[name]}\\)$`));
  }
  assert.match(RUN_FLAGS.backend.brief, new RegExp(`\\(default ${settings.backend}:`));
});
