import assert from "node:assert/strict";
import { type Dataset, takeSamples } from "~/core/mod.ts";
import { LIQUIDITY_TIERS, rankingScores, score } from "~/evaluation/mod.ts";
import { syntheticDataset } from "../synthetic.ts";

const DATASET = syntheticDataset({ nSessions: 40, nTickers: 30, nFeatures: 1, signal: 0.5, seed: 4 });

/** What the only feature says, as a score and as a guess at the class. */
function forecastOf({ X, nSamples }: Dataset) {
  return {
    probabilities: Float64Array.from(
      { length: 3 * nSamples },
      (_, at) => [0.2, 0.3, 0.5][X[Math.floor(at / 3)] > 0 ? at % 3 : 2 - at % 3],
    ),
    score: Float64Array.from(X),
    expectedReturn: null,
  };
}

Deno.test("score() by liquidity is the score of the samples that trade enough", () => {
  // ten tickers below every tier, ten in the first two, ten in all
  const liquidity = Float64Array.from(DATASET.ticker, (t) => t < 10 ? NaN : t < 20 ? 5e6 : 1e9);
  const { byLiquidity } = score("feature", false, forecastOf(DATASET), DATASET, 5, { liquidity });
  assert.deepEqual(byLiquidity?.map(({ leastTurnover }) => leastTurnover), [...LIQUIDITY_TIERS]);
  byLiquidity.forEach((tier, k) => {
    const rows = Int32Array.from(DATASET.ticker.keys()).filter((i) => DATASET.ticker[i] >= [10, 10, 20][k]);
    const part = takeSamples(DATASET, rows);
    const { ranking, classification } = score("part", false, forecastOf(part), part, 5);
    assert.deepEqual([tier.nSamples, tier.nSessions], [rows.length, 40]);
    for (const name of ["rankIc", "icir", "tValue", "yearlyTValue", "nYears"] as const) {
      assert.equal(tier[name], ranking[name]);
    }
    assert.equal(tier.logLoss, classification.logLoss);
    assert.equal(tier.accuracy, classification.accuracy);
  });
  const { rankIc } = rankingScores(forecastOf(DATASET).score, DATASET.targetReturn, DATASET.session, 5);
  assert.notEqual(byLiquidity[0].rankIc, rankIc);
});

Deno.test("score() by liquidity of shares that hardly trade is nothing, and unknown without turnover", () => {
  const tiers = (liquidity?: Float64Array) =>
    score("feature", false, forecastOf(DATASET), DATASET, 5, { liquidity }).byLiquidity;
  assert.deepEqual(tiers(new Float64Array(DATASET.nSamples))?.[2], {
    leastTurnover: 20e6,
    nSamples: 0,
    nSessions: 0,
    rankIc: null,
    icir: null,
    tValue: null,
    yearlyTValue: null,
    nYears: 0,
    logLoss: null,
    accuracy: null,
  });
  assert.equal(tiers(), null);
  assert.throws(() => tiers(new Float64Array(3)), {
    name: "RangeError",
    message: "Cannot score by liquidity: one turnover for each sample is wanted, found 3 for 1200",
  });
});
