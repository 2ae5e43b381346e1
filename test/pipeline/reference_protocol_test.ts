import assert from "node:assert/strict";
import { barsOf, ConfigError } from "~/core/mod.ts";
import { loadMarket, readRun, referenceProtocol, resolveRun } from "~/pipeline/mod.ts";
import { openWarehouse } from "~/warehouse/mod.ts";
import { randomWalkQuotes } from "../market.ts";
import { batchesOf, incoming, temporaryPath } from "../warehouse/quotes_of.ts";

const QUOTES = randomWalkQuotes(25, 620, 5);
const RUN = await readRun("tasks/runs/reference_rule.json", { forest: { nEstimators: 20 } });

async function databaseOf(path: string, hasBook: boolean): Promise<void> {
  await using warehouse = await openWarehouse(path);
  const nothing = new Float64Array(QUOTES.length).fill(NaN);
  const quotes = hasBook ? QUOTES : { ...QUOTES, bid: nothing, ask: nothing };
  await warehouse.storeFile(incoming({ name: "q", sha256: "q", grain: "year" }), batchesOf(quotes));
}

for (const hasBook of [true, false]) {
  Deno.test(`referenceProtocol() shows what the rule label is worth ${hasBook ? "with" : "without"} an order book`, async () => {
    await using folder = await temporaryPath();
    await databaseOf(folder.path, hasBook);
    const progress: number[] = [];
    const { rule, prices, horizon } = await referenceProtocol(RUN, folder.path, {
      unsafeShuffle: true,
      onProgress: (done) => progress.push(done),
    });
    assert.deepEqual(rule.map(({ name, split }) => `${name}, ${split}`), [
      "reference LSTM, as published, random",
      "forest, time",
      "always the most frequent class, time",
      "forest, random",
      "always the most frequent class, random",
    ]);
    const [, forest, always] = rule;
    assert.equal(forest.nTest, always.nTest);
    assert.ok(always.accuracy > 0.9 && always.accuracy < 1); // hold is nearly everything
    // One class is said, with precision = accuracy a and recall 1: its F1 is 2a/(a + 1), the others' 0.
    assert.ok(Math.abs(always.macroF1 - 2 * always.accuracy / (always.accuracy + 1) / 3) < 1e-12);
    assert.ok(forest.accuracy > always.accuracy && forest.macroF1 > 0.6); // an if-statement, learned
    assert.equal(horizon, 2);
    assert.equal(progress.at(-1), 1);

    const [published, persistence] = prices;
    assert.equal(published.rSquared, 0.9982);
    assert.ok((persistence.rSquared ?? 0) > 0.98); // of random walks, of which nothing can be forecast
    const { panel } = await loadMarket(folder.path);
    const { session } = barsOf(panel, panel.tickers[0]);
    assert.ok((persistence.nRows ?? 0) < panel.tickers.length * (session.length - 2));
  });
}

Deno.test("referenceProtocol() wants a rule for a label", async () => {
  await assert.rejects(referenceProtocol(resolveRun({ kind: "lstm" }), "none.duckdb"), {
    name: ConfigError.name,
    message: `Cannot follow the reference's protocol with run "lstm": its label must be indicator_rule or ` +
      "next_indicator_rule, is xs_tercile",
  });
});

Deno.test("referenceProtocol() fits a forest from several seeds, too", async () => {
  await using folder = await temporaryPath();
  await databaseOf(folder.path, false);
  const run = { ...RUN, seed: 4 };
  const { rule } = await referenceProtocol(run, folder.path, { seeds: 2 });
  assert.deepEqual(rule.slice(1).map(({ name }) => name), [
    "forest, seed 4",
    "forest, seed 5",
    "forest, mean of 2 seeds",
    "always the most frequent class",
  ]);
});

Deno.test("referenceProtocol() deals by lot only when told to", async () => {
  await using folder = await temporaryPath();
  await databaseOf(folder.path, true);
  const { rule } = await referenceProtocol(RUN, folder.path);
  assert.deepEqual(rule.slice(1).map(({ split }) => split), ["time", "time"]);
});

Deno.test("referenceProtocol() scores an LSTM from several seeds, and its prices beside today's on the same rows", async () => {
  await using folder = await temporaryPath();
  await databaseOf(folder.path, false);
  const run = await readRun("tasks/runs/lstm_rule.json", {
    lstm: { lookback: 8, units: 8, epochs: 2, earlyStoppingPatience: 2 },
  });
  const { rule, prices, horizon } = await referenceProtocol(run, folder.path, { seeds: 2 });
  assert.deepEqual(rule.map(({ name }) => name), [
    "reference LSTM, as published",
    "lstm, seed 1",
    "lstm, seed 2",
    "lstm, mean of 2 seeds",
    "always the most frequent class",
  ]);
  const [, one, two, mean, always] = rule;
  assert.equal(mean.accuracy, (one.accuracy + two.accuracy) / 2);
  assert.equal(mean.macroF1, (one.macroF1 + two.macroF1) / 2);
  // Of two values, the sample standard deviation is their distance by the root of 2.
  assert.ok(Math.abs((mean.std?.macroF1 ?? NaN) - Math.abs(one.macroF1 - two.macroF1) / Math.SQRT2) < 1e-12);
  assert.equal(mean.nTest, always.nTest);
  assert.deepEqual(prices.map(({ name }) => name), [
    "reference LSTM, as published",
    "lstm, seed 1",
    "lstm, seed 2",
    "the price of today, rows of the test 2 sessions ahead",
    "the price of today (split basis)",
  ]);
  const [, ours, , today] = prices;
  assert.equal(ours.nRows, today.nRows);
  assert.equal(ours.nRows, one.nTest);
  assert.ok(ours.mape > 0.9 * today.mape); // random walks: nothing to be known
  assert.equal(horizon, 2);
});
