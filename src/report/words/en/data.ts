/**
 * English: the data, what was left out of it and what was noticed about it.
 *
 * @module
 */

import type { Finding } from "~/core/mod.ts";
import { FORMATS } from "../../formats.ts";

const { count } = FORMATS.en;

export const data = {
  heading: "Data",
  sources: "Sources",
  sessions: "Decision sessions",
  bars: "Bars",
  samples: "Samples",
  hash: "Hash",
  tickers: (n: number) => `${count(n)} tickers`,
  leftOut: "Left out",
  leftOutCaption: "Data that was not used",
  nothingLeftOut: "Nothing was left out.",
  leftOutColumns: { why: "Why", count: "How many", which: "Which" },
  /** The program's own words are English. */
  reason: (reason: string): string => reason,
  which: (detail: string): string => detail,
  noticed: "Noticed",
  nothingNoticed: "Nothing about the data stood out.",
  findingColumns: { ticker: "Ticker", session: "Session", what: "What" },
  severities: { error: "error", warning: "warning", info: "info" } satisfies Record<
    Finding["severity"],
    string
  >,
  firstOf: (nShown: number, nAll: number) => `The first ${nShown} of ${count(nAll)} are shown.`,
};
