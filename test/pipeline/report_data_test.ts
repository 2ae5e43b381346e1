import assert from "node:assert/strict";
import { barsOf, parseSession } from "~/core/mod.ts";
import { resolveRun, type RunInput, type TrainingRecord } from "~/pipeline/mod.ts";
import type { CorporateAction } from "~/prices/mod.ts";
import type { Manifest } from "~/registry/mod.ts";
import {
  actionFinding,
  cautions,
  coverageTables,
  modelIdentity,
  priceHistory,
  provenance,
  universeOf,
} from "../../src/pipeline/report_data.ts";
import { randomWalkPanel } from "../market.ts";

const MANIFEST: Manifest = {
  manifest: 1,
  name: "rf",
  version: "2022-12-29-0a1b2c3d",
  kind: "rf",
  format: "b3-forest/1",
  run: {},
  features: ["momentum_252_21", "close"],
  lookback: 252,
  featureBasis: "raw",
  returnBasis: "split",
  data: {
    firstSession: "2017-01-02",
    lastSession: "2022-11-29",
    trainedThrough: "2022-12-29",
    nSamples: 10,
    nTickers: 2,
    sha256: "00ff",
  },
  baseline: { sell: 0.3, hold: 0.4, buy: 0.3 },
  verdict: "",
  software: {},
  files: {},
};
const ACCOUNT: TrainingRecord["account"] = {
  sources: ["COTAHIST_A2017.ZIP"],
  tickers: Array.from({ length: 60 }, (_, i) => `T${i}`),
  nBars: 3000,
  byYear: [{ year: 2017, nTickers: 60, nSamples: 10 }],
  leftOut: {},
  actions: [],
  findings: [],
};

/** The cautions and their counts, without those that every report has. */
function said(manifest: Partial<Manifest>, run: RunInput, nTickers: number, isOtherData: boolean): string[] {
  const account = { ...ACCOUNT, tickers: ACCOUNT.tickers.slice(0, nTickers) };
  const all = cautions({ ...MANIFEST, ...manifest }, resolveRun(run), account, isOtherData);
  const always = cautions({ ...MANIFEST, returnBasis: "total" }, resolveRun({}), ACCOUNT, false);
  assert.equal(always.length, 4);
  assert.deepEqual(all.slice(-4), always);
  return all.slice(0, -4).map(({ code, count }) => count === undefined ? code : `${code} ${count}`);
}

Deno.test("cautions() says what holds for this report before what holds for all, the gravest first", () => {
  const rule: RunInput = { features: "reference", label: { kind: "indicator_rule" } };
  assert.deepEqual(said({}, {}, 60, false), ["split_returns"]);
  assert.deepEqual(said({ returnBasis: "total" }, {}, 59, false), ["few_tickers 59"]);
  assert.deepEqual(said({ features: ["close"] }, rule, 60, true), [
    "other_data",
    "split_returns",
    "rule_label",
  ]);
  assert.deepEqual(said({ returnBasis: "total" }, { label: { kind: "next_indicator_rule" } }, 60, false), [
    "next_rule_label",
  ]);
});

Deno.test("modelIdentity() tells the basis of features from that of returns", () => {
  const run = resolveRun({ features: "reference", forest: { classWeight: { buy: 2 } } });
  const facts = { importances: {}, outOfBag: null, nTrees: 2, nLeaves: 7, depth: 3 };
  const model = modelIdentity(MANIFEST, run, facts);
  assert.deepEqual([model.featureBasis, model.returnBasis], ["raw", "split"]);
  assert.deepEqual([model.features, model.nFeatures, model.horizon, model.seed], ["reference", 2, 21, 1]);
  const { classWeight, leaves, depth } = model.hyperparameters;
  assert.deepEqual([classWeight, leaves, depth], ['{"buy":2}', 7, 3]);
  assert.deepEqual([model.kind, model.label], ["rf", "xs_tercile"]);
});

Deno.test("universeOf() holds a run's rules, and how many tickers were chosen", () => {
  const rules = { minTurnover: 5e6, minSessions: 200, minClose: 1 };
  assert.deepEqual(universeOf(resolveRun({ universe: { minTurnover: 5e6 } }), ACCOUNT), {
    ...rules,
    nChosen: null,
    byYear: ACCOUNT.byYear,
  });
  const chosen = resolveRun({ universe: rules, data: { tickers: ["PETR4", "VALE3"] } });
  assert.equal(universeOf(chosen, ACCOUNT).nChosen, 2);
});

Deno.test("coverageTables() holds a table for each level of the intervals and one for the sets", () => {
  const coverage = (share: number) => ({
    nSamples: 10,
    nUnbounded: 2,
    coverage: share,
    meanWidth: 0.3,
    byYear: [],
    worstYear: null,
  });
  const report = {
    calibration: [],
    intervals: [{ level: 0.5, coverage: coverage(0.48) }, { level: 0.9, coverage: coverage(0.89) }],
    classSets: { level: 0.8, coverage: coverage(0.81), abstained: 0.4, accuracyWhenActing: 0.45 },
    outsideDomain: [],
  };
  const tables = coverageTables(report);
  assert.deepEqual(tables.map(({ of, nominal, coverage }) => [of, nominal, coverage]), [
    ["return", 0.5, 0.48],
    ["return", 0.9, 0.89],
    ["class", 0.8, 0.81],
  ]);
  assert.deepEqual(tables[2].acting, { abstained: 0.4, accuracy: 0.45 });
  assert.equal(coverageTables({ ...report, classSets: null }).length, 2);
});

Deno.test("provenance() holds decision sessions and the hash of what was learned from", () => {
  assert.deepEqual(provenance(MANIFEST, ACCOUNT), {
    sources: ["COTAHIST_A2017.ZIP"],
    tickers: ACCOUNT.tickers,
    firstSession: parseSession("2017-01-02"),
    lastSession: parseSession("2022-11-29"),
    nBars: 3000,
    nSamples: 10,
    hash: "00ff",
  });
});

Deno.test("priceHistory() begins with the first prediction and leaves out sessions that are not in the panel", () => {
  const panel = randomWalkPanel(2, 10, 3);
  const { session, close } = barsOf(panel, "T0013");
  const predicted = [session[2] - 9000, session[7], session[9]].map((session) => ({
    session,
    label: "buy" as const,
  }));
  assert.deepEqual(priceHistory({ ticker: "T0013", predicted }, panel), {
    ticker: "T0013",
    session: session.subarray(7),
    close: close.subarray(7),
    predicted: predicted.slice(1),
    basis: "split",
  });
  assert.equal(priceHistory({ ticker: "T0013", predicted: predicted.slice(0, 1) }, panel), null);
  assert.equal(priceHistory({ ticker: "T0013", predicted: [] }, panel), null);
  assert.equal(priceHistory({ ticker: "NONE3", predicted }, panel), null);
});

Deno.test("actionFinding() says what became of a share, and how that is known", () => {
  const action: CorporateAction = {
    ticker: "MGLU3",
    exSession: parseSession("2020-10-14"),
    kind: "split",
    ratio: 4,
    payment: 0,
    source: "tape",
    asOf: parseSession("2020-10-14"),
    evidence: { observed: 4.0312, step: 4, confidence: 0.987 },
  };
  assert.deepEqual(actionFinding(action), {
    severity: "info",
    kind: "corporate_action",
    ticker: "MGLU3",
    session: parseSession("2020-10-14"),
    message: "MGLU3 split on 2020-10-14: 1 share became 4, inferred from a step of 4.031 at 99 %",
  });
  const { evidence: _, ...known } = { ...action, source: "feed" as const };
  assert.match(
    actionFinding({ ...known, kind: "grouping", ratio: 1 / 50 }).message,
    /: 50 shares became 1, by the feed$/,
  );
  assert.match(
    actionFinding({ ...known, kind: "dividend", ratio: 1, payment: 0.0123 }).message,
    /dividend on 2020-10-14: 1\.23 % of the price, by the feed$/,
  );
});
