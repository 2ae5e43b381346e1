import assert from "node:assert/strict";
import { parseSession } from "~/core/mod.ts";
import type { Scores } from "~/evaluation/mod.ts";
import { cumulativeIcFigure } from "~/report/mod.ts";
import { sampleLeaderboard } from "../sample_report.ts";

const FIRST = parseSession("2022-12-28");

/** A row of a leaderboard with these rank ICs on consecutive days. */
function row(name: string, isBaseline: boolean, ...rankIcs: number[]): Scores {
  const bySession = rankIcs.map((rankIc, i) => ({ session: FIRST + i, rankIc, nTickers: 10 }));
  return {
    ...sampleLeaderboard().rows[0],
    name,
    isBaseline,
    ranking: { rankIc: null, icir: null, tValue: null, yearlyTValue: null, nYears: 0, bySession },
  };
}

Deno.test("cumulativeIcFigure() adds up each session's rank IC at its date", () => {
  const { data, alt } = cumulativeIcFigure([
    row("forest", false, 0.1, -0.25, 0.3),
    row("combo4", true, 0.05),
  ]);
  assert.deepEqual(data.map(({ name }) => name), ["forest", "combo4"]);
  assert.deepEqual(data[0].x, ["2022-12-28", "2022-12-29", "2022-12-30"]);
  assert.deepEqual(data[0].y, [0.1, -0.15, 0.15]);
  assert.deepEqual(data[1].y, [0.05]);
  assert.equal(alt, "Rank IC added up by session: forest ends at 0.15, combo4 ends at 0.05");
});

Deno.test("cumulativeIcFigure() draws the first row heavier and baselines dashed, each in its own way", () => {
  const { data } = cumulativeIcFigure(
    ["forest", "ridge", "combo4", "momentum"].map((name, i) => row(name, i > 1, 0.1)),
  );
  const lines = data.map(({ line }) => line as { width: number; dash: string; color: string });
  assert.deepEqual(lines.map(({ dash }) => dash), ["solid", "solid", "dash", "dot"]);
  assert.deepEqual(lines.map(({ width }) => width), [2.6, 1.6, 1.6, 1.6]);
  assert.equal(new Set(lines.map(({ color }) => color)).size, 4);
});

Deno.test("cumulativeIcFigure() leaves out rows that rank nothing and escapes names", () => {
  const { data, alt } = cumulativeIcFigure([row("climatology", true), row("<b>x", false, 0.1)]);
  assert.deepEqual(data.map(({ name }) => name), ["&lt;b&gt;x"]);
  assert.equal(alt, "Rank IC added up by session: <b>x ends at 0.10");
  const nothing = cumulativeIcFigure([row("climatology", true)]);
  assert.deepEqual([nothing.data, nothing.alt], [[], "Rank IC added up by session: nothing was ranked"]);
});
