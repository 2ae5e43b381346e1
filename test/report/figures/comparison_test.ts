import assert from "node:assert/strict";
import type { Comparison } from "~/evaluation/mod.ts";
import { comparisonFigure } from "~/report/mod.ts";

function comparison(
  baseline: string,
  gain: number,
  tValue: number | null,
  blockTValue: number | null,
): Comparison {
  return {
    baseline,
    score: "rankIc",
    modelValue: gain,
    baselineValue: 0,
    gain,
    tValue,
    blockTValue,
    nSessions: 500,
  };
}

Deno.test("comparisonFigure() draws gains with two standard errors by the more cautious t-value", () => {
  const { data, alt } = comparisonFigure([
    comparison("combo4", 0.01, 4, 1), // two standard errors of 0.01 each
    comparison("momentum", -0.02, -4, -8),
    comparison("persistence", 0.03, 5, null),
    { ...comparison("climatology", 0.5, 9, 9), score: "logLoss" },
  ], "rankIc");
  assert.deepEqual(data[0].y, ["combo4", "momentum", "persistence"]);
  assert.deepEqual(data[0].x, [0.01, -0.02, 0.03]);
  assert.deepEqual((data[0].error_x as { array: unknown }).array, [0.02, 0.01, null]);
  assert.equal(
    alt,
    "Gain in rank IC and its uncertainty: over combo4 0.0100 (−0.0100 to 0.0300), " +
      "over momentum −0.0200 (−0.0300 to −0.0100), over persistence 0.0300 (uncertainty unknown)",
  );
});

Deno.test("comparisonFigure() bar stays clear of 0 exactly where both t-values reach 2", () => {
  const clear = (tValue: number, blockTValue: number) => {
    const { data } = comparisonFigure([comparison("combo4", 0.01, tValue, blockTValue)], "rankIc");
    const [half] = (data[0].error_x as { array: number[] }).array;
    return 0.01 - half > 0;
  };
  assert.deepEqual([clear(2.1, 2.1), clear(1.9, 9), clear(9, 1.9)], [true, false, false]);
});
