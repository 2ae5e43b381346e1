/**
 * The Portuguese words.
 *
 * @module
 */

import { FORMATS } from "../formats.ts";
import { backtest } from "./pt/backtest.ts";
import { data } from "./pt/data.ts";
import { attribution, learning } from "./pt/learning.ts";
import { folds, importances, model } from "./pt/model.ts";
import { about, limits, page, reproduce, universe } from "./pt/page.ts";
import { calibration, classes, coverage } from "./pt/probabilities.ts";
import { comparison, liquidity, quantiles, rankIc, regression, scores } from "./pt/scores.ts";
import { predictions, tickers } from "./pt/tickers.ts";
import { cautions, verdict } from "./pt/verdict.ts";
import type { Words } from "./words.ts";

/** Everything that a page says, in Brazilian Portuguese. */
export const PT: Words = {
  lang: "pt",
  format: FORMATS.pt,
  page,
  about,
  verdict,
  cautions,
  scores,
  comparison,
  rankIc,
  quantiles,
  liquidity,
  regression,
  classes,
  calibration,
  coverage,
  backtest,
  tickers,
  predictions,
  folds,
  importances,
  learning,
  attribution,
  model,
  universe,
  data,
  limits,
  reproduce,
};
