import assert from "node:assert/strict";
import fc from "fast-check";
import { calibrationError, N_BINS, reliability, reliabilityBins } from "~/evaluation/mod.ts";

Deno.test("reliabilityBins() put an edge into the bin below it, and 0 into the first", () => {
  for (let k = 1; k <= N_BINS; k++) {
    const binOf = (p: number) => reliabilityBins(Float64Array.of(p), Uint8Array.of(1))[0].bin;
    assert.equal(binOf(k / N_BINS), k - 1);
    assert.equal(binOf((k - 1) / N_BINS + 1e-12), k - 1);
  }
  assert.deepEqual(reliabilityBins(Float64Array.of(0, 0.01), Uint8Array.of(0, 1)), [
    { bin: 0, confidence: 0.005, share: 0.5, nSamples: 2 },
  ]);
});

Deno.test("reliabilityBins() hold every sample once, each near its confidence", () => {
  const samples = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat({ max: 1 })));
  fc.assert(fc.property(samples, (rows) => {
    const bins = reliabilityBins(
      Float64Array.from(rows, ([p]) => p),
      Uint8Array.from(rows, ([, truth]) => truth),
    );
    const total = (of: (bin: typeof bins[number]) => number) => bins.reduce((sum, bin) => sum + of(bin), 0);
    assert.equal(total(({ nSamples }) => nSamples), rows.length);
    assert.equal(
      Math.round(total(({ nSamples, share }) => nSamples * share)),
      rows.filter(([, y]) => y).length,
    );
    for (const { bin, confidence } of bins) assert.ok(Math.abs(confidence * N_BINS - bin - 0.5) < 0.5 + 1e-9);
  }));
});

Deno.test("calibrationError() by hand", () => {
  assert.equal(
    calibrationError([
      { bin: 4, confidence: 0.25, share: 0.5, nSamples: 3 },
      { bin: 14, confidence: 1, share: 0.5, nSamples: 1 },
    ]),
    (3 * 0.25 + 0.5) / 4,
  );
});

Deno.test("reliability() is of the most probable class, the first of equals, and of each class", () => {
  const { topClass, byClass } = reliability(Uint8Array.of(1, 0), Float64Array.of(0.5, 0.5, 0, 0.5, 0.5, 0));
  assert.deepEqual(topClass, [{ bin: 7, confidence: 0.5, share: 0.5, nSamples: 2 }]);
  assert.deepEqual(byClass.hold, topClass);
  assert.deepEqual(byClass.buy, [{ bin: 0, confidence: 0, share: 0, nSamples: 2 }]);
});

Deno.test("reliabilityBins() take single precision's rounding for 1 and refuse what is no probability", () => {
  assert.equal(reliabilityBins(Float64Array.of(1 + 2 ** -23), Uint8Array.of(1))[0].bin, N_BINS - 1);
  for (const [p, found] of [[1.1, "1.1"], [-0.1, "-0.1"], [NaN, "NaN"]] as const) {
    assert.throws(() => reliabilityBins(Float64Array.of(0.5, p), Uint8Array.of(1, 0)), {
      name: "RangeError",
      message: `Cannot bin probabilities: 0 to 1 is wanted, found ${found} in sample 1`,
    });
  }
  assert.throws(() => reliabilityBins(new Float64Array(1), new Uint8Array(2)), {
    name: "RangeError",
    message:
      "Cannot bin probabilities: columns of one length are wanted, found 1 probabilities for 2 samples",
  });
});
