import assert from "node:assert/strict";
import { importanceFigure } from "~/report/mod.ts";

Deno.test("importanceFigure() draws the greatest first and leaves the input as it was", () => {
  const importances = [
    { feature: "gap_5", value: -0.001 },
    { feature: "momentum_12_1", value: 0.02 },
    { feature: "volatility_252", value: 0.01 },
  ];
  const { data, layout, alt } = importanceFigure(importances, 2);
  assert.deepEqual(data[0].y, ["momentum_12_1", "volatility_252"]);
  assert.deepEqual(data[0].x, [0.02, 0.01]);
  assert.equal((layout.yaxis as { autorange: string }).autorange, "reversed");
  assert.equal(importances[0].feature, "gap_5");
  assert.equal(alt, "Feature importances, greatest first: momentum_12_1 0.0200, volatility_252 0.0100");
});

Deno.test("importanceFigure() draws 20 unless told and grows with their number", () => {
  const importances = Array.from({ length: 30 }, (_, i) => ({ feature: `feature_${i}`, value: i }));
  assert.deepEqual((importanceFigure(importances).data[0].x as number[]).length, 20);
  assert.ok(importanceFigure(importances).layout.height > importanceFigure(importances, 3).layout.height);
});
