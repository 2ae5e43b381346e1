/**
 * English: the frame of the page, what the report is about, and its limits.
 *
 * @module
 */

import type { LabelRule } from "~/dataset/mod.ts";
import type { Session } from "~/core/mod.ts";
import { FORMATS } from "../../formats.ts";

const { count, date, money } = FORMATS.en;

export const page = {
  language: "en",
  title: (name: string, version: string) => `${name} ${version}: evaluation`,
  contents: "Contents",
  disclaimer: "For study. Not investment advice.",
  untested: "Not yet tested on sessions it had not seen",
  tested: (first: Session, last: Session, nSamples: number, nSessions: number) =>
    `Tested on sessions it had not seen: ${date(first)} to ${date(last)}, ${count(nSamples)} samples in ` +
    `${count(nSessions)} sessions`,
  range: (first: Session, last: Session) => `${date(first)} to ${date(last)}`,
  /** Said where texts follow that are not of this language. */
  untranslated: null as string | null,
  /** What Plotly says, by its English texts. */
  plotly: {} as Readonly<Record<string, string>>,
};

export const about = {
  heading: "What this is",
  question: {
    xs_tercile: (kind: string, horizon: number) =>
      `A ${kind} that says at the close of a session where a share of B3 will stand among the shares of that ` +
      `session by its return over the next ${horizon} sessions: in the best third (buy), in the middle one (hold) ` +
      "or in the worst (sell). The return is from the next open to the open at the end.",
    indicator_rule: (kind: string, horizon: number) =>
      `A ${kind} that imitates a rule over the indicators of the same session, kept for compatibility (horizon ` +
      `${horizon}). The rule looks at nothing that comes later, so there is nothing to be predicted.`,
    next_indicator_rule: (kind: string, horizon: number) =>
      `A ${kind} that says at the close of a session what a rule over indicators will say of the share's next one, ` +
      `kept for compatibility (horizon ${horizon}). The rule is nearly always silent, so "always hold" is hard to ` +
      "beat, and what it says is not what the share will earn.",
  } satisfies Record<LabelRule["kind"], (kind: string, horizon: number) => string>,
  learned: "Learned from",
  learnedValue: (nSamples: number, nTickers: number, first: Session, last: Session) =>
    `${count(nSamples)} samples of ${count(nTickers)} tickers, ${date(first)} to ${date(last)}`,
  tested: "Tested on",
  source: "Source",
  compared: "Held against",
  more: "Everything that was used, and what was left out, is listed further down.",
};

export const universe = {
  heading: "Universe",
  rules: (minTurnover: number, minSessions: number, minClose: number) =>
    "A share belongs to the universe of a session if half of the last 60 sessions or more had a turnover of at " +
    `least ${
      money(minTurnover)
    }, it traded in at least ${minSessions} of the last 252, and its published close is ` +
    `at least ${
      money(minClose)
    }. All of this is known at that close: shares that vanished later were in it ` +
    "for as long as they traded.",
  all: "Every share and unit of the cash market that passes is learned from.",
  chosen: (n: number) =>
    `Only ${n} chosen tickers are learned from; thirds and ranks are of all shares in the universe.`,
  table: "The universe by year",
  columns: { year: "Year", tickers: "Tickers", samples: "Samples" },
};

export const limits = {
  heading: "Limits",
  always: [
    "What held in the test period need not hold later: markets change, and others find the same patterns.",
    "A class is relative. The best third of a session's shares falls, too, when the market falls.",
    "The model sees prices and volumes. It knows nothing of accounts, news or intentions that are not in them.",
    "Neighbouring sessions share most of the days of their returns, so thousands of samples hold far fewer " +
    "independent facts.",
    "Who tries many models and keeps the best keeps luck as well: a verdict holds for sessions that had no part in " +
    "the choice.",
    "A return begins at the recorded open. One's own order, a thin book or a halted share can make the price worse.",
  ],
  coverage:
    "Intervals and sets keep their promise on average over shares and sessions like those before; not for each share, " +
    "and not in a crash that nothing before resembled.",
  backtest:
    "The backtest fills at recorded opens at assumed costs, moves no price and pays no income tax. It shows what would " +
    "have been, on the data on which the recipe was found.",
};

export const reproduce = {
  heading: "Make it again",
  sentence: "The same data, settings and seed give the same figures. A run file holds the settings below.",
  settings: "Settings",
};
