/**
 * Whether skill survives where one could really trade.
 *
 * @module
 */

import type { Dataset } from "~/core/mod.ts";
import type { SampleAnswers } from "./breakdown.ts";
import { mean } from "./mean.ts";
import { rankingScores } from "./ranking.ts";
import type { RankingScores } from "./scores.ts";

/** Median daily turnover, BRL, from which shares count in each tier: small, middling and large orders. */
export const LIQUIDITY_TIERS: readonly number[] = [1e6, 5e6, 20e6];

/** How a forecast did on the shares that trade enough; shares are ranked among these alone. */
export interface TierScores extends Omit<RankingScores, "bySession"> {
  /** Turnover from which a sample counts, BRL. */
  readonly leastTurnover: number;
  /** Samples in the tier. */
  readonly nSamples: number;
  /** Sessions with a rank IC. */
  readonly nSessions: number;
  /** Mean log-loss, nats; `null` without probabilities or samples. */
  readonly logLoss: number | null;
  /** Share of samples given their true class, which is of the whole session, not of the tier; `null` without any. */
  readonly accuracy: number | null;
}

/**
 * Scores the samples of each of {@link LIQUIDITY_TIERS} by themselves; a tier holds those above it, too.
 *
 * @param score Ranking score [nSamples].
 * @param dataset What came true.
 * @param answers Classes and losses of the same forecast.
 * @param liquidity Turnover that each sample's share is known to have [nSamples], BRL, for example the median of 60
 * sessions; `NaN`, not known, is in no tier.
 * @param horizon Sessions that a label looks ahead.
 * @throws {RangeError} If there is not one turnover for each sample.
 */
export function scoresByTier(
  score: Float64Array,
  { nSamples, session, targetReturn, y }: Dataset,
  { predicted, losses }: SampleAnswers,
  liquidity: Float64Array,
  horizon: number,
): TierScores[] {
  if (liquidity.length !== nSamples) {
    throw new RangeError(
      `Cannot score by liquidity: one turnover for each sample is wanted, found ${liquidity.length} for ${nSamples}`,
    );
  }
  return LIQUIDITY_TIERS.map((leastTurnover) => {
    const rows = Int32Array.from(liquidity.keys().filter((i) => liquidity[i] >= leastTurnover));
    const inTier = (column: Float64Array) => Float64Array.from(rows, (i) => column[i]);
    const { bySession, ...ranking } = rankingScores(
      inTier(score),
      inTier(targetReturn),
      rows.map((i) => session[i]),
      horizon,
    );
    const orNull = (value: number) => rows.length === 0 ? null : value;
    return {
      leastTurnover,
      nSamples: rows.length,
      nSessions: bySession.length,
      ...ranking,
      logLoss: losses && orNull(mean(inTier(losses))),
      accuracy: orNull(mean(rows.map((i) => predicted[i] === y[i] ? 1 : 0))),
    };
  });
}
