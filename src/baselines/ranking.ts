/**
 * The baseline that ranks by a rule from outside its features.
 *
 * @module
 */

import { combineRankings, type Dataset, type Estimator, type FitOptions, sessionBlocks } from "~/core/mod.ts";
import { fitTable, learnThirds } from "./learn.ts";
import type { ScoreOf } from "./score_of.ts";

/**
 * Ranks shares by scores from elsewhere, not by a feature: the untrained rankings, for example, run on the market's
 * clock and know of payments, which no feature need do.
 *
 * The score is the share's percentile rank within its session less a half; a share of which nothing is known, or that
 * stands alone, is in the middle. Probabilities and expected return are those of the score's third within the session,
 * learned on train as {@link momentum} does. The artifact does not hold the scores; who loads it hands them over again.
 *
 * @param name What it is called.
 * @param scoreOf The scores of samples; they must be known at each sample's close, which nothing here can check.
 */
export function ranking(name: string, scoreOf: ScoreOf): Estimator {
  const ranks = ranksOf(scoreOf);
  return {
    name,
    fit: (train: Dataset, options: FitOptions) =>
      fitTable(train, options, () => {
        const { thresholds, ...answers } = learnThirds(train, ranks(train));
        return { features: train.features, ranked: { kind: "ranking", name, thresholds }, ...answers };
      }, ranks),
  };
}

/** Scores as ranks within the session, the middle where nothing is known. */
export function ranksOf(scoreOf: ScoreOf): ScoreOf {
  return (samples) => {
    const scores = scoreOf(samples);
    if (scores.length !== samples.nSamples) {
      throw new RangeError(
        `Cannot rank samples: one score for each is wanted, found ${scores.length} for ${samples.nSamples}`,
      );
    }
    return combineRankings([scores], sessionBlocks(samples.session));
  };
}
