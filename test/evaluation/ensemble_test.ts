import assert from "node:assert/strict";
import { meanRank } from "~/evaluation/mod.ts";
import { assertClose } from "./golden.ts";

const forecastOf = (...scores: number[]) => ({
  probabilities: null,
  score: Float64Array.from(scores),
  expectedReturn: null,
});

Deno.test("meanRank() by hand, session by session", () => {
  const session = Int32Array.of(1, 1, 1, 2, 2);
  const { probabilities, score, expectedReturn } = meanRank(
    [forecastOf(10, 20, 30, 1, 0), forecastOf(0.3, 0.1, 0.2, 7, 7)],
    session,
  );
  // thirds of a session are at -1/3, 0, 1/3, halves at -1/4, 1/4; equal scores in the middle
  assertClose([...score], [(-1 / 3 + 1 / 3) / 2, -1 / 3 / 2, 1 / 3 / 2, 1 / 8, -1 / 8]);
  assert.deepEqual([probabilities, expectedReturn], [null, null]);
});

Deno.test("meanRank() does not see the scale of a score", () => {
  const [one, other] = [forecastOf(3, 1, 2, 5), forecastOf(1, 4, 3, 2)];
  const wide = { ...other, score: other.score.map((x) => 1000 * x ** 3) };
  const session = new Int32Array(4);
  assert.deepEqual(meanRank([one, wide], session), meanRank([one, other], session));
});

Deno.test("meanRank() refuses forecasts for other samples, and none", () => {
  const refuses = (forecasts: Parameters<typeof meanRank>[0], found: string) =>
    assert.throws(() => meanRank(forecasts, new Int32Array(2)), {
      name: "RangeError",
      message: `Cannot average forecasts: at least one, each of 2 samples, is wanted, found ${found}`,
    });
  refuses([], "none");
  refuses([forecastOf(1, 2), forecastOf(1)], "one of 1");
});
