/**
 * A small learner for tests: multinomial logistic regression by gradient descent.
 *
 * @module
 */

import { CLASSES, type Dataset, type Forecast, type Samples } from "~/core/mod.ts";

const STEPS = 40;
const RATE = 1;

/** Learns from standardized features and answers for `test`; the score is P(buy) - P(sell). */
export function logistic(train: Dataset, test: Samples): Forecast {
  const width = train.features.length + 1;
  const scale = train.features.map((_, j) => {
    const column = Float64Array.from({ length: train.nSamples }, (_, i) => train.X[i * (width - 1) + j]);
    const mean = column.reduce((a, b) => a + b) / column.length;
    return {
      mean,
      deviation: Math.sqrt(column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / column.length),
    };
  });
  const inputs = (
    samples: Samples,
    i: number,
  ) => [1, ...scale.map(({ mean, deviation }, j) => (samples.X[i * (width - 1) + j] - mean) / deviation)];
  const weights = CLASSES.map(() => new Float64Array(width));
  const rows = Array.from({ length: train.nSamples }, (_, i) => inputs(train, i));
  for (let step = 0; step < STEPS; step++) {
    const gradient = CLASSES.map(() => new Float64Array(width));
    rows.forEach((x, i) =>
      softmax(weights, x).forEach((p, k) => {
        const error = p - (train.y[i] === k ? 1 : 0);
        for (let j = 0; j < width; j++) gradient[k][j] += error * x[j];
      })
    );
    weights.forEach((w, k) => w.forEach((_, j) => w[j] -= RATE * gradient[k][j] / train.nSamples));
  }
  const answers = Array.from({ length: test.nSamples }, (_, i) => softmax(weights, inputs(test, i)));
  return {
    probabilities: Float64Array.from(answers.flat()),
    score: Float64Array.from(answers, ([sell, , buy]) => buy - sell),
    expectedReturn: null,
  };
}

function softmax(weights: readonly Float64Array[], x: readonly number[]): number[] {
  const powers = weights.map((w) => Math.exp(w.reduce((sum, value, j) => sum + value * x[j], 0)));
  const total = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / total);
}
