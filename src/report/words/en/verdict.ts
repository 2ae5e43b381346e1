/**
 * English: verdicts and cautions.
 *
 * @module
 */

import type { Verdict } from "~/evaluation/mod.ts";
import type { CautionCode } from "../../report_data.ts";

export const verdict = {
  answers: {
    "yes": "Better than its baselines",
    "no": "Not better than its baselines",
    "not distinguishable": "Not distinguishable from its baselines",
  } satisfies Record<Verdict["beats"], string>,
  /** The saved sentence is English. */
  sentence: ({ sentence }: Verdict, _horizon: number): string => sentence,
  none: "Nothing can be said about this model: it was not compared with a baseline.",
  others: (n: number) => `Verdicts on ${n} other models`,
  care: "Read this with care",
};

export const cautions = {
  other_data: () =>
    "The database is not the one that the version learned from, or has changed since: scores are of the data " +
    "behind the version, latest predictions and price charts of other data",
  few_tickers: (n: number) =>
    `${n} hand-picked shares, most of them survivors, prove nothing about skill: read the scores as a test of the ` +
    "machinery, and train on the full market before believing any of them",
  split_returns: () => "Returns are adjusted for splits, not for dividends",
  rule_label: () =>
    "The label is a rule over the model's own inputs: these scores say nothing about the future",
  next_rule_label: () =>
    "The label is what a rule will say of the next session's indicators: these scores say nothing about returns",
  no_costs: () => "Costs, taxes and the price one would really get are not in these scores",
  breaks: () =>
    "Samples whose window or label crosses an unexplained break are not scored; real crashes are among them",
  stopped: () =>
    "A share that stops trading is left at its last price, also if its company only changed the code",
  seen_years: () => "The defaults were chosen on B3 data of 2012 to 2022: those years are not wholly unseen",
} satisfies Record<CautionCode, (count: number) => string>;
