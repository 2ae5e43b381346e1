/**
 * The English words.
 *
 * @module
 */

import { FORMATS } from "../formats.ts";
import type { Lang } from "../lang.ts";
import { backtest } from "./en/backtest.ts";
import { data } from "./en/data.ts";
import { attribution, learning } from "./en/learning.ts";
import { folds, importances, model } from "./en/model.ts";
import { about, limits, page, reproduce, universe } from "./en/page.ts";
import { calibration, classes, coverage } from "./en/probabilities.ts";
import { comparison, liquidity, quantiles, rankIc, regression, scores } from "./en/scores.ts";
import { predictions, tickers } from "./en/tickers.ts";
import { cautions, verdict } from "./en/verdict.ts";

/** Everything that a page says, in English; its type is what every language must say. */
export const EN = {
  lang: "en" as Lang,
  format: FORMATS.en,
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
