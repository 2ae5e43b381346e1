/**
 * A model against a baseline, session by session.
 *
 * @module
 */

import { type Dataset, type Forecast, sessionBlocks } from "~/core/mod.ts";
import { blockTValue } from "./block_t.ts";
import { sampleLogLoss } from "./log_loss.ts";
import { mean } from "./mean.ts";
import { neweyWestMean } from "./newey_west.ts";
import { judgedSessions } from "./ranking.ts";
import type { Comparison } from "./scores.ts";

/** A forecast's scores session by session: the observations that comparisons are made of. */
export interface SessionSeries {
  /** Whose they are. */
  readonly name: string;
  /** Mean log-loss of each session, nats; `null` without probabilities. */
  readonly logLoss: Float64Array | null;
  /** Rank IC of each session that can be judged; 0 where the scores were constant: no ranking, no skill. */
  readonly rankIc: Float64Array;
}

/**
 * A forecast's scores session by session, in step with any other forecast's for the same samples.
 *
 * @throws {RangeError} If the forecast is not one for these samples.
 */
export function sessionSeries(name: string, forecast: Forecast, dataset: Dataset): SessionSeries {
  const { y, session, targetReturn } = dataset;
  const judged = judgedSessions(forecast.score, targetReturn, session);
  return {
    name,
    logLoss: forecast.probabilities && sessionMeans(sampleLogLoss(y, forecast.probabilities), session),
    rankIc: Float64Array.from(judged, ({ rankIc }) => rankIc ?? 0),
  };
}

/**
 * Compares a model with a baseline on log-loss, if both give probabilities, and on rank IC, if sessions can be judged.
 *
 * Every session counts once, however many tickers it has, and differences are paired: what moves both does not matter.
 *
 * @param model The model's scores by session.
 * @param baseline The baseline's scores in the same sessions.
 * @param horizon Sessions that a label looks ahead: the lag of the t-values.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const model = { name: "forest", logLoss: null, rankIc: Float64Array.of(0.5, 0, 0.25, 0.25) };
 * const baseline = { name: "momentum", logLoss: null, rankIc: Float64Array.of(0.25, 0, 0, 0.25) };
 * const [ranks] = compare(model, baseline, 0);
 * assert.equal(ranks.gain, 0.125);
 * assert.equal(ranks.tValue, 2);
 * ```
 */
export function compare(model: SessionSeries, baseline: SessionSeries, horizon: number): Comparison[] {
  const comparisons: Comparison[] = [];
  const add = (score: Comparison["score"], ours: Float64Array, theirs: Float64Array, better: 1 | -1) => {
    const gains = ours.map((value, i) => better * (value - theirs[i]));
    const { mean: gain, tValue } = neweyWestMean(gains, horizon);
    comparisons.push({
      baseline: baseline.name,
      score,
      modelValue: mean(ours),
      baselineValue: mean(theirs),
      gain,
      tValue,
      blockTValue: blockTValue(gains, horizon),
      nSessions: gains.length,
    });
  };
  if (model.logLoss !== null && baseline.logLoss !== null) {
    add("logLoss", model.logLoss, baseline.logLoss, -1);
  }
  if (model.rankIc.length > 0) add("rankIc", model.rankIc, baseline.rankIc, 1);
  return comparisons;
}

function sessionMeans(values: Float64Array, session: Int32Array): Float64Array {
  return Float64Array.from(
    sessionBlocks(session).map(([begin, end]) => mean(values.subarray(begin, end))),
  );
}
