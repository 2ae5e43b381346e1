import assert from "node:assert/strict";
import fc from "fast-check";
import { intervalAround, intervalScores } from "~/conformal/mod.ts";

Deno.test("intervalAround() holds what scores within the quantile and nothing else", () => {
  const number = fc.integer({ min: -64, max: 64 }).map((value) => value / 64); // exact in binary
  const positive = fc.integer({ min: 0, max: 4 }).map((power) => 2 ** -power);
  fc.assert(fc.property(number, number, positive, number, (value, centre, scale, q) => {
    const [score] = intervalScores(Float64Array.of(value), Float64Array.of(centre), Float64Array.of(scale));
    const { lower, upper } = intervalAround(centre, scale, Math.abs(q));
    assert.equal(lower <= value && value <= upper, score <= Math.abs(q));
  }));
});

Deno.test("intervalAround() is the whole line where nothing is promised", () => {
  assert.deepEqual(intervalAround(0.01, 0.05, Infinity), { lower: -Infinity, upper: Infinity });
});

Deno.test("intervalScores() refuse a share without scale and a return that is not there", () => {
  const refuses = (value: number, scale: number) =>
    assert.throws(() => intervalScores(Float64Array.of(value), Float64Array.of(0), Float64Array.of(scale)), {
      name: "RangeError",
      message: "Cannot score intervals: finite returns and centres and positive scales are wanted, found " +
        `${value}, 0 and ${scale} in sample 0`,
    });
  refuses(0.1, 0);
  refuses(0, 0);
  refuses(0.1, -1);
  refuses(NaN, 1);
  refuses(0.1, NaN);
  assert.throws(() => intervalScores(new Float64Array(2), new Float64Array(1), new Float64Array(2)), {
    message: "Cannot score intervals: columns of one length are wanted, found 2, 1, 2",
  });
});
