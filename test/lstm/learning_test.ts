import assert from "node:assert/strict";
import { type Checkpoint, type Dataset, ModelError, Random, takeSamples } from "~/core/mod.ts";
import { lstm, type LstmParams } from "~/lstm/mod.ts";
import { syntheticDataset, withHistory } from "../synthetic.ts";

const LOOKBACK = 5;
const SMALL: LstmParams = { lookback: LOOKBACK, units: 8, epochs: 4, batchSize: 64, learningRate: 0.01 };
const data = withHistory(
  syntheticDataset({ nSessions: 60, nTickers: 12, nFeatures: 4, signal: 0.8, seed: 2 }),
  LOOKBACK,
);
const nTrain = 480;
const train = part(0, nTrain);
const later = part(nTrain, data.nSamples);

function part(begin: number, end: number): Dataset {
  return takeSamples(data, Int32Array.from({ length: end - begin }, (_, i) => begin + i));
}

/** A checkpoint in memory. */
function notebook(bytes: Uint8Array | null = null): Checkpoint & { saved: Uint8Array[] } {
  const saved: Uint8Array[] = [];
  return {
    saved,
    load: () => Promise.resolve(saved.at(-1) ?? bytes),
    save: (page) => Promise.resolve(void saved.push(page.slice())),
  };
}

Deno.test("an LSTM learns what there is to learn", async () => {
  const model = await lstm({ ...SMALL, epochs: 12 }).fit(train, { seed: 1 });
  const { score, probabilities, expectedReturn } = await model.predict(later);
  assert.ok(correlation(score, later.targetReturn) > 0.4);
  assert.ok(correlation(expectedReturn ?? score, later.targetReturn) > 0.4);
  const buy = Float64Array.from(
    score,
    (_, i) => (probabilities?.[3 * i + 2] ?? 0) - (probabilities?.[3 * i] ?? 0),
  );
  assert.ok(correlation(buy, later.targetReturn) > 0.4);
  assert.equal(model.claimsPrice, false);
});

Deno.test("an LSTM that learns returns forecasts them", async () => {
  const model = await lstm({ ...SMALL, epochs: 12, target: "return", lossWeightReturn: 100 }).fit(train, {
    seed: 1,
  });
  const { score, expectedReturn } = await model.predict(later);
  assert.deepEqual(expectedReturn, score);
  assert.ok(correlation(score, later.targetReturn) > 0.4);
  const error = (of: (i: number) => number) =>
    later.targetReturn.reduce((sum, wanted, i) => sum + (of(i) - wanted) ** 2, 0);
  assert.ok(error((i) => score[i]) < error(() => 0));
  assert.equal(model.claimsPrice, true);
});

Deno.test("a fit that is stopped goes on from its checkpoint to the same bytes", async () => {
  const whole = notebook();
  const recipe = { ...SMALL, earlyStoppingPatience: 10 };
  const options = { seed: 3, validation: later };
  const wanted = (await lstm(recipe).fit(train, { ...options, checkpoint: whole })).toArtifact();
  assert.equal(whole.saved.length, 4);
  for (const page of whole.saved.slice(0, 3)) {
    const model = await lstm(recipe).fit(train, { ...options, checkpoint: notebook(page) });
    assert.deepEqual(model.toArtifact(), wanted);
  }
});

Deno.test("a checkpoint that is damaged, or of another fit, counts for nothing", async () => {
  const { saved: [page] } = await savedBy({ seed: 3 });
  const wanted = (await lstm(SMALL).fit(train, { seed: 4 })).toArtifact();
  const damaged = [
    page,
    page.subarray(0, 50),
    page.subarray(0, page.length - 1),
    new Uint8Array(0),
    Uint8Array.of(255, 255, 255, 255, 1),
  ];
  for (const bytes of damaged) {
    const model = await lstm(SMALL).fit(train, { seed: 4, checkpoint: notebook(bytes) });
    assert.deepEqual(model.toArtifact(), wanted);
  }
});

async function savedBy(options: { readonly seed: number }) {
  const checkpoint = notebook();
  await lstm(SMALL).fit(train, { ...options, checkpoint });
  return checkpoint;
}

Deno.test("a fit says where it stands, gives way, and stops when told to", async () => {
  const told: string[] = [];
  const reason = new Error("enough");
  const abort = new AbortController();
  const fit = lstm({ ...SMALL, epochs: 1000, units: 64, batchSize: 512 }).fit(train, {
    seed: 1,
    signal: abort.signal,
    onProgress: (done, detail) => {
      assert.ok(done >= 0 && done <= 1);
      told.push(detail ?? "");
      if (told.length === 3) setTimeout(() => abort.abort(reason));
    },
  });
  await assert.rejects(fit, reason);
  assert.match(told[0], /^epoch \d+ of 1000, loss \d\.\d{4}/);
});

Deno.test("early stopping stops, and the weights are those of the best epoch", async () => {
  const patience = 3;
  const recipe = {
    ...SMALL,
    epochs: 200,
    lrScheduler: "constant",
    learningRate: 0.03,
    dropout: 0,
    weightDecay: 0,
  } as const;
  const seen = notebook();
  const model = await lstm({ ...recipe, earlyStoppingPatience: patience }).fit(train, {
    seed: 1,
    validation: later,
    checkpoint: seen,
  });
  const losses = model.epochs.map(({ validationLoss }) => validationLoss ?? NaN);
  assert.ok(losses.length < 200 && losses.length >= patience + 1);
  assert.equal(model.bestEpoch, losses.indexOf(Math.min(...losses)) + 1);
  assert.ok(losses.slice(-patience).every((loss) => loss >= Math.min(...losses) * 0.999));
  // without early stopping, the same number of epochs ends in the weights that were best
  const short = await lstm({ ...recipe, epochs: model.bestEpoch }).fit(train, { seed: 1, validation: later });
  assert.deepEqual(short.toArtifact().data, model.toArtifact().data);
});

Deno.test("a network that goes astray is given up, with epoch, rate and what helps", async () => {
  const checkpoint = notebook();
  const wild = lstm({
    ...SMALL,
    target: "return",
    epochs: 50,
    lrScheduler: "constant",
    learningRate: 10,
    gradientClipNorm: 1e9,
    weightDecay: 0,
  });
  await assert.rejects(wild.fit(train, { seed: 1, checkpoint }), (error: Error) => {
    assert.ok(error instanceof ModelError, String(error));
    assert.match(
      error.message,
      /^Cannot fit an LSTM: its loss went astray in epoch \d+ at learning rate 10\.0; make learningRate/,
    );
    return true;
  });
});

Deno.test("an LSTM wants a whole number of workers", () => {
  for (const workers of [0, -1, 1.5, NaN]) {
    assert.throws(() => lstm({ workers }), {
      name: "RangeError",
      message: /workers must be a whole number from 1/,
    });
  }
});

Deno.test("an LSTM refuses what it cannot learn from", async () => {
  const refusals: [RegExp, LstmParams, Dataset, Dataset?][] = [
    [/samples of two classes at least are wanted, found 480 of "hold" only/, SMALL, {
      ...train,
      y: train.y.map(() => 1),
    }],
    [/sequences of 7 sessions are wanted, found 5/, { ...SMALL, lookback: 7 }, train],
    [/sequences of 5 sessions are wanted, found none/, SMALL, withoutHistory(train)],
    [/early stopping needs validation samples, found none; set validationSessions/, {
      ...SMALL,
      earlyStoppingPatience: 2,
    }, train],
    [/a plateau schedule needs validation samples/, { ...SMALL, lrScheduler: "plateau" }, train],
    [/it would take \d+\.\d GiB of memory, at most 4\.0 GiB can be addressed/, {
      ...SMALL,
      units: 1024,
      batchSize: 65_536,
    }, train],
    [/expected features f0, f1, f2, f3, found f3/, SMALL, train, {
      ...later,
      features: ["f3", "f2", "f1", "f0"],
    }],
    [/features must be finite, found NaN in "f2", \d back in the sequence of/, SMALL, spoilt(train, 2)],
  ];
  for (const [message, params, samples, validation] of refusals) {
    const options = { seed: 1, ...(validation && { validation }) };
    await assert.rejects(lstm(params).fit(samples, options), (error: Error) => {
      assert.ok(error instanceof ModelError, String(error));
      assert.match(error.message, message);
      return true;
    });
  }
});

function withoutHistory({ history: _, ...rest }: Dataset): Dataset {
  return rest;
}

/** One value of the sequence before a sample is missing. */
function spoilt(samples: Dataset, back: number): Dataset {
  const { history } = samples;
  assert.ok(history);
  const rows = history.rows.slice();
  rows[(history.row[400] - back) * 4 + 2] = NaN;
  return { ...samples, history: { ...history, rows } };
}

Deno.test("a channel that is constant in training says nothing", async () => {
  const flat = (samples: Dataset, value: number): Dataset => {
    const set = (values: Float32Array) => values.map((x, i) => i % 4 === 3 ? value : x);
    assert.ok(samples.history);
    return {
      ...samples,
      X: set(samples.X),
      history: { ...samples.history, rows: set(samples.history.rows) },
    };
  };
  const model = await lstm(SMALL).fit(flat(train, 0.3), { seed: 1 });
  const answers = await Promise.all([0.3, 77].map((value) => model.predict(flat(later, value))));
  assert.deepEqual(answers[0], answers[1]);
});

Deno.test("only the last sessions are learned from where so many are wanted", async () => {
  const recipe = { ...SMALL, trainSessions: 10 };
  const wanted = await lstm(SMALL).fit(part(nTrain - 120, nTrain), { seed: 1 });
  const found = await lstm(recipe).fit(train, { seed: 1 });
  assert.deepEqual(found.toArtifact().data, wanted.toArtifact().data);
});

Deno.test("probabilities are of the world, whatever is drawn and weighted", async () => {
  const rare = withRareClasses(train);
  const shares = [0, 1, 2].map((k) => rare.y.reduce((n, y) => n + Number(y === k), 0) / rare.nSamples);
  const recipes = [
    { sampling: "balanced" },
    { sampling: "sqrt" },
    { useClassWeights: true },
    { focalLossGamma: 2, sampling: "balanced" },
  ] as const;
  for (const recipe of recipes) {
    const model = await lstm({ ...SMALL, ...recipe, epochs: 60, learningRate: 0.01, dropout: 0 }).fit(rare, {
      seed: 1,
    });
    const { probabilities, classes } = await model.predict(rare);
    assert.ok(probabilities && classes);
    shares.forEach((share, k) => {
      const mean = probabilities.reduce((sum, p, i) => sum + (i % 3 === k ? p : 0), 0) / rare.nSamples;
      assert.ok(Math.abs(mean - share) < 0.05, `${JSON.stringify(recipe)}: ${mean} of ${share}`);
    });
    const nRare = classes.reduce((n, code) => n + Number(code !== 1), 0);
    assert.ok(nRare > 0.1 * rare.nSamples); // what it says outright is not drowned by the frequent class
  }
});

Deno.test("a focal loss does not make probabilities of what is not known", async () => {
  const random = new Random(3);
  const y = train.y.map(() => [0, ...new Array(18).fill(1), 2][random.below(20)]);
  for (const focalLossGamma of [0, 3]) {
    const recipe = { ...SMALL, focalLossGamma, epochs: 20, learningRate: 0.003, dropout: 0 };
    const model = await lstm(recipe).fit({ ...train, y }, { seed: 1 });
    const { probabilities } = await model.predict(later);
    const sum = (k: number) => probabilities?.reduce((total, p, i) => total + (i % 3 === k ? p : 0), 0) ?? 0;
    for (const k of [0, 2]) {
      const mean = sum(k) / later.nSamples;
      assert.ok(mean < 0.09, `gamma ${focalLossGamma}: ${mean} of 0.05`);
    }
  }
});

Deno.test("a checkpoint is of its validation samples and sequences, too", async () => {
  const recipe = { ...SMALL, earlyStoppingPatience: 10 };
  const checkpoint = notebook();
  await lstm(recipe).fit(train, { seed: 3, validation: later, checkpoint });
  const page = checkpoint.saved[1];
  const half = takeSamples(later, Int32Array.from({ length: later.nSamples >> 1 }, (_, i) => i));
  const shifted = (samples: Dataset): Dataset => {
    assert.ok(samples.history);
    const rows = samples.history.rows.map((value, k) => value + (k % 7 === 0 ? 0.5 : 0));
    return { ...samples, history: { ...samples.history, rows } };
  };
  for (const [samples, validation] of [[train, half], [shifted(train), shifted(later)]]) {
    const wanted = (await lstm(recipe).fit(samples, { seed: 3, validation })).toArtifact();
    const found = await lstm(recipe).fit(samples, { seed: 3, validation, checkpoint: notebook(page) });
    assert.deepEqual(found.toArtifact(), wanted);
  }
});

Deno.test("a fit that was cancelled goes on from its checkpoint, on a plateau and with drawn samples, too", async () => {
  const recipe = {
    ...SMALL,
    epochs: 8,
    lrScheduler: "plateau",
    lrSchedulerPatience: 1,
    sampling: "balanced",
  } as const;
  const options = { seed: 5, validation: later };
  const wanted = (await lstm(recipe).fit(train, options)).toArtifact();
  const checkpoint = notebook();
  const abort = new AbortController();
  const stopping: Checkpoint = {
    load: checkpoint.load,
    async save(page) {
      await checkpoint.save(page);
      if (checkpoint.saved.length === 4) abort.abort(new Error("enough"));
    },
  };
  const stopped = lstm(recipe).fit(train, { ...options, checkpoint: stopping, signal: abort.signal });
  await assert.rejects(stopped, /enough/);
  assert.deepEqual((await lstm(recipe).fit(train, { ...options, checkpoint })).toArtifact(), wanted);
});

/** One sample in twenty sells, one buys; a feature tells which. */
function withRareClasses(samples: Dataset): Dataset {
  const order = [...samples.y.keys()].sort((a, b) => samples.X[4 * a] - samples.X[4 * b]);
  const y = new Uint8Array(samples.nSamples).fill(1);
  order.slice(0, samples.nSamples / 20).forEach((i) => y[i] = 0);
  order.slice(-samples.nSamples / 20).forEach((i) => y[i] = 2);
  return { ...samples, y };
}

function correlation(a: Float64Array, b: Float64Array): number {
  const mean = (values: Float64Array) => values.reduce((x, y) => x + y) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  const product = (u: Float64Array, mu: number, v: Float64Array, mv: number) =>
    u.reduce((sum, x, i) => sum + (x - mu) * (v[i] - mv), 0);
  return product(a, ma, b, mb) / Math.sqrt(product(a, ma, a, ma) * product(b, mb, b, mb));
}
