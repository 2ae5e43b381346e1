import assert from "node:assert/strict";
import { type Artifact, type Dataset, ModelError } from "~/core/mod.ts";
import { rankingScores } from "~/evaluation/mod.ts";
import { loadRidge, ridge } from "~/ridge/mod.ts";
import { syntheticDataset } from "../synthetic.ts";
import golden from "../golden/ridge/ridge.json" with { type: "json" };

function datasetOf({ session, X, targetReturn }: typeof golden.train): Dataset {
  return {
    nSamples: session.length,
    features: golden.features,
    X: Float32Array.from(X),
    tickers: session.map((_, i) => `TICK${i}`),
    ticker: Int32Array.from(session.keys()),
    session: Int32Array.from(session),
    y: new Uint8Array(session.length),
    targetReturn: Float64Array.from(targetReturn),
    labelEnd: Int32Array.from(session),
  };
}

const close = (found: number, wanted: number) =>
  assert.ok(Math.abs(found - wanted) <= 1e-9 * Math.abs(wanted) + 1e-15, `${found}, ${wanted}`);

for (const { alpha, coefficients, score } of golden.cases) {
  Deno.test(`ridge() equals scikit-learn on ranks, alpha ${alpha}`, async () => {
    const model = await ridge({ alpha }).fit(datasetOf(golden.train), { seed: 1 });
    coefficients.forEach((wanted, j) => close(model.coefficients[golden.features[j]], wanted));
    const forecast = await model.predict(datasetOf(golden.test));
    score.forEach((wanted, i) => close(forecast.score[i], wanted));
    assert.deepEqual([forecast.probabilities, forecast.expectedReturn], [null, null]);
  });
}

Deno.test("ridge() ranks by what it has learned, and a share that stands alone in the middle", async () => {
  const size = { nSessions: 80, nTickers: 15, nFeatures: 3, signal: 0.6 };
  const test = syntheticDataset({ ...size, seed: 2 });
  const model = await ridge({ alpha: 1 }).fit(syntheticDataset({ ...size, seed: 1 }), { seed: 1 });
  const { score } = await model.predict(test);
  const { rankIc } = rankingScores(score, test.targetReturn, test.session, 5);
  assert.ok(rankIc !== null && rankIc > 0.3, String(rankIc));
  assert.ok(model.coefficients.f0 > 5 * Math.abs(model.coefficients.f2));
  const { targetReturn: _, ...samples } = test;
  const alone = await model.predict({
    ...samples,
    nSamples: 1,
    X: test.X.slice(0, 3),
    session: test.session.slice(0, 1),
  });
  assert.deepEqual([...alone.score], [0]);
});

Deno.test("ridge() sees only the order of features and returns within a session", async () => {
  const dataset = syntheticDataset({ nSessions: 20, nTickers: 12, nFeatures: 2, signal: 0.5, seed: 3 });
  const bent = {
    ...dataset,
    X: dataset.X.map((x, at) => x * 2 ** (dataset.session[Math.floor(at / 2)] % 5)),
    targetReturn: dataset.targetReturn.map((r, i) => r ** 3 - dataset.session[i] % 3),
  };
  const [straight, other] = await Promise.all([dataset, bent].map((data) => ridge().fit(data, { seed: 1 })));
  for (const [name, value] of Object.entries(straight.coefficients)) {
    close(other.coefficients[name], value);
  }
});

Deno.test("ridge() refuses an alpha that settles nothing", () => {
  for (const alpha of [0, -1, NaN, Infinity]) {
    assert.throws(() => ridge({ alpha }), {
      name: "RangeError",
      message: `Cannot make a ridge regression: an alpha above 0 is wanted, found ${alpha}`,
    });
  }
});

Deno.test("loadRidge() reads coefficients where the format says they are and refuses what is none", async () => {
  const train = syntheticDataset({ nSessions: 20, nTickers: 10, nFeatures: 2, signal: 0.5, seed: 1 });
  const model = await ridge({ alpha: 3 }).fit(train, { seed: 1 });
  const artifact = model.toArtifact();
  assert.equal(artifact.format, "b3-ridge/1");
  assert.deepEqual(artifact.header, { features: ["f0", "f1"], alpha: 3 });
  assert.equal(new DataView(artifact.data.buffer).getFloat64(8, true), model.coefficients.f1);
  const refuses = (changes: Partial<Artifact>, message: string) =>
    assert.throws(() => loadRidge({ ...artifact, ...changes }), { name: ModelError.name, message });
  const action = "Cannot load a ridge regression:";
  refuses({ format: "b3-forest/1" }, `${action} format "b3-ridge/1" is wanted, found "b3-forest/1"`);
  for (const header of [{}, { features: ["a", "b"], alpha: 0 }, { features: "ab", alpha: 1 }]) {
    refuses(
      { header },
      `${action} feature names and an alpha above 0 are wanted, found ${JSON.stringify(header)}`,
    );
  }
  refuses({ data: new Uint8Array(8) }, `${action} 16 bytes are wanted, found 8`);
  const data = new Uint8Array(Float64Array.of(1, NaN).buffer);
  refuses({ data }, `${action} finite coefficients are wanted, found NaN for "f1"`);
});
