import assert from "node:assert/strict";
import fc from "fast-check";
import { type LossSettings, sampleLoss } from "~/lstm/loss.ts";

const logit = fc.double({ min: -6, max: 6, noNaN: true });
const settings: fc.Arbitrary<LossSettings> = fc.record({
  actionWeight: fc.double({ min: 0, max: 20, noNaN: true }),
  returnWeight: fc.double({ min: 0, max: 50, noNaN: true }),
  classWeights: fc.tuple(...[1, 2, 3].map(() => fc.double({ min: 0.1, max: 5, noNaN: true }))),
  focalGamma: fc.constantFrom(0, 0.5, 1, 2, 3),
});

Deno.test("the loss's gradient is its slope", () => {
  fc.assert(
    fc.property(
      fc.tuple(logit, logit, logit, logit),
      fc.nat(2),
      logit,
      settings,
      (outputs, y, target, how) => {
        const lossAt = (k: number, step: number) =>
          sampleLoss(
            Float64Array.from(outputs, (value, i) => i === k ? value + step : value),
            y,
            target,
            how,
          );
        const gradient = Float64Array.from(outputs);
        sampleLoss(gradient, y, target, how);
        for (let k = 0; k < 4; k++) {
          const slope = (lossAt(k, 1e-5) - lossAt(k, -1e-5)) / 2e-5;
          assert.ok(
            Math.abs(slope - gradient[k]) < 1e-6 * Math.max(1, Math.abs(slope)) * 100,
            `${k}: ${slope}, ${gradient[k]}`,
          );
        }
      },
    ),
  );
});

Deno.test("the loss is finite for whatever a network may say", () => {
  const how = { actionWeight: 1, returnWeight: 1, classWeights: [1, 1, 1], focalGamma: 2 };
  for (const outputs of [[1e4, -1e4, 0, 1], [-1e4, 1e4, 0, 1], [0, 0, 0, -1e3]]) {
    for (let y = 0; y < 3; y++) {
      const gradient = Float64Array.from(outputs);
      assert.ok(Number.isFinite(sampleLoss(gradient, y, 0, how)));
      assert.ok(gradient.every(Number.isFinite));
    }
  }
});
