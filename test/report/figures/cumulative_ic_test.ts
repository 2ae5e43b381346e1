import assert from "node:assert/strict";
import { parseSession } from "~/core/mod.ts";
import { cumulativeIcFigure } from "~/report/mod.ts";

const FIRST = parseSession("2022-12-28");
const points = (...values: number[]) => values.map((value, i) => ({ session: FIRST + i, value }));

Deno.test("cumulativeIcFigure() adds up each session's rank IC at its date", () => {
  const { data, alt } = cumulativeIcFigure([
    { name: "forest", isBaseline: false, points: points(0.1, -0.25, 0.3) },
    { name: "combo4", isBaseline: true, points: points(0.05) },
  ]);
  assert.deepEqual(data.map(({ name }) => name), ["forest", "combo4"]);
  assert.deepEqual(data[0].x, ["2022-12-28", "2022-12-29", "2022-12-30"]);
  assert.deepEqual(data[0].y, [0.1, -0.15, 0.15]);
  assert.deepEqual(data[1].y, [0.05]);
  assert.equal(alt, "Rank IC added up by session: forest ends at 0.15, combo4 ends at 0.05");
});

Deno.test("cumulativeIcFigure() draws the first series heavier and baselines dashed, each in its own way", () => {
  const { data } = cumulativeIcFigure(
    ["forest", "ridge", "combo4", "momentum"].map((name, i) => ({
      name,
      isBaseline: i > 1,
      points: points(0.1),
    })),
  );
  const lines = data.map(({ line }) => line as { width: number; dash: string; color: string });
  assert.deepEqual(lines.map(({ dash }) => dash), ["solid", "solid", "dash", "dot"]);
  assert.deepEqual(lines.map(({ width }) => width), [2.6, 1.6, 1.6, 1.6]);
  assert.equal(new Set(lines.map(({ color }) => color)).size, 4);
});

Deno.test("cumulativeIcFigure() takes a series without sessions and escapes names", () => {
  const { data, alt } = cumulativeIcFigure([{ name: "<b>x", isBaseline: false, points: [] }]);
  assert.equal(data[0].name, "&lt;b&gt;x");
  assert.equal(alt, "Rank IC added up by session: <b>x ends at nothing");
});
