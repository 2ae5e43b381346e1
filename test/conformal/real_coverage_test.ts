import assert from "node:assert/strict";
import { type CoverageReport, coverageReport, intervalScores, rollingQuantiles } from "~/conformal/mod.ts";
import { barsAt, type Panel, parseSession } from "~/core/mod.ts";
import { rollingStd } from "~/features/mod.ts";
import { forwardReturns } from "~/labels/mod.ts";
import { universe } from "~/prices/mod.ts";
import { REAL_DATA } from "../real_data.ts";
import { realPanel } from "./real_panel.ts";

const [FIRST, LAST] = [parseSession("2013-01-01"), parseSession("2022-12-31")];

/** Coverage of `0 ± q · sigma60 · √h` with q from the last 250 matured sessions, decisions of 2013 to 2022. */
function coverageAt(panel: Panel, scales: Float64Array, horizon: number, alpha: number): CoverageReport {
  const { value, endSession, crossesJump } = forwardReturns(panel, horizon);
  const inside = universe(panel);
  const rows = Array.from(panel.session.keys())
    .filter((row) =>
      inside[row] === 1 && scales[row] > 0 && Number.isFinite(value[row]) && crossesJump[row] === 0
    )
    .sort((a, b) => panel.session[a] - panel.session[b]);
  const session = Int32Array.from(rows, (row) => panel.session[row]);
  const labelEnd = Int32Array.from(rows, (row) => endSession[row]);
  const scale = Float64Array.from(rows, (row) => scales[row] * Math.sqrt(horizon));
  const returns = Float64Array.from(rows, (row) => value[row]);
  const score = intervalScores(returns, new Float64Array(rows.length), scale);
  const quantile = rollingQuantiles({ session, labelEnd, score }, session, { alpha });
  const judged = session.map((t, i) => t >= FIRST && t <= LAST ? i : -1).filter((i) => i >= 0);
  return coverageReport(
    judged.map((i) => session[i]),
    Uint8Array.from(judged, (i) => score[i] <= quantile[i] ? 1 : 0),
    Float64Array.from(judged, (i) => 2 * quantile[i] * scale[i]),
  );
}

Deno.test({
  name: "rolling intervals at 90 % cover 90 ± 1.5 % of real returns in ten years, in none less than 86 %",
  ignore: REAL_DATA === undefined,
  async fn() {
    const panel = await realPanel();
    const scales = new Float64Array(panel.session.length);
    panel.tickers.forEach((_, t) => {
      const { close } = barsAt(panel, t);
      const returns = close.map((price, i) => price / close[i - 1] - 1);
      scales.set(rollingStd(returns, 60), panel.offsets[t]);
    });
    for (const horizon of [5, 21]) {
      const { coverage, worstYear, byYear, nSamples, nUnbounded } = coverageAt(panel, scales, horizon, 0.1);
      assert.deepEqual([byYear.length, nUnbounded], [10, 0]);
      assert.ok(nSamples > 200_000, `${nSamples}`);
      assert.ok(Math.abs((coverage ?? NaN) - 0.9) <= 0.015, `h = ${horizon}: ${coverage}`);
      assert.ok((worstYear?.coverage ?? NaN) >= 0.86, `h = ${horizon}: ${JSON.stringify(worstYear)}`);
    }
  },
});
