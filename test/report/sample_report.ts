/**
 * A made-up but plausible report: what a forest with a little ranking skill looks like. No figure in it is a result.
 *
 * @module
 */

import { type Label, parseSession, Random, type Session, weekday } from "~/core/mod.ts";
import type { ClassificationScores, Comparison, Leaderboard, Scores, SessionIc } from "~/evaluation/mod.ts";
import type { PriceHistory, ReportData } from "~/report/mod.ts";

const HORIZON = 21;
const SENTENCE =
  "forest beats climatology by 0.0204 nats (t 4.6, by blocks 3.1) but does not rank clearly better than combo4 " +
  "(rank IC 0.041 against 0.038, t 0.3, by blocks 0.2): not distinguishable from its baselines.";
const TEST = weekdays("2016-01-04", "2022-12-29");

/** The same report at every call. */
export function sampleReport(): ReportData {
  return {
    model: {
      name: "forest_h21",
      version: "0007",
      kind: "rf",
      horizon: HORIZON,
      label: "xs_tercile",
      featureBasis: "split",
      returnBasis: "total",
      features: "standard",
      nFeatures: 23,
      seed: 20240601,
      hyperparameters: {
        nTrees: 300,
        minLeaf: 100,
        maxFeatures: 0.33,
        maxBins: 64,
        bootstrap: true,
        maxDepth: null,
      },
    },
    data: {
      sources: ["COTAHIST_A2008.ZIP to COTAHIST_A2022.ZIP", "corporate_actions.csv"],
      tickers: TICKERS,
      firstSession: parseSession("2008-01-02"),
      lastSession: parseSession("2022-12-29"),
      nBars: 143_902,
      nSamples: 118_455,
      hash: "sha256:5f1d8c0a64f2b7f0c1c3a8ce0f8f5f0b0de64d9e2a1f7c1b9a7be2f0d94c1a33",
    },
    leaderboard: sampleLeaderboard(),
    folds: Array.from({ length: 7 }, (_, i) => ({
      train: range("2009-01-05", `${2015 + i}-11-27`, 44_210 + 9_870 * i),
      validation: null,
      test: range(`${2016 + i}-01-04`, `${2016 + i}-12-29`, 9_640 + 35 * i),
    })),
    importances: {
      method: "permutation",
      features: FEATURES.map((feature, i) => ({ feature, value: 0.0121 * 0.84 ** i - 0.0004 })),
    },
    prices: [history("PETR4", 7.1, 11), history("VALE3", 11.6, 12), history("ITUB4", 15.2, 13)],
    predictions: ["PETR4", "VALE3", "ITUB4", "WEGE3", "MGLU3", "BBAS3"].map(prediction),
    omissions: [
      {
        reason: "Too little traded",
        count: 12_704,
        detail: "bars with a 60-session median below R$ 1 million",
      },
      { reason: "Short history", count: 10_332, detail: "bars of the first 252 sessions of a ticker" },
      { reason: "Label not yet known", count: 840, detail: "bars of the last 21 sessions" },
      { reason: "Unexplained jump", count: 3, detail: "tickers from the jump on: OIBR3, TELB4, RCSL4" },
    ],
    findings: [
      finding("info", "corporate_action", "PETR4", "2008-04-28", "Split 2 for 1, from the feed"),
      finding("info", "corporate_action", "MGLU3", "2019-08-06", "Split 8 for 1, from the feed"),
      finding("info", "corporate_action", "MGLU3", "2020-10-14", "Split 4 for 1, inferred from the tape"),
      finding(
        "warning",
        "unexplained_jump",
        "TELB4",
        "2015-07-01",
        "Open is 9.97 times the close before; no action is known",
      ),
      finding(
        "error",
        "unexplained_jump",
        "OIBR3",
        "2022-12-22",
        "Open is 0.11 times the close before; no action is known",
      ),
    ],
    cautions: [{ code: "few_tickers", count: 40 }, { code: "no_costs" }, { code: "breaks" }],
    reproduction: {
      command: "deno task evaluate tasks/runs/forest_h21.json",
      config: {
        features: "standard",
        label: { kind: "tercile", horizon: HORIZON },
        forest: { nTrees: 300, minLeaf: 100 },
        seed: 20240601,
      },
    },
  };
}

/** Three answers on the same sessions: a model and four baselines. */
export function sampleLeaderboard(): Leaderboard {
  const rows = [
    scores("forest", false, 0.041, 0.13, 1.0782, 0.6541, [[0.43, 0.25, 0.32], [0.3, 0.38, 0.32], [
      0.31,
      0.24,
      0.45,
    ]], 1),
    scores("combo4", true, 0.038, 0.15, null, null, [[0.4, 0.32, 0.28], [0.31, 0.35, 0.34], [
      0.29,
      0.33,
      0.38,
    ]], 2),
    scores("momentum_12_1", true, 0.034, 0.16, null, null, [[0.39, 0.32, 0.29], [0.32, 0.34, 0.34], [
      0.29,
      0.34,
      0.37,
    ]], 3),
    scores("climatology", true, null, null, 1.0986, 0.6667, [[0, 1, 0], [0, 1, 0], [0, 1, 0]], 4),
    scores("persistence", true, -0.011, 0.17, 1.1412, 0.6893, [[0.35, 0.33, 0.32], [0.33, 0.34, 0.33], [
      0.33,
      0.33,
      0.34,
    ]], 5),
  ];
  return {
    horizon: HORIZON,
    firstSession: TEST[0],
    lastSession: TEST[TEST.length - 1],
    rows,
    verdicts: [{
      model: "forest",
      beats: "not distinguishable",
      comparisons: [
        comparison("climatology", "logLoss", 1.0782, 1.0986, 4.6, 3.1),
        comparison("persistence", "logLoss", 1.0782, 1.1412, 7.2, 5.8),
        comparison("combo4", "rankIc", 0.0411, 0.038, 0.3, 0.2),
        comparison("momentum_12_1", "rankIc", 0.0411, 0.0339, 0.8, 0.6),
        comparison("climatology", "rankIc", 0.0411, 0, 2.7, 2.2),
        comparison("persistence", "rankIc", 0.0411, -0.0113, 3.9, 2.6),
      ],
      sentence: SENTENCE,
    }],
  };
}

function comparison(
  baseline: string,
  score: Comparison["score"],
  modelValue: number,
  baselineValue: number,
  tValue: number,
  blockTValue: number,
): Comparison {
  const gain = score === "logLoss" ? baselineValue - modelValue : modelValue - baselineValue;
  return { baseline, score, modelValue, baselineValue, gain, tValue, blockTValue, nSessions: TEST.length };
}

function scores(
  name: string,
  isBaseline: boolean,
  rankIc: number | null,
  spread: number | null,
  logLoss: number | null,
  brierLoss: number | null,
  shares: readonly (readonly number[])[],
  stream: number,
): Scores {
  const bySession = rankIc === null || spread === null ? [] : icSeries(rankIc, spread, stream);
  const mean = bySession.reduce((sum, some) => sum + some.rankIc, 0) / bySession.length;
  return {
    name,
    isBaseline,
    nSamples: 68_215,
    nSessions: TEST.length,
    classification: classification(
      shares.map((row) => row.map((share) => Math.round(share * 22_738))),
      logLoss,
      brierLoss,
    ),
    ranking: {
      rankIc: rankIc === null ? null : mean,
      icir: spread === null ? null : mean / spread,
      tValue: spread === null ? null : mean / spread * Math.sqrt(TEST.length / HORIZON),
      yearlyTValue: null,
      nYears: 0,
      bySession,
    },
    regression: null,
    quantiles: {
      means: [null, null, null, null, null],
      longShort: null,
      longShortTValue: null,
      monotonicity: null,
      topTurnover: null,
      nSessions: 0,
    },
    byYear: [],
    byTicker: [],
    byLiquidity: null,
  };
}

/** A noisy series whose noise all answers share, as they do in a market. */
function icSeries(mean: number, spread: number, stream: number): SessionIc[] {
  const market = new Random(1, 0);
  const own = new Random(1, stream);
  let level = 0;
  const levels = TEST.map(() =>
    level = 0.95 * level + 0.31 * (0.8 * market.normal() + 0.6 * own.normal()) * spread
  );
  const drift = levels.reduce((sum, value) => sum + value, 0) / levels.length;
  return TEST.map((session, i) => ({ session, rankIc: mean + levels[i] - drift, nTickers: 38 }));
}

function classification(
  confusion: readonly (readonly number[])[],
  logLoss: number | null,
  brierLoss: number | null,
): ClassificationScores {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const byClass = (i: number) => {
    const support = sum(confusion[i]);
    const predicted = sum(confusion.map((row) => row[i]));
    const precision = predicted === 0 ? null : confusion[i][i] / predicted;
    const recall = support === 0 ? null : confusion[i][i] / support;
    const f1 = predicted + support === 0 ? null : 2 * confusion[i][i] / (predicted + support);
    return { precision, recall, f1, averagePrecision: null, support, predicted };
  };
  const classes = { sell: byClass(0), hold: byClass(1), buy: byClass(2) };
  const all = Object.values(classes);
  return {
    accuracy: sum(confusion.map((row, i) => row[i])) / sum(confusion.map(sum)),
    balancedAccuracy: sum(all.map(({ recall }) => recall ?? 0)) / 3,
    macroF1: sum(all.map(({ f1 }) => f1 ?? 0)) / 3,
    mcc: null,
    byClass: classes,
    confusion,
    logLoss,
    brierLoss,
    brierSkill: null,
    calibrationError: null,
    macroAveragePrecision: null,
    reliability: null,
    nImpossible: logLoss === null ? null : 0,
  };
}

function history(ticker: string, start: number, stream: number): PriceHistory {
  const random = new Random(2, stream);
  const session = TEST.slice(-500);
  let price = start * 3;
  let opinion = 0;
  const close = session.map(() => price *= Math.exp(0.0004 + 0.019 * random.normal()));
  const predicted = session.map((day) => {
    opinion = 0.93 * opinion + random.normal();
    return { session: day, label: (opinion > 1.2 ? "buy" : opinion < -1.2 ? "sell" : "hold") as Label };
  });
  return { ticker, session, close, predicted, basis: "total" };
}

function prediction(ticker: string, i: number): ReportData["predictions"][number] {
  const buy = [0.371, 0.318, 0.402, 0.334, 0.287, 0.395][i];
  const sell = [0.318, 0.349, 0.271, 0.329, 0.431, 0.288][i];
  return {
    ticker,
    label: buy > sell ? "buy" : "sell",
    probabilities: { sell, hold: 1 - buy - sell, buy },
    expectedReturn: (buy - sell) * 0.06,
    expectedPrice: null,
    certainty: null,
    baseline: { sell: 0.334, hold: 0.333, buy: 0.333 },
    dataDate: "2022-12-29",
    lastClose: [24.5, 88.88, 25, 38.51, 2.74, 34.73][i],
    horizon: HORIZON,
    model: "forest_h21@0007",
    trainedThrough: "2022-11-29",
    verdict: SENTENCE,
    warnings: ticker === "MGLU3" ? ["MGLU3 moves more than anything in the training data"] : [],
  };
}

function finding(
  severity: "info" | "warning" | "error",
  kind: string,
  ticker: string,
  date: string,
  message: string,
) {
  return { severity, kind, ticker, session: parseSession(date), message };
}

function range(first: string, last: string, nSamples: number) {
  return { firstSession: parseSession(first), lastSession: parseSession(last), nSamples };
}

function weekdays(first: string, last: string): Session[] {
  const length = parseSession(last) - parseSession(first) + 1;
  return Array.from({ length }, (_, i) => parseSession(first) + i).filter((session) => weekday(session) < 5);
}

const TICKERS =
  "ABEV3 BBAS3 BBDC3 BBDC4 BRAP4 BRFS3 BRKM5 CCRO3 CMIG4 CPFE3 CPLE6 CSAN3 CSNA3 CYRE3 ELET3 ELET6 EMBR3 ENBR3 EQTL3 GGBR4 GOAU4 GOLL4 HYPE3 ITSA4 ITUB4 JBSS3 LREN3 MGLU3 MRFG3 MRVE3 OIBR3 PETR3 PETR4 RADL3 RENT3 SBSP3 TELB4 USIM5 VALE3 WEGE3"
    .split(" ");
const FEATURES =
  "momentum_12_1 high_52w_distance volatility_252 dividend_yield_252 momentum_6_1 amihud_60 beta_252 turnover_rank_60 parkinson_20 reversal_20 spread_20 skew_60 gap_5 rsi_14 macd_signal volume_trend_20 range_position_20 vwap_distance_5 trades_trend_20 kurtosis_60 atr_14 obv_slope_20 adx_14"
    .split(" ");
