import assert from "node:assert/strict";
import { neweyWestMean } from "~/evaluation/mod.ts";
import { assertClose, readGolden } from "./golden.ts";

for (const { name, values, lag, ...wanted } of readGolden().neweyWest) {
  Deno.test(`neweyWestMean() equals statsmodels on ${name}`, () => {
    assertClose(neweyWestMean(values, lag), wanted);
  });
}

Deno.test("neweyWestMean() by hand", () => {
  // deviations -1, 0, 1, 0: gamma0 = 2/4, gamma1 = 0, gamma2 = -1/4; weights 1, 2/3, 1/3
  const { mean, standardError, tValue } = neweyWestMean([1, 2, 3, 2], 2);
  assertClose([mean, standardError, tValue], [2, Math.sqrt((1 / 2 - 2 / 3 / 4) / 4), 2 / Math.sqrt(1 / 12)]);
});

Deno.test("neweyWestMean() says nothing about trust in too short a series", () => {
  assert.deepEqual(neweyWestMean([1, 2, 6], 2), { mean: 3, standardError: null, tValue: null });
  assert.notEqual(neweyWestMean([1, 2, 6], 1).tValue, null);
});

Deno.test("neweyWestMean() of a constant has no t-value", () => {
  assert.deepEqual(neweyWestMean([2, 2, 2], 1), { mean: 2, standardError: 0, tValue: null });
});

Deno.test("neweyWestMean() refuses values and lags that mean nothing", () => {
  const refuses = (values: number[], lag: number, message: string) =>
    assert.throws(() => neweyWestMean(values, lag), { name: "RangeError", message });
  refuses([], 0, "Cannot estimate a mean: finite values are wanted, found 0 that average NaN");
  refuses(
    [1, Infinity],
    0,
    "Cannot estimate a mean: finite values are wanted, found 2 that average Infinity",
  );
  refuses([1, 2], -1, "Cannot estimate a mean: the lag must be a whole number from 0, found -1");
  refuses([1, 2], 0.5, "Cannot estimate a mean: the lag must be a whole number from 0, found 0.5");
});
