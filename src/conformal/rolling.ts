/**
 * Conformal quantiles that follow the market: from the last sessions whose outcomes were known at the time.
 *
 * @module
 */

import { type Session, sessionBlocks } from "~/core/mod.ts";
import { maturingSessions, type Outcomes } from "./outcomes.ts";
import { checkAlpha, conformalRank } from "./quantile.ts";
import { ScoreWindow } from "./score_window.ts";

/** What a rolling quantile is taken of. */
export interface RollingOptions {
  /** Share that may be missed, inside (0, 1). */
  readonly alpha: number;
  /** Matured decision sessions that count, the latest ones. @default {250} about a year */
  readonly window?: number;
}

/** How an adaptive quantile corrects itself. */
export interface AdaptiveOptions extends RollingOptions {
  /** By how much a matured session moves the level: gamma times what it missed too little or too much. */
  readonly gamma: number;
}

/** Adaptive quantiles and the levels they were taken at. */
export interface AdaptiveQuantiles {
  /** Quantile at each decision [nDecisions]; `Infinity` where nothing can be promised. */
  readonly quantile: Float64Array;
  /** Share to be missed that the quantile was taken for [nDecisions]; it may leave (0, 1) for a while. */
  readonly alpha: Float64Array;
}

/**
 * The conformal quantile at each decision, over all samples of the last sessions whose outcomes were known by then.
 *
 * Causal: at session t only outcomes with `labelEnd <= t` count, whatever the others are. O(n log n) for n outcomes.
 *
 * @param outcomes What came of forecasts that were made without these outcomes.
 * @param decisions Sessions at which a quantile is wanted [nDecisions], ascending, equal ones side by side: those of the
 * outcomes to see how it would have gone, or the last one to use it.
 * @returns Quantiles [nDecisions]; `Infinity` where too few outcomes are known.
 * @throws {RangeError} If alpha is outside (0, 1), the window no whole number >= 1, decisions or the outcomes' sessions do
 * not ascend, lengths do not fit, a label ends before its decision or a score is negative or `NaN`.
 *
 * @example One sample a session, known the session after; the last two sessions count
 * ```ts
 * import assert from "node:assert/strict";
 * const session = Int32Array.of(1, 2, 3, 4);
 * const outcomes = { session, labelEnd: session.map((t) => t + 1), score: Float64Array.of(5, 7, 1, 2) };
 * const quantiles = rollingQuantiles(outcomes, Int32Array.of(1, 2, 3, 4, 5), { alpha: 0.4, window: 2 });
 * assert.deepEqual([...quantiles], [Infinity, Infinity, 7, 7, 2]);
 * ```
 */
export function rollingQuantiles(
  outcomes: Outcomes,
  decisions: Int32Array,
  options: RollingOptions,
): Float64Array {
  return adaptiveQuantiles(outcomes, decisions, { ...options, gamma: 0 }).quantile;
}

/**
 * Rolling quantiles whose level learns from its misses: `alpha_t+1 = alpha_t + gamma (alpha - share missed)`.
 *
 * The share missed is that of one decision session, by the quantile that was stated then, and counts from the session at
 * which all of its outcomes are known, no earlier; so the longer the horizon, the later and the less this helps: over 21
 * sessions a gamma of 0.05 swings so far that a quarter of the intervals on B3's shares are unbounded, while over 5
 * sessions 0.02 evens out the years. Sessions that are no decision, or had nothing to be calibrated on, teach nothing.
 *
 * @throws {RangeError} As {@link rollingQuantiles}, or if gamma is negative.
 * @see Gibbs, I. and Candès, E. (2021), "Adaptive Conformal Inference Under Distribution Shift", NeurIPS.
 */
export function adaptiveQuantiles(
  outcomes: Outcomes,
  decisions: Int32Array,
  options: AdaptiveOptions,
): AdaptiveQuantiles {
  const { alpha, gamma, window = 250 } = options;
  checkAlpha(alpha);
  checkRolling(decisions, window, gamma);
  const sessions = maturingSessions(outcomes);
  const scores = new ScoreWindow(outcomes.score);
  const stated = new Map<Session, number>();
  const quantiles = {
    quantile: new Float64Array(decisions.length),
    alpha: new Float64Array(decisions.length),
  };
  let nKnown = 0;
  let level = alpha;
  for (const [begin, end] of sessionBlocks(decisions)) {
    const now = decisions[begin];
    for (; nKnown < sessions.length && sessions[nKnown].knownFrom <= now; nKnown++) {
      const known = sessions[nKnown];
      scores.add(known.begin, known.end);
      const old = sessions[nKnown - window];
      if (old !== undefined) scores.remove(old.begin, old.end);
      const quantile = stated.get(known.session);
      if (quantile === undefined) continue;
      const missed = outcomes.score.subarray(known.begin, known.end).filter((score) => score > quantile);
      level += gamma * (alpha - missed.length / (known.end - known.begin));
    }
    const quantile = quantileOf(scores, level);
    if (scores.size > 0) stated.set(now, quantile);
    quantiles.quantile.fill(quantile, begin, end);
    quantiles.alpha.fill(level, begin, end);
  }
  return quantiles;
}

/** The conformal quantile of a window at any level: everything is inside at 0 and below, nothing but 0 at 1 and above. */
function quantileOf(scores: ScoreWindow, alpha: number): number {
  const rank = conformalRank(scores.size, alpha);
  if (rank > scores.size) return Infinity;
  return rank < 1 ? 0 : scores.smallest(rank);
}

function checkRolling(decisions: Int32Array, window: number, gamma: number): void {
  const refuse = (wanted: string, found: string | number) =>
    new RangeError(`Cannot roll conformal quantiles: ${wanted}, found ${found}`);
  if (!(Number.isInteger(window) && window >= 1)) {
    throw refuse("a window of at least 1 session is wanted", window);
  }
  if (!(gamma >= 0)) throw refuse("a gamma of 0 or more is wanted", gamma);
  const early = decisions.findIndex((session, i) => i > 0 && session < decisions[i - 1]);
  if (early >= 0) throw refuse("decisions in ascending order are wanted", `an earlier one at ${early}`);
}
