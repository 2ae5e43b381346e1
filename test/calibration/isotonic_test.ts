import assert from "node:assert/strict";
import fc from "fast-check";
import { applyIsotonic, fitIsotonic, isotonicRegression } from "~/calibration/mod.ts";
import { assertNear, CAME_TRUE, GOLDEN, NEW, SAID } from "./golden.ts";

for (const { name, x, y, knots } of GOLDEN.isotonicRegression) {
  Deno.test(`isotonicRegression() has scikit-learn's knots: ${name}`, () => {
    const curve = isotonicRegression(Float64Array.from(x), Float64Array.from(y));
    assertNear(curve.x, knots.x, 0);
    assertNear(curve.y, knots.y, 1e-12);
  });
}

Deno.test("applyIsotonic() gives CalibratedClassifierCV's probabilities", () => {
  assertNear(applyIsotonic(fitIsotonic(SAID, CAME_TRUE), NEW), GOLDEN.isotonic.calibrated, 1e-12);
});

Deno.test("isotonicRegression() rises, keeps the mean and no other rising curve is nearer", () => {
  const value = fc.integer({ min: 0, max: 9 });
  fc.assert(fc.property(
    fc.array(value, { minLength: 1, maxLength: 12 }),
    fc.array(value, { minLength: 12, maxLength: 12 }),
    (ys, rises) => {
      const n = ys.length;
      const curve = isotonicRegression(Float64Array.from(ys, (_, i) => i), Float64Array.from(ys));
      const fitted = ys.map((_, i) => {
        const at = curve.x.findLastIndex((place) => place <= i);
        return curve.y[at]; // on a knot or on a level stretch
      });
      for (let i = 1; i < n; i++) assert.ok(fitted[i] >= fitted[i - 1]);
      const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);
      assert.ok(Math.abs(sum(fitted) - sum(ys)) < 1e-9);
      const distance = (other: readonly number[]) => sum(ys.map((y, i) => (y - other[i]) ** 2));
      const rival = rises.slice(0, n).map((_, i) => sum(rises.slice(0, i + 1)) / 4);
      assert.ok(distance(fitted) <= distance(rival) + 1e-9);
    },
  ));
});

Deno.test("fitIsotonic() refuses fewer than 1000 samples", () => {
  assert.throws(() => fitIsotonic(SAID.subarray(0, 2997), CAME_TRUE.subarray(0, 999)), {
    name: "ModelError",
    message:
      "Cannot fit isotonic calibration: at least 1000 samples are wanted, found 999; use platt or temperature",
  });
});

Deno.test("applyIsotonic() makes a row even that all curves call impossible", () => {
  const never = { x: [0, 1], y: [0, 0] };
  const even = applyIsotonic({ kind: "isotonic", curves: [never, never, never] }, Float64Array.of(1, 0, 0));
  assert.deepEqual(even, new Float64Array(3).fill(1 / 3));
});
