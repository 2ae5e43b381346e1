/**
 * Whether a model beats its baselines, in one word and one sentence.
 *
 * @module
 */

import { sessionsNeeded } from "./block_t.ts";
import type { Comparison, Verdict } from "./scores.ts";

/**
 * The t-value, by Newey-West and by blocks, at which a gain counts as real.
 *
 * By luck alone both get there in 3 to 7 series of 100 whose labels overlap (the fewer sessions the more often); a
 * `yes` needs it of log-loss and of rank IC, against every baseline, at once.
 */
export const T_NEEDED = 2;

/**
 * Judges a model by its comparisons with baselines.
 *
 * `yes`: better than every baseline on log-loss (are its probabilities worth more than the base rates?) and on rank
 * IC (does it rank better than an untrained rule?), each gain with both t-values at {@link T_NEEDED} or more.
 * `no`: on neither score better than the best baseline, or really worse on one and not really better on the other.
 * `not distinguishable`: anything else, and always below {@link sessionsNeeded} sessions. A model that gives no
 * probabilities ranks and nothing else, and is judged by that alone.
 *
 * Why two t-values. Labels overlap and signals keep their favour for months, so sessions are not independent;
 * Newey-West allows for the overlap only, and not for all of it. The second t-value, over a few long blocks, knows
 * nothing of lags and is fooled by slow signals far less often, but is coarse. A gain must pass both. A season longer
 * than a block, an eighth of the test period, no test can see through: read the years, too.
 *
 * Why no correction for many comparisons. A `yes` needs all of them at once, and each one more can only take it
 * away. The exception is the reader who tries many models and keeps the best: its `yes` holds only for sessions that
 * were not part of the choice.
 *
 * @param model The model's name.
 * @param comparisons The model against each baseline, see {@link compare}; none, and nothing can be told.
 * @param horizon Sessions that a label looks ahead.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const common = { modelValue: 0, baselineValue: 0, blockTValue: 2.5, nSessions: 500 };
 * const { beats } = verdict("forest", [
 *   { ...common, baseline: "climatology", score: "logLoss", gain: 0.01, tValue: 3 },
 *   { ...common, baseline: "momentum", score: "rankIc", gain: 0.01, tValue: 1.9 },
 * ], 5);
 * assert.equal(beats, "not distinguishable");
 * ```
 */
export function verdict(model: string, comparisons: readonly Comparison[], horizon: number): Verdict {
  if (comparisons.length === 0) {
    const sentence =
      `${model} cannot be compared with its baselines: it gives no probabilities, and no session has ` +
      "shares enough to rank.";
    return { model, beats: "not distinguishable", sentence, comparisons };
  }
  const nSessions = Math.min(...comparisons.map((comparison) => comparison.nSessions));
  if (nSessions < sessionsNeeded(horizon)) {
    const sentence =
      `${model} is not distinguishable from its baselines: only ${nSessions} sessions to compare, ` +
      `${sessionsNeeded(horizon)} are needed at horizon ${horizon}.`;
    return { model, beats: "not distinguishable", comparisons, sentence };
  }
  const logLoss = hardestComparison(comparisons, "logLoss");
  const rankIc = hardestComparison(comparisons, "rankIc");
  const scored = [logLoss, rankIc].filter((comparison) => comparison !== undefined);
  const isBetter = rankIc !== undefined && scored.every(isRealGain);
  const isWorse = scored.every(({ score }) => bestGain(comparisons, score) <= 0) ||
    (scored.some(isReallyWorse) && !scored.some(isRealGain));
  const beats = isBetter ? "yes" : isWorse ? "no" : "not distinguishable";
  const joint = logLoss === undefined || isRealGain(logLoss) === isRealGain(rankIc) ? "and" : "but";
  const conclusion = beats !== "yes" && scored.some(isRealGain)
    ? "it does not clearly beat its baselines"
    : CONCLUSIONS[beats];
  const sentence = `${model} ${aboutLogLoss(logLoss)} ${joint} ${aboutRankIc(rankIc)}: ${conclusion}.`;
  return { model, beats, comparisons, sentence };
}

const CONCLUSIONS: Readonly<Record<Verdict["beats"], string>> = {
  "yes": "it beats its baselines",
  "no": "it does not beat its baselines",
  "not distinguishable": "not distinguishable from its baselines",
};

/** The smaller of the two t-values; one that cannot be computed is no evidence. */
function evidence({ tValue, blockTValue }: Comparison): number {
  return Math.min(tValue ?? 0, blockTValue ?? 0);
}

/** Whether a gain counts: both t-values at {@link T_NEEDED} or more. What was not compared does not. */
export function isRealGain(comparison: Comparison | undefined): boolean {
  return comparison !== undefined && evidence(comparison) >= T_NEEDED;
}

function isReallyWorse({ tValue, blockTValue }: Comparison): boolean {
  return Math.max(tValue ?? 0, blockTValue ?? 0) <= -T_NEEDED;
}

/** The comparison that decides on one score: the one with the least evidence for the model; `undefined` without any. */
export function hardestComparison(
  comparisons: readonly Comparison[],
  score: Comparison["score"],
): Comparison | undefined {
  return comparisons.filter((comparison) => comparison.score === score)
    .sort((a, b) => evidence(a) - evidence(b))[0];
}

/** Gain over the baseline that is best on this score. */
function bestGain(comparisons: readonly Comparison[], score: Comparison["score"]): number {
  return Math.min(...comparisons.filter((comparison) => comparison.score === score).map(({ gain }) => gain));
}

function aboutLogLoss(comparison: Comparison | undefined): string {
  if (comparison === undefined) return "gives no probabilities";
  const { baseline, gain } = comparison;
  const nats = `${Math.abs(gain).toFixed(4)} nats`;
  if (isRealGain(comparison)) return `beats ${baseline} by ${nats} (${tValues(comparison)})`;
  return gain > 0
    ? `does not clearly beat ${baseline} (by ${nats}, ${tValues(comparison)})`
    : `does not beat ${baseline} (worse by ${nats}, ${tValues(comparison)})`;
}

function aboutRankIc(comparison: Comparison | undefined): string {
  if (comparison === undefined) return "has too few tickers in a session to be ranked";
  const { baseline, gain, modelValue, baselineValue } = comparison;
  const how = isRealGain(comparison)
    ? `ranks better than ${baseline}`
    : gain > 0
    ? `does not clearly rank better than ${baseline}`
    : `does not rank better than ${baseline}`;
  return `${how} (rank IC ${modelValue.toFixed(3)} against ${baselineValue.toFixed(3)}, ${
    tValues(comparison)
  })`;
}

function tValues({ tValue, blockTValue }: Comparison): string {
  const write = (t: number | null) => t === null ? "unknown" : t.toFixed(1);
  return `t ${write(tValue)}, by blocks ${write(blockTValue)}`;
}
