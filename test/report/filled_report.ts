/**
 * The made-up report with every part that a report may have. No figure in it is a result.
 *
 * @module
 */

import { type Certainty, formatSession, parseSession, Random, type Session, weekday } from "~/core/mod.ts";
import type { FoldBlock, FoldRole } from "~/dataset/mod.ts";
import type { Reliability, ReliabilityBin, Scores, SeedSummary, TierScores } from "~/evaluation/mod.ts";
import type { BacktestEntry, BacktestReport, CoverageTable, ReportData } from "~/report/mod.ts";
import { attribution, lossCurve } from "./learned.ts";
import { sampleReport } from "./sample_report.ts";

const YEARS = [2016, 2017, 2018, 2019, 2020, 2021, 2022];

/** The same report at every call. */
export function filledReport(): ReportData {
  const sample = sampleReport();
  const { rows } = sample.leaderboard;
  return {
    ...sample,
    leaderboard: { ...sample.leaderboard, rows: rows.map(filledScores) },
    universe: {
      minTurnover: 1_000_000,
      minSessions: 200,
      minClose: 1,
      nChosen: 40,
      byYear: YEARS.map((year, i) => ({ year, nTickers: 36 + i % 4, nSamples: 9_640 + 35 * i })),
    },
    seeds: [{ name: "forest", nSeeds: 5, scores: SPREADS }],
    coverage: [coverage("return", 0.9, 0.31), coverage("class", 0.9, 2.31)],
    backtest: backtest(),
    foldBlocks: YEARS.map((year) => blocksOf(year)),
    lossCurve: lossCurve(),
    attribution: attribution(),
    predictions: sample.predictions.map((some) => ({ ...some, certainty: CERTAINTY[some.ticker] ?? null })),
  };
}

function filledScores(row: Scores, i: number): Scores {
  const { rankIc } = row.ranking;
  const { logLoss } = row.classification;
  return {
    ...row,
    classification: {
      ...row.classification,
      calibrationError: logLoss === null ? null : 0.0123,
      reliability: i === 0 ? RELIABILITY : null,
    },
    regression: i > 0 ? null : {
      mae: 0.0741,
      rmse: 0.1043,
      zeroMae: 0.0742,
      zeroRmse: 0.1046,
      rSquaredZero: 0.0057,
      rSquaredMean: -0.0012,
      mase: 0.994,
      price: {
        model: { mape: 0.0744, mae: 1.71, rmse: 3.64, rSquared: 0.9931 },
        persistence: { mape: 0.0742, mae: 1.7, rmse: 3.65, rSquared: 0.993 },
      },
    },
    quantiles: rankIc === null ? row.quantiles : {
      means: [-0.4, 0.3, 0.9, 1.1, 1.7].map((percent) => percent / 100 * (1 - 0.1 * i)),
      longShort: 0.021 * (1 - 0.1 * i),
      longShortTValue: 2.4 - 0.3 * i,
      monotonicity: 1,
      topTurnover: 0.43,
      nSessions: row.nSessions,
    },
    byLiquidity: rankIc === null ? null : tiers(rankIc),
    byYear: YEARS.map((year, k) => ({
      year,
      nSamples: 9_640 + 35 * k,
      nSessions: 248,
      rankIc: rankIc === null ? null : rankIc + 0.05 * Math.sin(1.7 * k + 0.4 * i),
      logLoss: logLoss === null ? null : logLoss + 0.004 * Math.cos(k),
      accuracy: 0.38 + 0.01 * Math.sin(k),
    })),
  };
}

const bin = (bin: number, share: number, nSamples: number): ReliabilityBin => ({
  bin,
  confidence: (bin + 0.5) / 15,
  share,
  nSamples,
});

const RELIABILITY: Reliability = {
  topClass: [bin(5, 0.352, 30_100), bin(6, 0.421, 30_500), bin(7, 0.474, 6_900), bin(8, 0.52, 705)],
  byClass: {
    sell: [
      bin(2, 0.19, 2_300),
      bin(3, 0.23, 9_100),
      bin(4, 0.31, 28_000),
      bin(5, 0.37, 19_500),
      bin(6, 0.44, 9_000),
    ],
    hold: [bin(3, 0.25, 8_200), bin(4, 0.3, 31_000), bin(5, 0.36, 24_000), bin(6, 0.41, 5_000), bin(9, 1, 3)],
    buy: [bin(3, 0.22, 7_000), bin(4, 0.32, 29_800), bin(5, 0.36, 26_100), bin(6, 0.42, 5_200)],
  },
};

const SPREADS: SeedSummary["scores"] = {
  rankIc: { mean: 0.0405, std: 0.0012 },
  icir: { mean: 0.31, std: 0.01 },
  longShort: null,
  logLoss: { mean: 1.0783, std: 0.0003 },
  brierLoss: null,
  calibrationError: null,
  accuracy: null,
  macroF1: null,
  mcc: null,
  rSquaredZero: null,
};

function tiers(rankIc: number): TierScores[] {
  return [1e6, 5e6, 20e6].map((leastTurnover, i) => ({
    leastTurnover,
    nSamples: 68_215 - 17_000 * i,
    nSessions: 1_824,
    rankIc: rankIc * (1 - 0.2 * i),
    icir: 0.3,
    tValue: 2.1 - 0.4 * i,
    yearlyTValue: null,
    nYears: 7,
    logLoss: 1.0782 + 0.004 * i,
    accuracy: 0.42 - 0.01 * i,
  }));
}

function coverage(of: CoverageTable["of"], nominal: number, meanWidth: number): CoverageTable {
  const byYear = YEARS.map((year, i) => ({
    year,
    nSamples: 9_640 + 35 * i,
    coverage: year === 2020 ? 0.786 : nominal + 0.02 * Math.sin(i),
    meanWidth: meanWidth * (year === 2020 ? 1.3 : 1 - 0.04 * i),
  }));
  const acting = of === "class" ? { abstained: 0.431, accuracy: 0.447 } : undefined;
  return { of, acting, nominal, nSamples: 65_100, nUnbounded: 3_115, coverage: 0.889, meanWidth, byYear };
}

function blocksOf(year: number): FoldBlock[] {
  const block = (role: FoldRole, first: string, last: string, nSessions: number): FoldBlock => ({
    role,
    firstSession: parseSession(first),
    lastSession: parseSession(last),
    nSessions,
    nSamples: 39 * nSessions,
  });
  return [
    block("train", "2009-01-05", `${year - 1}-11-20`, 247 * (year - 2009)),
    block("embargo", `${year - 1}-11-23`, `${year - 1}-11-27`, 5),
    block("purge", `${year - 1}-11-30`, `${year - 1}-12-29`, 21),
    block("test", `${year}-01-04`, `${year}-12-29`, 248),
  ];
}

const INTERVALS = [{ level: 0.5, low: -0.052, high: 0.058 }, { level: 0.9, low: -0.142, high: 0.151 }];

const CERTAINTY: Readonly<Record<string, Certainty>> = {
  PETR4: {
    intervals: INTERVALS,
    classSet: { level: 0.9, classes: ["sell", "hold", "buy"] },
    isOutsideDomain: false,
    extremes: [],
    advice: "do not act",
  },
  VALE3: {
    intervals: INTERVALS,
    classSet: { level: 0.9, classes: ["hold", "buy"] },
    isOutsideDomain: false,
    extremes: [],
    advice: "act",
  },
  ITUB4: {
    intervals: [],
    classSet: { level: 0.9, classes: [] },
    isOutsideDomain: true,
    extremes: ["gap_5", "spread_20"],
    advice: "do not act",
  },
};

function backtest(): BacktestReport {
  const session = weekdays("2016-01-04", "2022-12-29");
  return {
    strategy: { kind: "top_quantile", every: 21, quantile: 0.2 },
    costs: {
      capital: 1_000_000,
      lot: 100,
      fees: [
        { from: -Infinity, rate: 0.000345 },
        { from: parseSession("2013-04-01"), rate: 0.000325 },
        { from: parseSession("2021-02-02"), rate: 0.0003 },
      ],
      slippage: 0.0005,
      halfSpread: 0.0005,
      maxVolumeShare: 0.1,
      borrowRate: 0.03,
    },
    nTrials: 36,
    entries: [
      entry("forest", session, 0.0006, 0.013, 1, 3.9),
      entry("momentum 12-1", session, 0.0005, 0.014, 2, 3.1),
      entry("equal_weight", session, 0.00045, 0.0125, 3, 0.1),
      entry("ibovespa", session, 0.0004, 0.0145, 4, null),
      entry("cdi", session, 0.00028, 0, 5, null),
    ],
  };
}

/** A random walk with its own falls and months. */
function entry(
  name: string,
  session: readonly Session[],
  drift: number,
  spread: number,
  stream: number,
  turnover: number | null,
): BacktestEntry {
  const [market, own] = [new Random(3, 0), new Random(3, stream)];
  let worth = 1_000_000;
  const equity = session.map((_, i) =>
    worth *= i === 0 ? 1 : 1 + drift + spread * (0.85 * market.normal() + 0.53 * own.normal())
  );
  let height = 0;
  const drawdown = equity.map((value) => value / (height = Math.max(height, value)) - 1);
  const lastOf = new Map(session.map((day, i) => [formatSession(day).slice(0, 7), equity[i]]));
  const closes = [...lastOf];
  const months = closes.map(([month, value], i) => ({
    month,
    value: value / (i === 0 ? equity[0] : closes[i - 1][1]) - 1,
  }));
  const trough = drawdown.indexOf(Math.min(...drawdown));
  const totalReturn = equity[equity.length - 1] / equity[0] - 1;
  return {
    name,
    session,
    equity,
    drawdown,
    months,
    turnover,
    deflatedSharpe: name === "forest" ? 0.41 : null,
    statistics: {
      totalReturn,
      cagr: (1 + totalReturn) ** (252 / session.length) - 1,
      volatility: spread === 0 ? 0 : spread * Math.sqrt(252),
      sharpeRatio: spread === 0 ? null : (drift - 0.00028) / spread * Math.sqrt(252),
      sortinoRatio: spread === 0 ? null : 1.4 * (drift - 0.00028) / spread * Math.sqrt(252),
      maxDrawdown: drawdown[trough] === 0 ? null : {
        depth: drawdown[trough],
        peak: session[drawdown.lastIndexOf(0, trough)],
        trough: session[trough],
        recovery: session[drawdown.indexOf(0, trough)] ?? null,
      },
      calmarRatio: drawdown[trough] === 0 ? null : 0.31,
      probabilisticSharpe: spread === 0 ? null : 0.83,
    },
  };
}

function weekdays(first: string, last: string): Session[] {
  const begin = parseSession(first);
  return Array.from({ length: parseSession(last) - begin + 1 }, (_, i) => begin + i)
    .filter((day) => weekday(day) < 5);
}
