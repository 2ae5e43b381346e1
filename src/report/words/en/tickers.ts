/**
 * English: shares one by one, and the newest predictions.
 *
 * @module
 */

import type { Label, PriceBasis } from "~/core/mod.ts";
import { FORMATS } from "../../formats.ts";

const { count, money, percent } = FORMATS.en;

export const tickers = {
  heading: "Share by share",
  explanation:
    "Every mark was made by a model that had not seen that session or any later one. A few tickers show how predictions look; whether they are any good is said by the scores.",
  none: "No ticker was chosen to be drawn.",
  choose: "Share",
  close: "close",
  axis: (ticker: string, basis: PriceBasis) => `${ticker}, R$ (${basis})`,
  bases: {
    raw: "as published",
    split: "adjusted for splits",
    total: "adjusted for splits and dividends",
  } satisfies Record<PriceBasis, string>,
  predicted: (label: string) => `predicted ${label}`,
  priceAlt: (
    ticker: string,
    basis: string,
    nMarked: number,
    nPredicted: number,
    byClass: readonly string[],
  ) =>
    `Close of ${ticker}, ${basis}` +
    (nPredicted === 0 ? "" : `, with ${nMarked} of ${nPredicted} predictions marked: ${byClass.join(", ")}`),
  outlook: (horizon: number) => `The next ${horizon} sessions`,
  outlookCaption: (first: string) =>
    `Last closes, and intervals for the return from the next open on. Only the end at the right is promised; the way there is drawn by the square root of time. Predicted on ${first}.`,
  outlookAlt: (ticker: string, date: string, intervals: readonly string[]) =>
    `Outlook for ${ticker} from ${date}: ${intervals.join("; ")}`,
  interval: (coverage: number) => `${percent(coverage, 0)} interval`,
  intervalValue: (lower: string, upper: string) => `${lower} to ${upper}`,
  intervalPrice: (lower: number, upper: number) => `${money(lower, 2)} to ${money(upper, 2)}`,
  latest: "Latest answer",
  columns: { name: "Class", probability: "Probability", usual: "Usual", difference: "Difference, points" },
  answer: "Answer",
  expected: "Expected return",
  lastClose: "Last close",
  asOf: "Data up to",
  set: (coverage: number) => `Classes held possible (${percent(coverage, 0)})`,
  empty: "none",
  act: "To act on?",
  actYes: "No reason here not to; the verdict above holds all the same",
  actNo: "Do not act",
  doubts: {
    all: "every class is held possible",
    none: "no class is likely enough",
    outside: (features: readonly string[]) =>
      `unlike anything learned from, above all in ${features.join(", ")}`,
  },
};

export const predictions = {
  heading: "Latest predictions",
  none: "This report was made without new predictions.",
  verdictHolds: ["The verdict ", "at the top of this page", " holds for these answers."] as readonly [
    string,
    string,
    string,
  ],
  some: (nAll: number, nShown: number) =>
    ` Of ${count(nAll)} they are the ${nShown} with the greatest and the least P(buy) − P(sell).`,
  caption: (horizons: string, models: string, trainedThrough: string) =>
    `For the next ${horizons} sessions, by ${models}, which learned from sessions up to ${trainedThrough}. Below each ` +
    "probability: how many percentage points it is above or below the frequency of the class in the training data, " +
    "which is what one would say without a model.",
  probability: (label: Label) => `P(${label})`,
  columns: {
    ticker: "Ticker",
    answer: "Answer",
    expected: "Expected return",
    lastClose: "Last close, R$",
    dataDate: "Data up to",
  },
  warnings: "Warnings",
};
