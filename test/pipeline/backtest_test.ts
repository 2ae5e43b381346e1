import assert from "node:assert/strict";
import { buildDataset } from "~/dataset/mod.ts";
import { featureSet, type MarketSeries, panelFeatureColumns } from "~/features/mod.ts";
import { backtest, type Prepared, resolveRun } from "~/pipeline/mod.ts";
import { randomWalkPanel } from "../market.ts";
import { withRoot } from "../registry/saved.ts";

const RATE = 0.0004;
const run = resolveRun({
  label: { horizon: 5 },
  folds: { nFolds: 2, testSessions: 60 },
  forest: { nEstimators: 3 },
});
const panel = randomWalkPanel(15, 600, 3);
const universe = new Uint8Array(panel.session.length).fill(1);
const series: MarketSeries = {
  session: panel.calendar,
  indexClose: Float64Array.from(panel.calendar, (_, day) => 1000 + day),
  riskFree: new Float64Array(panel.calendar.length).fill(RATE),
};
const prepared: Prepared = {
  panel,
  returns: panel,
  inputs: { market: series },
  actions: [],
  findings: [],
  sha256: "made up",
  sources: [],
  ...buildDataset(panel, {
    columns: await panelFeatureColumns(panel, featureSet("core"), { universe }),
    label: run.label,
    universe,
  }),
};

Deno.test(
  "backtest() trades the model, momentum and the benchmarks over the same sessions",
  withRoot(async (models) => {
    const { rows, firstSession, lastSession, every, nTrials, findings } = await backtest(run, prepared, {
      models,
    });
    assert.deepEqual(rows.map(({ name }) => name), [
      "forest, top 20 %",
      "forest, long-short 20 %",
      "forest, P(buy) over 40 %",
      "combo3, top 20 %",
      "combo3, long-short 20 %",
      "momentum 12-1, top 20 %",
      "momentum 12-1, long-short 20 %",
      "buy and hold",
      "index",
      "cash",
    ]);
    assert.deepEqual([every, nTrials], [5, 3]);
    for (const { curve, performance } of rows) {
      assert.deepEqual(curve.session, rows[0].curve.session);
      assert.deepEqual([performance.firstSession, performance.lastSession], [firstSession, lastSession]);
    }
    const at = (session: number) => panel.calendar.indexOf(session);
    assert.equal(at(lastSession), panel.calendar.length - 1);
    assert.equal(at(lastSession) - at(firstSession), 2 * 60 + 5); // two folds, then until the last label is known

    const [index, cash] = rows.slice(-2);
    const growth = (1000 + at(lastSession)) / (1000 + at(firstSession));
    assert.ok(Math.abs(index.performance.totalReturn - (growth - 1)) < 1e-12);
    assert.ok(Math.abs(cash.performance.totalReturn - ((1 + RATE) ** 125 - 1)) < 1e-12);
    assert.deepEqual(rows.map(({ deflatedSharpe }) => deflatedSharpe !== null), [
      ...[true, true, true, false, false, false, false, false, false, false],
    ]);
    for (const { isModel, performance, deflatedSharpe } of rows) {
      assert.ok(!isModel || (deflatedSharpe ?? NaN) < (performance.probabilisticSharpe ?? NaN));
    }
    assert.deepEqual(findings.map(({ kind }) => kind), ["no_payments"]);
  }),
);

Deno.test(
  "backtest() counts a recipe once, whatever its name, and another seed as another",
  withRoot(async (models) => {
    const trials = async (change: object) =>
      (await backtest({ ...run, ...change }, prepared, { models })).nTrials;
    assert.deepEqual([await trials({}), await trials({ name: "other" }), await trials({ seed: 2 })], [
      3,
      3,
      6,
    ]);
  }),
);

Deno.test(
  "backtest() without rates and index says so and leaves their rows out",
  withRoot(async (models) => {
    const { rows, findings } = await backtest(run, { ...prepared, inputs: {} }, { models });
    assert.deepEqual(findings.map(({ kind }) => kind), ["no_rates", "no_index", "no_payments"]);
    assert.equal(rows.at(-1)?.name, "buy and hold");
  }),
);

Deno.test(
  "backtest() says where the rate does not reach",
  withRoot(async (models) => {
    const riskFree = series.riskFree.map((rate, day) => day < 540 ? rate : NaN);
    const market = { ...series, riskFree };
    const { findings } = await backtest(run, { ...prepared, inputs: { market } }, { models });
    assert.deepEqual(findings.map(({ kind }) => kind), ["short_rates", "no_payments"]);
    assert.match(findings[0].message, /^The rate is known from 2016-01-04 to 2018-01-26/);
  }),
);
