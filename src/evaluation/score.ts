/**
 * All scores of one forecast.
 *
 * @module
 */

import { type Dataset, type Forecast, sessionBlocks } from "~/core/mod.ts";
import { scoresByTicker, scoresByYear } from "./breakdown.ts";
import { classificationScores } from "./classification.ts";
import { scoresByTier } from "./liquidity.ts";
import { sampleLogLoss } from "./log_loss.ts";
import { predictedClasses } from "./predicted_classes.ts";
import { quantileReturns } from "./quantile_returns.ts";
import { rankingScores } from "./ranking.ts";
import { type RegressionContext, regressionScores } from "./regression.ts";
import type { Scores } from "./scores.ts";

/** What is known about the samples besides the dataset; what is missing leaves its scores `null`. */
export interface ScoreContext extends RegressionContext {
  /** Turnover that each sample's share was known to have at its decision [nSamples], BRL a session. */
  readonly liquidity?: Float64Array | undefined;
}

/**
 * Scores one model's or baseline's forecast of a dataset, by class, by rank and by the size of returns, in all, by year, ticker and liquidity.
 *
 * @param name What the row is called.
 * @param isBaseline Whether it is one of the answers that needs no learning worth the name.
 * @param forecast Its answers for the samples of `dataset`.
 * @param dataset What came true.
 * @param horizon Sessions that a label looks ahead.
 * @param context What is known about the samples of `dataset` besides.
 * @throws {RangeError} If there is no sample or the forecast is not one for these samples.
 */
export function score(
  name: string,
  isBaseline: boolean,
  forecast: Forecast,
  dataset: Dataset,
  horizon: number,
  context: ScoreContext = {},
): Scores {
  const { y, session, targetReturn, ticker } = dataset;
  const { probabilities, expectedReturn } = forecast;
  const predicted = predictedClasses(forecast, session);
  const classification = classificationScores(y, predicted, probabilities);
  const ranking = rankingScores(forecast.score, targetReturn, session, horizon);
  const answers = { predicted, losses: probabilities && sampleLogLoss(y, probabilities) };
  return {
    name,
    isBaseline,
    nSamples: dataset.nSamples,
    nSessions: [...sessionBlocks(session)].length,
    ranking,
    classification,
    regression: regressionScores(expectedReturn, targetReturn, context),
    quantiles: quantileReturns({ score: forecast.score, targetReturn, session, ticker }, horizon),
    byYear: scoresByYear(dataset, answers, ranking.bySession),
    byTicker: scoresByTicker(dataset, answers),
    byLiquidity: context.liquidity === undefined
      ? null
      : scoresByTier(forecast.score, dataset, answers, context.liquidity, horizon),
  };
}
