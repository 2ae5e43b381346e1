import assert from "node:assert/strict";
import { barsAt } from "~/core/mod.ts";
import { computeFeatures, FULL } from "~/features/mod.ts";
import { randomWalkPanel } from "../market.ts";

Deno.test("seasonality takes the years there are and leaves out months with a break", () => {
  const bars = barsAt(randomWalkPanel(1, 600, 3), 0);
  const set = { ...FULL, features: FULL.features.filter(({ name }) => name === "seasonality") };
  const { close } = bars;
  const month = (begin: number) => close[begin + 21] / close[begin] - 1;
  const near = (actual: number, expected: number) => assert.ok(Math.abs(actual - expected) < 1e-15);
  const [column] = computeFeatures(bars, set);
  near(column[252], month(0));
  near(column[599], (month(599 - 252) + month(599 - 504)) / 2);
  const [broken] = computeFeatures(
    { ...bars, jump: bars.jump.map((_, row) => row === 599 - 250 ? 1 : 0) },
    set,
  );
  near(broken[599], month(599 - 504));
});
