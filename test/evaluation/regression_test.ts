import assert from "node:assert/strict";
import { regressionScores } from "~/evaluation/mod.ts";
import { assertClose, readGolden } from "./golden.ts";

Deno.test("regressionScores() equals scikit-learn", () => {
  const { expectedReturn, targetReturn, trainReturns, price, wanted } = readGolden().regression;
  const context = {
    trainReturns: {
      mean: Float64Array.from(trainReturns.mean),
      meanAbsolute: Float64Array.from(trainReturns.meanAbsolute),
    },
    price: Float64Array.from(price),
  };
  assertClose(
    regressionScores(Float64Array.from(expectedReturn), Float64Array.from(targetReturn), context),
    wanted,
  );
});

Deno.test("regressionScores() of doing nothing are those of persistence, and its level R² is high all the same", () => {
  const targetReturn = Float64Array.of(0.1, -0.1, 0.05);
  const price = Float64Array.of(1, 10, 100);
  const scores = regressionScores(new Float64Array(3), targetReturn, { price });
  assert.equal(scores?.rSquaredZero, 0);
  assert.deepEqual([scores?.mae, scores?.rmse], [scores?.zeroMae, scores?.zeroRmse]);
  assert.deepEqual(scores?.price?.model, scores?.price?.persistence);
  assert.ok((scores?.price?.model.rSquared ?? 0) > 0.99);
});

Deno.test("regressionScores() of a model without expected returns, or without what they need, are null", () => {
  assert.equal(regressionScores(null, Float64Array.of(1)), null);
  const scores = regressionScores(Float64Array.of(0.5), Float64Array.of(0));
  assert.deepEqual(scores, {
    mae: 0.5,
    rmse: 0.5,
    zeroMae: 0,
    zeroRmse: 0,
    rSquaredZero: null, // nothing to avoid
    rSquaredMean: null,
    mase: null,
    price: null,
  });
});

Deno.test("regressionScores() refuses what does not fit", () => {
  const refuses = (expected: number[], target: number[], message: string, price?: number[]) =>
    assert.throws(
      () =>
        regressionScores(Float64Array.from(expected), Float64Array.from(target), {
          price: price && Float64Array.from(price),
        }),
      { name: "RangeError", message },
    );
  const action = "Cannot score returns:";
  refuses([], [], `${action} one number for each sample is wanted, found 0 for 0`);
  refuses([1], [1, 2], `${action} one number for each sample is wanted, found 1 for 2`);
  refuses([1, NaN], [1, 2], `${action} finite numbers are wanted, found NaN in sample 1`);
  refuses([1, 2], [Infinity, 2], `${action} finite numbers are wanted, found Infinity in sample 0`);
  refuses([1, 2], [1, 2], `${action} one number for each sample is wanted, found 1 for 2`, [5]);
  refuses(
    [0, 0],
    [0, 0],
    "Cannot score prices: finite forecasts of prices above 0 are wanted, found 0 for 0 in sample 1",
    [5, 0],
  );
});
