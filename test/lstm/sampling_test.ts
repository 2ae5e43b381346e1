import assert from "node:assert/strict";
import { Random } from "~/core/mod.ts";
import { epochOrder, priorCorrection } from "~/lstm/sampling.ts";

const N = 10_000;
const y = Uint8Array.from({ length: N }, (_, i) => i % 100 === 0 ? 0 : i % 25 === 1 ? 2 : 1); // 1 %, 95 %, 4 %
const counts = (order: Int32Array) => [0, 1, 2].map((k) => order.reduce((n, i) => n + Number(y[i] === k), 0));

Deno.test("an even epoch takes each sample once, in an order of its own", () => {
  const [first, second] = [1, 2].map((epoch) => epochOrder(y, "uniform", new Random(5, epoch)));
  for (const order of [first, second]) assert.deepEqual(order.toSorted(), Int32Array.from(y, (_, i) => i));
  assert.notDeepEqual(first, second);
  assert.deepEqual(epochOrder(y, "uniform", new Random(5, 1)), first);
});

Deno.test("classes are drawn equally often, or by the root of their share", () => {
  const shares = {
    balanced: [1 / 3, 1 / 3, 1 / 3],
    sqrt: [0.1, Math.sqrt(0.95), 0.2].map((r, _, all) => r / all.reduce((a, b) => a + b)),
  };
  for (const [sampling, wanted] of Object.entries(shares)) {
    const order = epochOrder(y, sampling as "balanced" | "sqrt", new Random(1));
    assert.equal(order.length, N);
    counts(order).forEach((n, k) => assert.ok(Math.abs(n / N - wanted[k]) < 0.02, `${sampling} ${k}: ${n}`));
    assert.ok(new Set(order.filter((i) => y[i] === 0)).size > 90); // not one of them again and again
  }
});

Deno.test("a class that does not occur is never drawn", () => {
  const two = y.map((code) => code === 2 ? 1 : code);
  const order = epochOrder(two, "balanced", new Random(1));
  assert.ok(order.every((i) => two[i] !== 2));
});

Deno.test("the correction turns the odds that were learned into those of the world", () => {
  // drawn equally often and then weighted: Bayes' rule by hand for odds learned as 1 : 1 : 1
  const weights = [2, 1, 1];
  const correction = priorCorrection(y, "balanced", weights);
  const odds = correction.map((shift, k) => Math.exp(shift) * weights[k]);
  const sum = odds.reduce((a, b) => a + b);
  [0.01, 0.95, 0.04].forEach((share, k) => assert.ok(Math.abs(odds[k] / sum - share) < 1e-12));
  assert.deepEqual(priorCorrection(y, "uniform", [1, 1, 1]), [0, 0, 0]);
});
