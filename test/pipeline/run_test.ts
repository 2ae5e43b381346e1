import assert from "node:assert/strict";
import { ConfigError, formatSession, NotFoundError, parseSession } from "~/core/mod.ts";
import { LSTM_SETTINGS } from "~/lstm/mod.ts";
import { firstSessionOf, readRun, resolveRun } from "~/pipeline/mod.ts";

/** What goes wrong when a run is resolved. */
function complaint(input: unknown, overrides = {}): string {
  try {
    resolveRun(input, overrides);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.message;
  }
  return "nothing";
}

Deno.test("resolveRun() fills in the defaults", () => {
  const run = resolveRun({});
  assert.deepEqual(run.label, { kind: "xs_tercile", horizon: 21 });
  assert.deepEqual(run.folds, { nFolds: 4, testSessions: 250, validationSessions: 0, embargoSessions: 5 });
  assert.ok(run.kind === "rf" && run.forest.minSamplesLeaf === 100);
  assert.deepEqual([run.name, run.kind, run.features, run.seed], ["rf", "rf", "core", 1]);
});

Deno.test("resolveRun() knows rolling train blocks and steps, and adds neither to a run that has none", () => {
  assert.deepEqual(Object.keys(resolveRun({}).folds).length, 4); // more would rename every saved version
  const folds = { testSessions: 21, trainSessions: 500, stepSessions: 42 };
  assert.deepEqual(resolveRun({ folds }).folds, {
    ...folds,
    nFolds: 4,
    validationSessions: 0,
    embargoSessions: 5,
  });
  assert.match(complaint({ folds: { trainSessions: 124 } }), /folds\.trainSessions: .*125/);
  assert.match(
    complaint({ folds: { testSessions: 21, stepSessions: 20 } }),
    /folds\.stepSessions: must not be below testSessions/,
  );
});

Deno.test("resolveRun() is stable: resolving a resolved run changes nothing", () => {
  const run = resolveRun({ label: { horizon: 5 }, data: { last: "2y" } });
  assert.deepEqual(resolveRun(JSON.parse(JSON.stringify(run))), run);
});

Deno.test("resolveRun() lets overrides win inside a group and keeps the rest of it", () => {
  const run = resolveRun({ label: { horizon: 5 }, folds: { nFolds: 2, testSessions: 50 } }, {
    folds: { nFolds: 3 },
  });
  assert.deepEqual([run.folds.nFolds, run.folds.testSessions, run.label.horizon], [3, 50, 5]);
});

Deno.test("resolveRun() names every wrong value with its path", () => {
  assert.match(complaint({ sead: 1 }), /^Cannot use the run: it: Unrecognized key: "sead"$/);
  assert.match(complaint({ label: { horizon: 0 } }), /label\.horizon: /);
  assert.match(complaint({ label: { horizon: 1.5 }, seed: -1 }), /label\.horizon: .*; seed: /);
  assert.match(complaint({ features: "alpha" }), /features: .*core.*reference/);
  assert.match(complaint({ data: { from: "2020-02-30" } }), /data\.from: must be a date, YYYY-MM-DD/);
  assert.match(complaint({ data: { last: "2 years" } }), /data\.last: must be a number of years or months/);
  assert.match(
    complaint({ data: { last: "2y", from: "2020-01-02" } }),
    /data: from and last exclude each other/,
  );
  assert.match(complaint({ label: { kind: "rule" } }), /label\.kind: .*next_indicator_rule/);
  for (const input of [null, 3, [], "rf"]) assert.match(complaint(input), /^Cannot use the run: it: /);
});

Deno.test("firstSessionOf() counts back from the data's last session, not from a clock", () => {
  const first = (data: Record<string, string>, lastSession = "2022-12-29") => {
    const from = firstSessionOf(resolveRun({ data }), parseSession(lastSession));
    return from === -Infinity ? "all" : formatSession(from);
  };
  assert.equal(first({}), "all");
  assert.equal(first({ from: "2019-01-02" }), "2019-01-02");
  assert.equal(first({ last: "2y" }), "2020-12-28"); // the 28th: every month has it
  assert.equal(first({ last: "10m" }), "2022-02-28");
  assert.equal(first({ last: "1y" }, "2020-03-05"), "2019-03-05");
});

Deno.test("readRun() reads every run that ships", async () => {
  for await (const entry of Deno.readDir("tasks/runs")) await readRun(`tasks/runs/${entry.name}`);
});

Deno.test("readRun() says what is wrong with a file", async () => {
  await assert.rejects(readRun("tasks/runs/none.json"), {
    name: NotFoundError.name,
    message: "Cannot read run file tasks/runs/none.json: there is none",
  });
  await assert.rejects(readRun("README.md"), { message: /^Cannot use README\.md: it is not JSON/ });
});

Deno.test("resolveRun() knows calibrators by name, and adds none to a run that names none", () => {
  assert.deepEqual(resolveRun({ calibration: ["isotonic", "temperature"] }).calibration, [
    "isotonic",
    "temperature",
  ]);
  assert.ok(!("calibration" in resolveRun({})));
  assert.throws(() => resolveRun({ calibration: ["magic"] }), /calibration\.0/);
});

Deno.test("resolveRun() gives an LSTM its own defaults and no forest", () => {
  const run = resolveRun({ kind: "lstm" });
  assert.deepEqual([run.name, run.features, run.label.horizon], ["lstm", "sequence", 21]);
  assert.ok(run.kind === "lstm" && !("forest" in run));
  const { lookback, units, epochs, batchSize, learningRate, dropout, weightDecay, lrScheduler } = run.lstm;
  assert.deepEqual([lookback, units, epochs, batchSize], [32, 32, 4, 512]);
  assert.deepEqual([learningRate, dropout, weightDecay, lrScheduler], [0.004, 0.3, 0.01, "one_cycle"]);
  assert.deepEqual(resolveRun(JSON.parse(JSON.stringify(run))), run);
});

Deno.test("resolveRun() takes an LSTM's settings by the names of the compatible system, too", () => {
  const theirs = {
    lookback: 16,
    units: 96,
    epochs: 25,
    batch_size: 128,
    lr: 0.001,
    dropout: 0.2,
    loss_weight_action: 20,
    loss_weight_return: 50,
    early_stopping_patience: 20,
    early_stopping_min_delta: 0.01,
    gradient_clip_norm: 1,
    weight_decay: 0.0001,
    focal_loss_gamma: 3,
    use_class_weights: true,
    lr_scheduler_patience: 4,
    lr_scheduler_factor: 0.4,
    lr_scheduler_min_lr: 0.00001,
  };
  const run = resolveRun({ kind: "lstm", folds: { validationSessions: 50 }, lstm: theirs });
  assert.ok(run.kind === "lstm");
  const { batchSize, learningRate, lossWeightAction, lossWeightReturn, earlyStoppingPatience } = run.lstm;
  assert.deepEqual([batchSize, learningRate, lossWeightAction, lossWeightReturn], [128, 0.001, 20, 50]);
  const { earlyStoppingMinDelta, focalLossGamma, useClassWeights, lrSchedulerMinLr } = run.lstm;
  assert.deepEqual([earlyStoppingPatience, earlyStoppingMinDelta], [20, 0.01]);
  assert.deepEqual([focalLossGamma, useClassWeights, lrSchedulerMinLr], [3, true, 0.00001]);
  const same = resolveRun({ kind: "lstm", lstm: { learning_rate: 0.01 } });
  assert.ok(same.kind === "lstm" && same.lstm.learningRate === 0.01);
  const { label } = resolveRun({ kind: "lstm", lstm: { horizon: 2, price_col: "close" } });
  assert.deepEqual(label, { kind: "xs_tercile", price: "close", horizon: 2 });
});

Deno.test("resolveRun() lets overrides win over settings by whichever name they came", () => {
  const file = { kind: "lstm", lstm: { lr: 0.1, batch_size: 64, horizon: 2 } };
  const run = resolveRun(file, { label: { horizon: 5 }, lstm: { learningRate: 0.2 } });
  assert.ok(run.kind === "lstm");
  assert.deepEqual([run.lstm.learningRate, run.lstm.batchSize, run.label.horizon], [0.2, 64, 5]);
});

Deno.test("resolveRun() knows every setting of an LSTM by its name in snake_case", () => {
  const settings = LSTM_SETTINGS.parse({});
  const theirs = Object.fromEntries(
    Object.entries(settings).map((
      [key, value],
    ) => [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]),
  );
  assert.ok("lr_scheduler_min_lr" in theirs);
  const run = resolveRun({ kind: "lstm", lstm: theirs });
  assert.ok(run.kind === "lstm");
  assert.deepEqual(run.lstm, settings);
});

Deno.test("resolveRun() says what is wrong with an LSTM's settings", () => {
  const of = (lstm: object, more = {}) => complaint({ kind: "lstm", lstm, ...more });
  const twice = (place: string, first: string, second: string) =>
    `Cannot use the run: ${place} is there twice, as ${first} and ${second}`;
  assert.equal(
    of({ lr: 0.1, learning_rate: 0.2 }),
    twice("lstm.learningRate", "lstm.lr", "lstm.learning_rate"),
  );
  assert.equal(
    of({ batch_size: 8, batchSize: 8 }),
    twice("lstm.batchSize", "lstm.batch_size", "lstm.batchSize"),
  );
  assert.equal(
    of({ horizon: 2 }, { label: { horizon: 2 } }),
    twice("label.horizon", "label.horizon", "lstm.horizon"),
  );
  assert.match(of({ price_col: "avg" }), /label\.price: .*"open".*"close"/);
  assert.match(of({ early_stop: 3 }), /lstm: Unrecognized key: "early_stop"/); // as it was written
  for (const key of ["constructor", "__proto__"]) {
    assert.match(complaint(JSON.parse(`{"kind": "lstm", "lstm": {"${key}": {}}}`)), new RegExp(key));
  }
  assert.match(of({ lr: 0.1 }, { label: 3 }), /label: /);
  assert.match(of({ unitz: 3 }), /lstm: Unrecognized key: "unitz"/);
  assert.match(of({ dropout: 1 }), /lstm\.dropout: /);
  assert.match(
    of({ lossWeightAction: 0, lossWeightReturn: 0 }),
    /must not be 0 together with lossWeightReturn/,
  );
  assert.match(
    of({ earlyStoppingPatience: 5 }),
    /folds\.validationSessions: must be above 0: early stopping/,
  );
  assert.match(of({ lrScheduler: "plateau" }), /folds\.validationSessions: must be above 0/);
  assert.match(of({}, { forest: { nEstimators: 10 } }), /settings of kind rf \(forest\) need kind rf/);
  assert.match(complaint({ lstm: { units: 10 } }), /settings of kind lstm \(lstm\) need kind lstm/);
  assert.match(complaint({ kind: "gru" }), /kind: /);
});
