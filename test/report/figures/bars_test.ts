import assert from "node:assert/strict";
import { quantileReturnsFigure, rankIcByYearFigure } from "~/report/mod.ts";
import { sampleLeaderboard } from "../sample_report.ts";

const [FOREST, COMBO] = sampleLeaderboard().rows;

Deno.test("rankIcByYearFigure() draws a bar a year and row, the first full and the others hollow", () => {
  const years = (...rankIcs: (number | null)[]) =>
    rankIcs.map((rankIc, i) => ({
      year: 2020 + i,
      nSamples: 10,
      nSessions: 5,
      rankIc,
      logLoss: null,
      accuracy: 0.4,
    }));
  const { data, alt } = rankIcByYearFigure([
    { name: "<b>forest", byYear: years(0.05, null) },
    { name: "combo4", byYear: years(0.02, -0.013) },
  ]);
  assert.deepEqual(data.map(({ name, x, y }) => [name, x, y]), [
    ["&lt;b&gt;forest", ["2020", "2021"], [0.05, null]],
    ["combo4", ["2020", "2021"], [0.02, -0.013]],
  ]);
  const [full, hollow] = data.map(({ marker }) => marker as { color: string; line: { color: string } });
  assert.equal(full.color, full.line.color);
  assert.notEqual(hollow.color, hollow.line.color);
  assert.equal(
    alt,
    "Mean rank IC by year: <b>forest 2020 +0.050, 2021 –; combo4 2020 +0.020, 2021 −0.013",
  );
});

Deno.test("quantileReturnsFigure() draws the fifths from the lowest score to the highest", () => {
  const means = [-0.01, 0, null, 0.005, 0.0123];
  const rows = [FOREST, COMBO].map((row) => ({ ...row, quantiles: { ...row.quantiles, means } }));
  const { data, alt } = quantileReturnsFigure(rows, "pt");
  assert.deepEqual(data.map(({ name, y }) => [name, y]), [["forest", means], ["combo4", means]]);
  assert.deepEqual(data[0].x, ["mais baixo", "2", "3", "4", "mais alto"]);
  assert.match(alt, /: forest −1,00%, 0,00%, –, \+0,50%, \+1,23%; combo4/);
});
