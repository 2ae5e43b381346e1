import assert from "node:assert/strict";
import { checkDomain, domainDistances, fitDomain } from "~/conformal/mod.ts";
import { Random } from "~/core/mod.ts";

const FEATURES = Array.from({ length: 60 }, (_, j) => `f${j}`);

/** Rows of independent features: normal, and every third one lopsided with a long tail. */
function rowsOf(nSamples: number, seed: number): Float32Array {
  const random = new Random(seed);
  return Float32Array.from({ length: nSamples * FEATURES.length }, (_, at) => {
    const value = random.normal();
    return at % 3 === 0 ? Math.exp(value) : value;
  });
}

const TRAIN = { nSamples: 8000, features: FEATURES, X: rowsOf(8000, 1) };
const DOMAIN = fitDomain(TRAIN);

Deno.test("fitDomain() measures from the median in ends of the middle 99 %, each side by itself", () => {
  const squares = {
    nSamples: 1001,
    features: ["square"],
    X: Float32Array.from({ length: 1001 }, (_, i) => i * i),
  };
  const { ranges, threshold, nRows } = fitDomain(squares);
  assert.deepEqual(ranges, [{
    feature: "square",
    median: 500 ** 2,
    below: 500 ** 2 - 5 ** 2,
    above: 995 ** 2 - 500 ** 2,
  }]);
  assert.equal(nRows, 1001);
  assert.equal(threshold, (1000 ** 2 - 500 ** 2) / (995 ** 2 - 500 ** 2)); // ⌈1002 · 0.999⌉ = 1001 of 1001
});

Deno.test("checkDomain() calls about as many rows outside as it says", () => {
  const nSamples = 20_000;
  const distances = domainDistances(DOMAIN, rowsOf(nSamples, 2));
  const nOutside = distances.filter((distance) => distance > DOMAIN.threshold).length;
  assert.ok(nOutside > 0 && nOutside / nSamples < 3 * DOMAIN.alpha, `${nOutside}`);
});

Deno.test("checkDomain() finds one broken feature among many and names it first", () => {
  const row = rowsOf(1, 3);
  assert.equal(checkDomain(DOMAIN, row).isOutside, false);
  row[7] = 1e6;
  row[9] = -40;
  const { isOutside, distance, extremes } = checkDomain(DOMAIN, row);
  assert.equal(isOutside, true);
  assert.deepEqual(extremes.map(({ feature }) => feature).slice(0, 2), ["f7", "f9"]);
  assert.deepEqual(extremes[0], { feature: "f7", value: 1e6, deviation: 100 }); // far is far
  assert.ok(extremes[1].deviation < -1);
  assert.equal(extremes.length, 3);
  assert.equal(distance, domainDistances(DOMAIN, row)[0]);
});

Deno.test("checkDomain() finds a row that is a little far everywhere", () => {
  const row = Float32Array.from(DOMAIN.ranges, ({ median, above }) => median + 0.9 * above);
  const { isOutside, extremes } = checkDomain(DOMAIN, row);
  assert.equal(isOutside, true);
  assert.ok(extremes.every(({ deviation }) => Math.abs(deviation) < 1));
});

Deno.test("checkDomain() knows what a constant and a rare flag are", () => {
  const nSamples = 2000;
  const X = Float32Array.from({ length: 3 * nSamples }, (_, at) => {
    const i = Math.floor(at / 3);
    return [7, i % 400 === 0 ? 1 : 0, i % 100][at % 3];
  });
  const domain = fitDomain({ nSamples, features: ["constant", "rare", "usual"], X });
  const deviations = (row: number[]) => {
    const { extremes } = checkDomain(domain, Float32Array.from(row));
    return Object.fromEntries(extremes.map(({ feature, deviation }) => [feature, deviation]));
  };
  assert.deepEqual(deviations([7, 1, 50]), { constant: 0, rare: 1, usual: 0 });
  assert.deepEqual(deviations([7, -2, 50]), { constant: 0, rare: -2, usual: 0 });
  assert.equal(deviations([7.5, 0, 50]).constant, 100);
  assert.equal(checkDomain(domain, Float32Array.of(7.5, 0, 50)).isOutside, true);
});

Deno.test("a domain survives JSON and leaves the training rows as they are", () => {
  const X = TRAIN.X.slice();
  const domain = JSON.parse(JSON.stringify(fitDomain(TRAIN)));
  assert.deepEqual(TRAIN.X, X);
  const row = rowsOf(1, 4);
  assert.deepEqual(checkDomain(domain, row), checkDomain(DOMAIN, row));
});

Deno.test("fitDomain() looks at every second row where there are very many", () => {
  const many = { nSamples: 25_001, features: ["f"], X: Float32Array.from({ length: 25_001 }, (_, i) => i) };
  assert.equal(fitDomain(many).nRows, 12_501);
  assert.equal(fitDomain(many).ranges[0].median, 12_500);
});

Deno.test("fitDomain() and checkDomain() refuse what they cannot judge", () => {
  const refuses = (nSamples: number, X: Float32Array, message: string) =>
    assert.throws(() => fitDomain({ nSamples, features: ["a", "b"], X }), { name: "ModelError", message });
  refuses(
    2,
    Float32Array.of(1, 2, 3, NaN),
    'Cannot learn the domain: features must be finite, found NaN in "b"',
  );
  refuses(
    998,
    new Float32Array(1996),
    "Cannot learn the domain: at least 999 training rows are wanted, found 998",
  );
  assert.throws(() => checkDomain(DOMAIN, new Float32Array(2)), {
    name: "ModelError",
    message: "Cannot compare with the training rows: 60 finite features are wanted, found 2",
  });
  assert.throws(() => checkDomain(DOMAIN, new Float32Array(60).fill(NaN)), {
    message: "Cannot compare with the training rows: 60 finite features are wanted, found NaN at 0",
  });
});
