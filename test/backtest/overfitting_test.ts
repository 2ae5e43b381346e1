import assert from "node:assert/strict";
import { overfitting } from "~/backtest/mod.ts";
import { Random } from "~/core/mod.ts";
import { assertClose, readGolden } from "./golden.ts";

const N_SESSIONS = 320;

/** Returns of strategies, the last of which earns more than the others by `skill` standard deviations a session. */
function returnsOf(nStrategies: number, seed: number, skill = 0): Float64Array {
  const random = new Random(seed);
  return Float64Array.from(
    { length: N_SESSIONS * nStrategies },
    (_, i) => random.normal() + (i % nStrategies === nStrategies - 1 ? skill : 0),
  );
}

Deno.test("overfitting() is what numpy finds by trying every choice", () => {
  for (const { returns, nStrategies, nBlocks, pbo, logits } of readGolden().overfitting) {
    const found = overfitting(Float64Array.from(returns), nStrategies, nBlocks);
    assertClose(found.pbo, pbo);
    assertClose([...found.logits].sort((a, b) => a - b), logits);
  }
});

Deno.test("overfitting() of pure noise is about a half", () => {
  // of one matrix of noise it scatters by 0.17, so a mean of 24 by 0.035
  const found = Array.from({ length: 24 }, (_, seed) => overfitting(returnsOf(100, seed), 100, 8).pbo);
  const mean = found.reduce((a, b) => a + b) / found.length;
  assert.ok(Math.abs(mean - 0.5) < 0.1, `${mean}`);
});

Deno.test("overfitting() of one strategy with skill among noise is near nothing", () => {
  assert.ok(overfitting(returnsOf(20, 4, 0.5), 20, 10).pbo < 0.01);
});

Deno.test("overfitting() refuses what it cannot cut", () => {
  const returns = returnsOf(2, 1);
  assert.throws(() => overfitting(returns, 1), /2 strategies or more/);
  assert.throws(() => overfitting(returns.subarray(1), 2), RangeError);
  assert.throws(() => overfitting(returns, 2, 5), /even number of blocks/);
  assert.throws(() => overfitting(returns.subarray(0, 20), 2, 10), /2 sessions each/);
  assert.throws(() => overfitting(Float64Array.of(NaN, 1, 1, 1, 1, 1, 1, 1), 2, 2), /finite/);
});
