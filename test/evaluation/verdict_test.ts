import assert from "node:assert/strict";
import { type Comparison, sessionsNeeded, verdict } from "~/evaluation/mod.ts";

const logLoss = (
  baseline: string,
  gain: number,
  tValue: number | null,
  blockTValue = tValue,
): Comparison => ({
  baseline,
  score: "logLoss",
  modelValue: 1.0986 - gain,
  baselineValue: 1.0986,
  gain,
  tValue,
  blockTValue,
  nSessions: 500,
});

const rankIc = (baseline: string, gain: number, tValue: number | null, blockTValue = tValue): Comparison => ({
  ...logLoss(baseline, gain, tValue, blockTValue),
  score: "rankIc",
  modelValue: 0.031,
  baselineValue: 0.031 - gain,
});

const said = (...comparisons: Comparison[]) => {
  const { beats, sentence } = verdict("forest", comparisons, 5);
  return [beats, sentence];
};

Deno.test("verdict() is yes only if every gain on both scores is real", () => {
  const comparisons = [
    logLoss("climatology", 0.0123, 3.14),
    rankIc("climatology", 0.031, 4),
    logLoss("momentum", 0.0113, 2.9, 2.5),
    rankIc("momentum", 0.011, 2, 2.2),
  ];
  assert.deepEqual(said(...comparisons), [
    "yes",
    "forest beats momentum by 0.0113 nats (t 2.9, by blocks 2.5) and ranks better than momentum " +
    "(rank IC 0.031 against 0.020, t 2.0, by blocks 2.2): it beats its baselines.",
  ]);
  comparisons.forEach((comparison, i) => {
    for (const weak of [{ tValue: 1.99 }, { blockTValue: 1.99 }, { tValue: null }, { blockTValue: null }]) {
      const weakened = comparisons.with(i, { ...comparison, ...weak });
      assert.equal(verdict("forest", weakened, 5).beats, "not distinguishable");
    }
  });
});

Deno.test("verdict() says which half fails", () => {
  assert.deepEqual(said(logLoss("climatology", 0.0123, 3.1), rankIc("momentum", -0.011, -0.8)), [
    "not distinguishable",
    "forest beats climatology by 0.0123 nats (t 3.1, by blocks 3.1) but does not rank better than momentum " +
    "(rank IC 0.031 against 0.042, t -0.8, by blocks -0.8): it does not clearly beat its baselines.",
  ]);
  assert.deepEqual(said(logLoss("climatology", 0.0004, 1.2), rankIc("momentum", 0.011, 2.5, 2.1)), [
    "not distinguishable",
    "forest does not clearly beat climatology (by 0.0004 nats, t 1.2, by blocks 1.2) but ranks better than " +
    "momentum (rank IC 0.031 against 0.020, t 2.5, by blocks 2.1): it does not clearly beat its baselines.",
  ]);
  assert.deepEqual(said(logLoss("climatology", 0.0004, 1.2), rankIc("momentum", 0.001, null)), [
    "not distinguishable",
    "forest does not clearly beat climatology (by 0.0004 nats, t 1.2, by blocks 1.2) and does not clearly rank " +
    "better than momentum (rank IC 0.031 against 0.030, t unknown, by blocks unknown): " +
    "not distinguishable from its baselines.",
  ]);
});

Deno.test("verdict() is no if the best baseline is as good on both scores", () => {
  const worse = [logLoss("climatology", -0.002, -1.5), rankIc("momentum", 0, null)];
  assert.deepEqual(said(...worse, logLoss("majority", 20, 99), rankIc("majority", 0.02, 3)), [
    "no",
    "forest does not beat climatology (worse by 0.0020 nats, t -1.5, by blocks -1.5) and does not rank better than " +
    "momentum (rank IC 0.031 against 0.031, t unknown, by blocks unknown): it does not beat its baselines.",
  ]);
  assert.equal(said(...worse.with(1, rankIc("momentum", 0.0001, 0.1)))[0], "not distinguishable");
});

Deno.test("verdict() judges a model without probabilities by its ranking", () => {
  assert.deepEqual(said(rankIc("momentum", 0.011, 5)), [
    "yes",
    "forest gives no probabilities and ranks better than momentum " +
    "(rank IC 0.031 against 0.020, t 5.0, by blocks 5.0): it beats its baselines.",
  ]);
  assert.equal(said(rankIc("momentum", 0.011, 1.9))[0], "not distinguishable");
});

Deno.test("verdict() is no if really worse on one score and not really better on the other", () => {
  const worse = logLoss("climatology", -0.003, -8.2);
  assert.equal(said(worse, rankIc("majority", 0.001, 0.1))[0], "no");
  assert.equal(said(worse, rankIc("majority", 0.05, 4))[0], "not distinguishable");
  assert.equal(
    said(logLoss("climatology", -0.003, -1.9), rankIc("majority", 0.001, 0.1))[0],
    "not distinguishable",
  );
});

Deno.test("verdict() without a ranking is never yes", () => {
  assert.equal(said(logLoss("climatology", 0.01, 5))[0], "not distinguishable");
  assert.deepEqual(said(logLoss("climatology", -0.01, -5)), [
    "no",
    "forest does not beat climatology (worse by 0.0100 nats, t -5.0, by blocks -5.0) and has too few tickers in a " +
    "session to be ranked: it does not beat its baselines.",
  ]);
});

Deno.test("verdict() says nothing from too few sessions", () => {
  const comparisons = [logLoss("climatology", 0.5, 9), { ...rankIc("momentum", 0.5, 9), nSessions: 175 }];
  const { beats, sentence } = verdict("forest", comparisons, 21);
  assert.equal(sessionsNeeded(21), 176);
  assert.equal(beats, "not distinguishable");
  assert.equal(
    sentence,
    "forest is not distinguishable from its baselines: only 175 sessions to compare, 176 are needed at horizon 21.",
  );
});

Deno.test("verdict() of a model that no score compares with a baseline says so", () => {
  const { beats, sentence } = verdict("ridge", [], 5);
  assert.equal(beats, "not distinguishable");
  assert.match(
    sentence,
    /^ridge cannot be compared with its baselines: it gives no probabilities, and no session has/,
  );
});
