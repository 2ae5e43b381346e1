/**
 * Models and baselines side by side on the same samples.
 *
 * @module
 */

import type { Dataset, Forecast } from "~/core/mod.ts";
import { compare, sessionSeries } from "./compare.ts";
import { score, type ScoreContext } from "./score.ts";
import type { Leaderboard } from "./scores.ts";
import { verdict } from "./verdict.ts";

/** Who said what about the test samples. */
export interface Entry {
  /** What its row is called. */
  readonly name: string;
  /** Whether it is one of the answers that needs no learning worth the name. */
  readonly isBaseline: boolean;
  /** Its answers for the test samples. */
  readonly forecast: Forecast;
}

/**
 * Scores every entry and judges every model against every baseline.
 *
 * @param entries Models and baselines, at least one baseline if there is a model.
 * @param dataset The test samples that all of them answered, every session of the test period.
 * @param horizon Sessions that a label looks ahead.
 * @param context What is known about the test samples besides: how returns were in training, prices, turnover.
 * @returns Rows in the order of `entries`, models before baselines, and a verdict for each model.
 * @throws {RangeError} If there is no sample, a forecast is not one for these samples, or a model has no baseline.
 */
export function leaderboard(
  entries: readonly Entry[],
  dataset: Dataset,
  horizon: number,
  context: ScoreContext = {},
): Leaderboard {
  const models = entries.filter(({ isBaseline }) => !isBaseline);
  const baselines = entries.filter(({ isBaseline }) => isBaseline);
  const rows = [...models, ...baselines].map(({ name, isBaseline, forecast }) =>
    score(name, isBaseline, forecast, dataset, horizon, context)
  );
  if (models.length > 0 && baselines.length === 0) {
    throw new RangeError(
      `Cannot judge "${models[0].name}": a baseline to compare it with is wanted, found none`,
    );
  }
  const bars = baselines.map(({ name, forecast }) => sessionSeries(name, forecast, dataset));
  const verdicts = models.map(({ name, forecast }) => {
    const series = sessionSeries(name, forecast, dataset);
    return verdict(name, bars.flatMap((bar) => compare(series, bar, horizon)), horizon);
  });
  const { session } = dataset;
  return { horizon, firstSession: session[0], lastSession: session[session.length - 1], rows, verdicts };
}
