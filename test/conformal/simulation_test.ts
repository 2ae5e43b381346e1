import assert from "node:assert/strict";
import {
  adaptiveQuantiles,
  classScores,
  coverageReport,
  intervalScores,
  type Outcomes,
  predictionSets,
  rollingQuantiles,
} from "~/conformal/mod.ts";
import { Random } from "~/core/mod.ts";

/** Share of outcomes that stay within their quantiles; sessions without a promise are left out. */
function coverageOf({ session, score }: Outcomes, quantile: Float64Array): number {
  const isCovered = Uint8Array.from(score, (value, i) => value <= quantile[i] ? 1 : 0);
  return coverageReport(session, isCovered, quantile).coverage ?? NaN;
}

function assertNinety(coverage: number): void {
  assert.ok(Math.abs(coverage - 0.9) <= 0.02, `${coverage}`);
}

/** A first-order autoregression forecast one step ahead by its own coefficient. */
function autoregression(nSessions: number, phi: number, seed: number): Outcomes {
  const random = new Random(seed);
  const session = Int32Array.from({ length: nSessions }, (_, t) => t);
  let x = 0;
  const centre = new Float64Array(nSessions);
  const value = centre.map((_, t) => {
    centre[t] = phi * x;
    x = centre[t] + random.normal();
    return x;
  });
  const score = intervalScores(value, centre, new Float64Array(nSessions).fill(1));
  return { session, labelEnd: session.map((t) => t + 1), score };
}

/**
 * Sums of `horizon` returns of independent GARCH(1,1) series, over the standard deviation of the 60 returns before times
 * the square root of the horizon; by session, known `horizon + 1` sessions later.
 */
function garch(nSeries: number, nSessions: number, horizon: number, seed: number): Outcomes {
  const WARM_UP = 60;
  const length = WARM_UP + nSessions + horizon;
  const scores = Array.from({ length: nSeries }, (_, k) => {
    const random = new Random(seed, k);
    let variance = 0.0004;
    const returns = Array.from({ length }, () => {
      const value = Math.sqrt(variance) * random.normal();
      variance = 0.00002 + 0.1 * value ** 2 + 0.85 * variance;
      return value;
    });
    return Array.from({ length: nSessions }, (_, t) => {
      const past = returns.slice(t, t + WARM_UP);
      const sigma = Math.sqrt(past.reduce((sum, r) => sum + r * r, 0) / WARM_UP);
      const future = returns.slice(t + WARM_UP, t + WARM_UP + horizon).reduce((sum, r) => sum + r, 0);
      return Math.abs(future) / (sigma * Math.sqrt(horizon));
    });
  });
  const session = Int32Array.from({ length: nSessions * nSeries }, (_, i) => Math.floor(i / nSeries));
  return {
    session,
    labelEnd: session.map((t) => t + horizon + 1),
    score: Float64Array.from(session, (t, i) => scores[i % nSeries][t]),
  };
}

Deno.test("rollingQuantiles() at 90 % cover 90 ± 2 % of an AR(1)", () => {
  for (const phi of [0, 0.6, 0.95]) {
    const outcomes = autoregression(3000, phi, 11);
    assertNinety(coverageOf(outcomes, rollingQuantiles(outcomes, outcomes.session, { alpha: 0.1 })));
  }
});

Deno.test("rollingQuantiles() at 90 % cover 90 ± 2 % of GARCH(1,1) series over 1 and 5 sessions", () => {
  for (const horizon of [1, 5]) {
    const outcomes = garch(8, 1500, horizon, 12);
    assertNinety(coverageOf(outcomes, rollingQuantiles(outcomes, outcomes.session, { alpha: 0.1 })));
  }
});

Deno.test("adaptiveQuantiles() at 90 % cover 90 ± 2 % where the scale doubles on the way", () => {
  const calm = autoregression(3000, 0, 13);
  const outcomes = { ...calm, score: calm.score.map((value, t) => t < 1500 ? value : 2 * value) };
  const { quantile } = adaptiveQuantiles(outcomes, outcomes.session, { alpha: 0.1, gamma: 0.02 });
  assertNinety(coverageOf(outcomes, quantile));
});

Deno.test("prediction sets at 90 % hold 90 ± 2 % of classes, also where probabilities are wrong", () => {
  const random = new Random(14);
  const n = 12_000;
  const probabilities = new Float64Array(3 * n);
  const y = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const raw = Float64Array.from([0, 0, 0], () => Math.exp(random.normal()));
    const sum = raw[0] + raw[1] + raw[2];
    const power = raw.map((value) => value ** 3); // bolder than the truth
    probabilities.set(power.map((value) => value / (power[0] + power[1] + power[2])), 3 * i);
    const draw = random.uniform() * sum;
    y[i] = draw < raw[0] ? 0 : draw < raw[0] + raw[1] ? 1 : 2;
  }
  const session = Int32Array.from({ length: n }, (_, i) => Math.floor(i / 10));
  const outcomes = { session, labelEnd: session.map((t) => t + 6), score: classScores(y, probabilities) };
  const quantile = rollingQuantiles(outcomes, session, { alpha: 0.1 });
  const sets = predictionSets(probabilities, quantile);
  const isCovered = sets.map((set, i) => set >> y[i] & 1);
  const size = Float64Array.from(quantile, (q, i) => q === Infinity ? q : [0, 1, 1, 2, 1, 2, 2, 3][sets[i]]);
  const report = coverageReport(session, isCovered, size);
  assertNinety(report.coverage ?? NaN);
  assert.equal(report.nUnbounded, 60); // six sessions without a known outcome
  assert.ok((report.meanWidth ?? NaN) < 2.7);
});
