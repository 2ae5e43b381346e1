import assert from "node:assert/strict";
import { Random } from "~/core/mod.ts";
import { blockTValue, N_BLOCKS, neweyWestMean, sessionsNeeded } from "~/evaluation/mod.ts";

Deno.test("blockTValue() is Student's t of the block means", () => {
  // blocks of 2, 3, 2, 3, … sessions with means 1, 2, 3, 4, 5, 6, 7, 8: mean 4.5, sample variance 6
  const values = Float64Array.of(0, 2, 1, 2, 3, 3, 3, 0, 4, 8, 5, 5, 6, 6, 6, 7, 7, 8, 8, 8);
  assert.equal(blockTValue(values, 1)?.toFixed(10), (4.5 / Math.sqrt(6 / 8)).toFixed(10));
});

Deno.test("blockTValue() needs blocks longer than labels look ahead", () => {
  const values = Float64Array.from({ length: 48 }, (_, i) => i % 7);
  assert.equal(sessionsNeeded(5), N_BLOCKS * 6);
  assert.notEqual(blockTValue(values, 5), null);
  assert.equal(blockTValue(values, 6), null);
  assert.equal(blockTValue(values.subarray(1), 5), null);
});

Deno.test("blockTValue() of a constant cannot be computed", () => {
  assert.equal(blockTValue(new Float64Array(8).fill(0.5), 0), null);
});

/** A series of mean 0 that comes in slow seasons: overlapping sums over `horizon` plus an autoregression. */
function slowSeries(seed: number, n: number, horizon: number, memory: number): Float64Array {
  const random = new Random(seed);
  const shocks = Float64Array.from({ length: n + horizon }, () => random.normal());
  let season = random.normal();
  return Float64Array.from({ length: n }, (_, i) => {
    season = memory * season + Math.sqrt(1 - memory ** 2) * random.normal();
    return shocks.subarray(i, i + horizon).reduce((a, b) => a + b) / Math.sqrt(horizon) + season;
  });
}

Deno.test("blockTValue() is fooled by slow seasons far less often than Newey-West", () => {
  const series = Array.from({ length: 400 }, (_, seed) => slowSeries(seed, 1000, 5, 0.99));
  const neweyWest = series.filter((values) => (neweyWestMean(values, 5).tValue ?? 0) >= 2).length;
  const blocks = series.filter((values) => (blockTValue(values, 5) ?? 0) >= 2).length;
  assert.ok(neweyWest > 100, `${neweyWest} of 400`); // a quarter of the time, where 9 would be right
  assert.ok(blocks < neweyWest / 2, `${blocks} and ${neweyWest} of 400`);
});
