/**
 * How much of a Sharpe ratio the number of recorded trials alone could make.
 *
 * @module
 */

import { deflatedSharpe, momentsOf, type SharpeEstimate, type Trials } from "~/backtest/mod.ts";
import { readTrials } from "~/registry/mod.ts";

/**
 * The trials recorded in a models folder, on any data: each day's is another, and the luck adds up.
 *
 * @param nStrategies Ways in which each recipe is traded.
 */
export async function recordedTrials(models: string, nStrategies: number): Promise<Required<Trials>> {
  const trials = await readTrials(models);
  const { deviation } = momentsOf(trials.flatMap((trial) => Object.values(trial.sharpes ?? {})));
  return { nTrials: Math.max(1, trials.length) * nStrategies, variance: (deviation ?? 0) ** 2 };
}

/**
 * Probability that a Sharpe ratio is more than the luck of all trials. Their ratios are taken to vary as those recorded
 * do, but no less than without any skill: a few trials alike would say there is no luck.
 */
export function beyondLuck(estimate: SharpeEstimate, trials: Required<Trials>): number {
  const variance = Math.max(trials.variance, 1 / (estimate.n - 1));
  return deflatedSharpe(estimate, { ...trials, variance });
}
