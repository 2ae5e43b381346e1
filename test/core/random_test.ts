import assert from "node:assert/strict";
import { Random } from "~/core/mod.ts";

Deno.test("Random: uniform() has the moments of a uniform variable and stays in [0, 1)", () => {
  const random = new Random(1);
  const values = Array.from({ length: 200_000 }, () => random.uniform());
  const mean = values.reduce((a, b) => a + b) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
  assert.ok(Math.abs(mean - 0.5) < 0.003 && Math.abs(variance - 1 / 12) < 0.002);
  assert.ok(values.every((x) => x >= 0 && x < 1));
});

Deno.test("Random: normal() has mean 0, variance 1 and the tails of a normal variable", () => {
  const random = new Random(2);
  const values = Array.from({ length: 200_000 }, () => random.normal());
  const mean = values.reduce((a, b) => a + b) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
  const beyondTwo = values.filter((x) => Math.abs(x) > 2).length / values.length;
  assert.ok(Math.abs(mean) < 0.01 && Math.abs(variance - 1) < 0.02 && Math.abs(beyondTwo - 0.0455) < 0.003);
});

Deno.test("Random: below(n) hits every value about equally often", () => {
  const random = new Random(3);
  const counts = new Array(7).fill(0);
  for (let i = 0; i < 70_000; i++) counts[random.below(7)]++;
  const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
  assert.ok(chiSquare < 22.5, `chi-square ${chiSquare} with 6 degrees of freedom`); // p = 0.001
});

Deno.test("Random: neighbouring streams and seeds are not correlated", () => {
  for (const [a, b] of [[new Random(5, 0), new Random(5, 1)], [new Random(5, 0), new Random(6, 0)]]) {
    let sum = 0;
    for (let i = 0; i < 100_000; i++) sum += (a.uniform() - 0.5) * (b.uniform() - 0.5) * 12;
    assert.ok(Math.abs(sum / 100_000) < 0.015);
  }
});

Deno.test("Random: the same seed and stream repeat", () => {
  const draw = (random: Random) => Array.from({ length: 20 }, () => random.uint32());
  assert.deepEqual(draw(new Random(42, 9)), draw(new Random(42, 9)));
  assert.notDeepEqual(draw(new Random(42, 9)), draw(new Random(42, 10)));
});
