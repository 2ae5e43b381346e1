/**
 * The battery that every estimator must pass, forests, baselines and networks alike.
 *
 * @module
 */

import assert from "node:assert/strict";
import {
  type Artifact,
  averageRanks,
  CLASSES,
  type Dataset,
  type Estimator,
  type Forecast,
  formatSession,
  type Model,
  ModelError,
  sessionBlocks,
  takeSamples,
} from "~/core/mod.ts";
import { shuffleLabels, syntheticDataset, type SyntheticOptions, withHistory } from "../synthetic.ts";

/** What the battery has to know about an estimator. */
export interface BatteryOptions {
  /** The inverse of the model's `toArtifact`. */
  readonly load: (artifact: Artifact) => Model;
  /** Makes the estimator with a number of workers, if it takes workers. */
  readonly withWorkers?: (workers: number) => Estimator;
  /** Sessions in the sequences that it learns from; 1 for rows. @default {1} */
  readonly lookback?: number;
  /** Whether forecasts have probabilities. @default {true} */
  readonly probabilities?: boolean;
  /** Size, signal or feature names of the data, where the defaults do not suit. */
  readonly data?: Partial<SyntheticOptions>;
}

/** Registers the battery's tests under `name`; `makeEstimator` gives a fresh, unfitted estimator each time. */
export function estimatorBattery(
  name: string,
  makeEstimator: () => Estimator,
  options: BatteryOptions,
): void {
  const { load, withWorkers, lookback = 1, probabilities = true } = options;
  const test = (behaviour: string, run: () => Promise<void>) => Deno.test(`${name} ${behaviour}`, run);
  const defaults = { nSessions: 60, nTickers: 12, nFeatures: 4, signal: 0.5, seed: 11, ...options.data };
  const rows = syntheticDataset({
    ...defaults,
    nFeatures: options.data?.features?.length ?? defaults.nFeatures,
  });
  const dataset = lookback > 1 ? withHistory(rows, lookback) : rows;
  const { train, test: later } = cutInTwo(dataset);
  const fit = (data: Dataset, seed = 1) => makeEstimator().fit(data, { seed });

  test("gives the same bytes for the same data and seed", async () => {
    assert.deepEqual((await fit(train)).toArtifact(), (await fit(train)).toArtifact());
  });

  test("forgets the last fit at the next", async () => {
    const estimator = makeEstimator();
    await estimator.fit(shuffleLabels(later, 5), { seed: 9 });
    const refitted = await estimator.fit(train, { seed: 1 });
    assert.deepEqual(refitted.toArtifact(), (await fit(train)).toArtifact());
  });

  if (withWorkers) {
    test("gives the same bytes for 1 and 2 workers", async () => {
      const [one, two] = await Promise.all([1, 2].map((n) => withWorkers(n).fit(train, { seed: 1 })));
      assert.deepEqual(two.toArtifact(), one.toArtifact());
    });
  }

  test("leaves the train data as it was", async () => {
    const copy = structuredClone(train);
    const model = await fit(train);
    await model.predict(train);
    assert.deepEqual(train, copy);
  });

  test("answers each sample alike in whatever order they come", async () => {
    const model = await fit(train);
    const order = Int32Array.from({ length: later.nSamples }, (_, i) => later.nSamples - 1 - i);
    const straight = await model.predict(later);
    const reversed = await model.predict(takeSamples(later, order));
    assert.deepEqual(reversed.score.toReversed(), straight.score);
    assert.deepEqual(reversed.expectedReturn?.toReversed(), straight.expectedReturn?.slice());
    order.forEach((from, to) => assert.deepEqual(row(reversed, to), row(straight, from)));
  });

  test("answers no samples with none", async () => {
    const forecast = await (await fit(train)).predict(takeSamples(later, new Int32Array(0)));
    assert.equal(forecast.score.length, 0);
    assert.equal(forecast.probabilities?.length ?? 0, 0);
  });

  test(`gives ${probabilities ? "probabilities that sum to 1" : "no probabilities"}`, async () => {
    const forecast = await (await fit(train)).predict(later);
    assert.equal(forecast.score.length, later.nSamples);
    assert.ok(forecast.score.every(Number.isFinite));
    assert.ok(forecast.expectedReturn?.every(Number.isFinite) ?? true);
    assert.equal(forecast.probabilities?.length, probabilities ? later.nSamples * CLASSES.length : undefined);
    assert.ok(forecast.probabilities?.every((p) => p >= 0 && p <= 1) ?? true);
    for (let i = 0; i < (probabilities ? later.nSamples : 0); i++) {
      assert.ok(Math.abs(row(forecast, i).reduce((a, b) => a + b) - 1) < 1e-6);
    }
  });

  test("names the feature, ticker and session of a value that is not finite", async () => {
    const model = await fit(train);
    for (const value of [NaN, Infinity, -Infinity]) {
      const names = (data: Dataset, i: number) => (error: Error) => {
        assert.ok(error instanceof ModelError, String(error));
        const wanted = [
          data.features[1],
          data.tickers[data.ticker[i]],
          formatSession(data.session[i]),
          value,
        ];
        for (const text of wanted) assert.ok(error.message.includes(String(text)), error.message);
        return /^Cannot /.test(error.message);
      };
      await assert.rejects(fit(withValue(train, 17, 1, value)), names(train, 17));
      await assert.rejects(model.predict(withValue(later, 5, 1, value)), names(later, 5));
    }
  });

  test("refuses to learn from no samples", async () => {
    await assert.rejects(
      fit(takeSamples(train, new Int32Array(0))),
      (error: Error) => error instanceof ModelError && /^Cannot fit .*sample/.test(error.message),
    );
  });

  test("refuses other features than it learned from, naming both", async () => {
    const model = await fit(train);
    assert.deepEqual(model.features, train.features);
    for (const features of [[...train.features].reverse(), train.features.map((f) => `${f}_other`)]) {
      await assert.rejects(model.predict({ ...later, features }), (error: Error) => {
        assert.ok(error instanceof ModelError, String(error));
        for (const text of [train.features[0], features[0]]) assert.ok(error.message.includes(text));
        return /^Cannot predict/.test(error.message);
      });
    }
  });

  test("answers alike after a round trip through its artifact", async () => {
    const model = await fit(train);
    const { format, header, data } = model.toArtifact();
    const loaded = load({ format, header: JSON.parse(JSON.stringify(header)), data: data.slice() });
    assert.deepEqual(loaded.features, model.features);
    assert.deepEqual(await loaded.predict(later), await model.predict(later));
    assert.deepEqual(loaded.toArtifact(), model.toArtifact());
  });

  test("shows no skill on labels dealt anew within sessions", async () => {
    const past = shuffleLabels(train, 21);
    const future = shuffleLabels(later, 22);
    const forecast = await (await fit(past)).predict(future);
    if (forecast.probabilities) {
      const { mean, standardError } = gainOverClimatology(forecast.probabilities, past, future);
      assert.ok(mean < 3 * standardError + 1e-9, `log-loss gain ${mean}, standard error ${standardError}`);
    }
    const bound = 4 / Math.sqrt(future.nSamples); // a rank correlation's standard error is about 1/sqrt(n)
    const ic = meanRankIc(forecast.score, future);
    assert.ok(Math.abs(ic) < bound, `rank IC ${ic}, bound ${bound}`);
  });

  test("stops when told to, with the signal's reason", async () => {
    const reason = new Error("enough");
    await assert.rejects(makeEstimator().fit(train, { seed: 1, signal: AbortSignal.abort(reason) }), reason);
  });
}

/** The earlier and the later half of the sessions, with the sessions between that a label would reach over left out. */
function cutInTwo(dataset: Dataset): { train: Dataset; test: Dataset } {
  const middle = dataset.session[Math.floor(dataset.nSamples / 2)];
  const all = Int32Array.from(dataset.session, (_, i) => i);
  return {
    train: takeSamples(dataset, all.filter((i) => dataset.labelEnd[i] < middle)),
    test: takeSamples(dataset, all.filter((i) => dataset.session[i] >= middle)),
  };
}

function row(forecast: Forecast, i: number): Float64Array {
  const width = CLASSES.length;
  return forecast.probabilities?.slice(i * width, (i + 1) * width) ?? new Float64Array(0);
}

function withValue(dataset: Dataset, i: number, j: number, value: number): Dataset {
  const X = dataset.X.slice();
  X[i * dataset.features.length + j] = value;
  return { ...dataset, X };
}

/** Mean over samples of ln p(model) - ln p(train frequencies) for the class that came, and the mean's standard error. */
function gainOverClimatology(probabilities: Float64Array, train: Dataset, test: Dataset) {
  const frequency = CLASSES.map((_, k) => train.y.reduce((n, y) => n + Number(y === k), 0) / train.nSamples);
  const gains = Array.from(
    test.y,
    (y, i) => Math.log(Math.max(probabilities[i * CLASSES.length + y], 1e-15)) - Math.log(frequency[y]),
  );
  const mean = gains.reduce((a, b) => a + b) / gains.length;
  const variance = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / (gains.length - 1);
  return { mean, standardError: Math.sqrt(variance / gains.length) };
}

/** Mean over sessions of the Spearman correlation of score and return; constant scores count as 0. */
function meanRankIc(score: Float64Array, dataset: Dataset): number {
  const blocks = [...sessionBlocks(dataset.session)];
  const correlations = blocks.map(([begin, end]) => {
    const ranks = [score, dataset.targetReturn].map((values) => averageRanks(values.slice(begin, end)));
    const [a, b] = ranks.map((r) => r.map((rank) => rank - (r.length + 1) / 2));
    const dot = (u: Float64Array, v: Float64Array) => u.reduce((sum, x, i) => sum + x * v[i], 0);
    return dot(a, b) / (Math.sqrt(dot(a, a) * dot(b, b)) || 1);
  });
  return correlations.reduce((a, b) => a + b) / correlations.length;
}
