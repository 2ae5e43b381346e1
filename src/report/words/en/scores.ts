/**
 * English: the scores beside the baselines.
 *
 * @module
 */

import type { Comparison } from "~/evaluation/mod.ts";
import { FORMATS } from "../../formats.ts";

const { count, money, number } = FORMATS.en;

export const scores = {
  heading: "Scores",
  none: "There are no scores: nothing was tested out of sample.",
  caption: (nSamples: number, horizon: number) =>
    `Models and baselines on the same ${
      count(nSamples)
    } samples; labels look ${horizon} sessions ahead. ↑ greater is ` +
    "better, ↓ smaller is better. The best figure of a column is bold, which alone does not mean that it is better " +
    "than chance.",
  seeds: (nSeeds: number) =>
    ` Where a figure has ± below it, that is its mean and standard deviation over ${nSeeds} seeds: how much is the luck ` +
    "of the draw.",
  model: "Model",
  baselines: "Baselines",
  greater: "greater is better",
  smaller: "smaller is better",
  columns: {
    rankIc: "Rank IC",
    icir: "ICIR",
    t: "t",
    logLoss: "Log loss",
    brier: "Brier",
    accuracy: "Accuracy",
    balanced: "Balanced",
    macroF1: "Macro-F1",
  },
  impossible: (name: string, n: number) =>
    `${name} gave probability 0 to what came in ${count(n)} samples, which dominates its log loss.`,
  glossaryHeading: "How to read the scores",
  glossary: [
    [
      "Rank IC",
      "Rank correlation, within a session, of the model's order of shares with the order of what they returned. 0 is guessing, 0.05 is good for daily prices, and what looks like 0.3 is usually an error.",
    ],
    [
      "ICIR, t",
      "ICIR is the mean rank IC over its own spread: how steady it is. t says how many standard errors the mean is away from 0, overlap of labels allowed for; below 2 is within reach of chance.",
    ],
    [
      "Log loss",
      "How surprised the model was by what came, in nats. Guessing thirds gives ln 3 = 1.0986; only less than the baselines is worth anything.",
    ],
    [
      "Brier",
      "Squared distance of the probabilities from the truth, 0 to 2. Guessing thirds gives 0.667.",
    ],
    [
      "Accuracy, balanced",
      "Share of right classes, and the mean share over the three classes. With one class in every three, guessing gives 33 %.",
    ],
    [
      "Macro-F1",
      "Mean over the classes of the balance between finding a class and being right about it. A model that always says the same scores low here even where its accuracy is high.",
    ],
    ["–", "Cannot be said: the answer has no probabilities, or no ranking."],
  ],
};

export const comparison = {
  heading: "How much better than each baseline",
  explanation: (model: string, tNeeded: number, horizon: number) =>
    `Gain of ${model} on the same sessions. A bar that reaches across 0 does not count as better: it is ${tNeeded} ` +
    `standard errors to each side, by the more cautious of two estimates (Newey-West with ${horizon} lags, as labels ` +
    "overlap; and a few long blocks of sessions).",
  captions: {
    rankIc: "Ranking within a session.",
    logLoss: "Probabilities of the classes.",
  } satisfies Record<Comparison["score"], string>,
  gains: {
    rankIc: "Gain in rank IC",
    logLoss: "Gain in log loss, nats",
  } satisfies Record<Comparison["score"], string>,
  axis: (what: string) => `${what} (> 0 is better)`,
  alt: (what: string, baselines: readonly string[]) => `${what} and its uncertainty: ${baselines.join(", ")}`,
  altOver: (baseline: string, value: number, half: number | null) =>
    `over ${baseline} ${number(value, 4)} (${
      half === null ? "uncertainty unknown" : `${number(value - half, 4)} to ${number(value + half, 4)}`
    })`,
  figures: "The comparisons as figures",
  table: "The model against each baseline",
  names: { rankIc: "rank IC", logLoss: "log loss" } satisfies Record<Comparison["score"], string>,
  columns: {
    baseline: "Baseline",
    score: "Score",
    model: "Model",
    ofBaseline: "Baseline",
    gain: "Gain",
    t: "t",
    blockT: "t by blocks",
    sessions: "Sessions",
  },
};

export const rankIc = {
  heading: "Rank IC over time",
  none: "No session had enough tickers to rank.",
  caption:
    "Rank IC of every session, added up. Steady skill is a straight rise; a flat stretch is time without any. Baselines are dashed; of many rows the best-ranking are drawn.",
  axis: "Rank IC, added up",
  alt: (ends: readonly string[]) => `Rank IC added up by session: ${ends.join(", ") || "nothing was ranked"}`,
  altEnd: (name: string, value: number | undefined) => `${name} ends at ${number(value ?? null, 2)}`,
  years: "Year by year",
  yearsCaption: (baseline: string | undefined) =>
    "Mean rank IC of each calendar year" +
    (baseline === undefined ? "." : `, beside the best-ranking baseline, ${baseline} (hollow).`) +
    " Skill that is in one year only is a season. The first and the last year may be cut short.",
  yearsAxis: "Mean rank IC",
  yearsAlt: (rows: readonly string[]) => `Mean rank IC by year: ${rows.join("; ")}`,
  yearsTable: "Scores by year",
  yearsOf: (name: string) => `Scores of ${name} by calendar year of the decision`,
  columns: {
    year: "Year",
    rankIc: "Rank IC",
    logLoss: "Log loss",
    accuracy: "Accuracy",
    sessions: "Sessions",
    samples: "Samples",
  },
};

export const quantiles = {
  heading: "What the ranking earned",
  explanation: (horizon: number) =>
    `Every session's shares in five parts by score, and what each part returned over ${horizon} sessions, before costs. ` +
    "Skill shows as stairs; a step at one end only is a few shares.",
  caption: (baseline: string | undefined) =>
    "Mean return by fifth of the score" +
    (baseline === undefined ? "." : `, beside the best-ranking baseline, ${baseline} (hollow).`),
  fifths: ["lowest", "2", "3", "4", "highest"],
  axis: "Mean return",
  xAxis: "Fifth of the score",
  alt: (rows: readonly string[]) => `Mean return by fifth of the score, lowest first: ${rows.join("; ")}`,
  table: "Highest less lowest fifth",
  columns: {
    model: "Model",
    longShort: "Highest less lowest",
    t: "t",
    monotonicity: "Monotonicity",
    turnover: "Turnover",
    sessions: "Sessions",
  },
  note:
    "Monotonicity is 1 if each fifth earned more than the one below. Turnover is the share of the highest fifth that is exchanged from one holding period to the next: the more, the more the costs.",
};

export const liquidity = {
  heading: "Where one could trade",
  explanation:
    "The same scores on the shares that trade enough, ranked among these alone. Skill that is gone among the liquid ones cannot be traded.",
  table: "Scores by turnover",
  from: (turnover: number) => money(turnover),
  columns: {
    turnover: "Median turnover a day, from",
    model: "Model",
    rankIc: "Rank IC",
    t: "t",
    logLoss: "Log loss",
    accuracy: "Accuracy",
    samples: "Samples",
  },
};

export const regression = {
  heading: "Forecast returns and prices",
  explanation:
    "Expected returns against what came. R² is the share of the squared error avoided: against 0 (“nothing happens”), and against the mean return of the training data. Below 0 is worse than saying nothing.",
  table: "Errors of expected returns",
  columns: {
    model: "Model",
    mae: "MAE",
    rmse: "RMSE",
    zeroMae: "MAE of 0",
    zeroRmse: "RMSE of 0",
    rSquaredZero: "R² against 0",
    rSquaredMean: "R² against the mean",
    mase: "MASE",
  },
  priceTable: "Errors of the prices that these returns imply",
  priceWarning: (r2: number | null) =>
    `An R² of price levels near 1 is no skill: “the price stays as it is” gets ${
      number(r2, 4)
    } here, because shares cost from one real to a hundred and keep doing so. Only the difference from that line counts.`,
  priceColumns: { forecast: "Forecast", mape: "MAPE", mae: "MAE, R$", rmse: "RMSE, R$", rSquared: "R²" },
  priceCaption: "The price at the decision times 1 plus the expected return, against the price that came.",
  persistence: "unchanged price",
};
