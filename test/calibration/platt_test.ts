import assert from "node:assert/strict";
import { applyPlatt, fitPlatt } from "~/calibration/mod.ts";
import { assertNear, CAME_TRUE, GOLDEN, NEW, SAID } from "./golden.ts";

/** Negative log-likelihood of Platt's targets, as its paper writes it. */
function loss({ a, b }: { a: number; b: number }, k: number): number {
  const n = GOLDEN.y.filter((code) => code === k).length;
  return GOLDEN.y.reduce((sum, code, i) => {
    const p = 1 / (1 + Math.exp(a * SAID[3 * i + k] + b));
    const target = code === k ? (n + 1) / (n + 2) : 1 / (GOLDEN.y.length - n + 2);
    return sum - target * Math.log(p) - (1 - target) * Math.log(1 - p);
  }, 0);
}

Deno.test("fitPlatt() finds the optimum that scipy finds, and is no worse than scikit-learn", () => {
  const { sigmoids } = fitPlatt(SAID, CAME_TRUE);
  GOLDEN.platt.sigmoids.forEach(({ optimum, sklearn }, k) => {
    assertNear([sigmoids[k].a, sigmoids[k].b], [optimum.a, optimum.b], 1e-9);
    assertNear([sigmoids[k].a, sigmoids[k].b], [sklearn.a, sklearn.b], 1e-6);
    assert.ok(loss(sigmoids[k], k) <= sklearn.loss + 1e-10);
  });
});

Deno.test("applyPlatt() gives CalibratedClassifierCV's probabilities", () => {
  assertNear(applyPlatt(fitPlatt(SAID, CAME_TRUE), NEW), GOLDEN.platt.calibrated, 1e-7);
});

Deno.test("fitPlatt() is flat where forecasts are all alike, at Platt's smoothed frequency", () => {
  const even = new Float64Array(30).fill(1 / 3);
  const y = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 2, 2, 2); // hold never happened
  const { sigmoids } = fitPlatt(even, y);
  assert.deepEqual(sigmoids.map(({ a }) => a), [0, 0, 0]);
  const mean = (n: number) => (n * (n + 1) / (n + 2) + (10 - n) / (10 - n + 2)) / 10; // of the targets
  assertNear(sigmoids.map(({ b }) => 1 / (1 + Math.exp(b))), [mean(7), mean(0), mean(3)], 1e-12);
});

Deno.test("fitPlatt() stays finite where forecasts are certain and right", () => {
  const certain = Float64Array.from({ length: 300 }, (_, at) => Math.floor(at / 3) % 3 === at % 3 ? 1 : 0);
  const calibrated = applyPlatt(
    fitPlatt(certain, Uint8Array.from({ length: 100 }, (_, i) => i % 3)),
    certain,
  );
  calibrated.forEach((p, at) => assert.ok(certain[at] === 1 ? p > 0.9 && p < 1 : p > 0 && p < 0.1));
});
