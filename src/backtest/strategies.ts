/**
 * Forecasts to decisions.
 *
 * @module
 */

import { sessionBlocks } from "~/core/mod.ts";
import { type Decision, type Targets, targetsOf } from "./targets.ts";

/** What was said of tickers at closes, oldest session first; a score that is `NaN` counts as not said. */
export interface Scores {
  /** Tickers that `ticker` points into. */
  readonly tickers: readonly string[];
  /** Session at whose close it was said, ascending. */
  readonly session: Int32Array;
  /** Of which ticker, an index into `tickers`, once a session. */
  readonly ticker: Int32Array;
  /** Greater is better. */
  readonly score: Float64Array;
}

/** When to decide. */
export interface Schedule {
  /** Sessions of the scores from one decision to the next; the first is on the first session. */
  readonly every: number;
}

/** Which tickers are the best, or the worst. */
export interface QuantileSchedule extends Schedule {
  /** Share of a session's tickers, above 0 to one half. @default {0.2} */
  readonly quantile?: number;
}

/** How far apart and how large long and short are. */
export interface LongShortSchedule extends QuantileSchedule {
  /** Share of the equity on each side; at 0.5 both together are as large as the equity. @default {0.5} */
  readonly side?: number;
}

/** When a score is a signal. */
export interface ThresholdSchedule extends Schedule {
  /** Score above which a ticker is held. */
  readonly threshold: number;
  /** Greatest share of the equity in one ticker; what few signals leave is cash. @default {0.1} */
  readonly maxWeight?: number;
}

/** A session's tickers, best first; equal scores in the order given. */
type Choose = (best: readonly (readonly [ticker: number, score: number])[]) => Decision["wanted"];

/**
 * The best tickers of each deciding session at equal weights, all of the equity.
 *
 * A session with fewer tickers than one in the quantile is left in cash.
 *
 * @throws {RangeError} If the quantile or the schedule makes no sense.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const scores = {
 *   tickers: ["ABEV3", "PETR4", "VALE3"],
 *   session: Int32Array.of(1, 1, 1),
 *   ticker: Int32Array.of(0, 1, 2),
 *   score: Float64Array.of(0.1, 0.3, 0.2),
 * };
 * const { ticker, weight } = topQuantile(scores, { every: 21, quantile: 1 / 3 });
 * assert.deepEqual([[...ticker], [...weight]], [[1], [1]]);
 * ```
 */
export function topQuantile(scores: Scores, { every, quantile = 0.2 }: QuantileSchedule): Targets {
  return decide(scores, every, (best) => {
    const n = countOf(best.length, quantile);
    return best.slice(0, n).map(([ticker]) => [ticker, 1 / n]);
  });
}

/**
 * The best tickers of each deciding session held and as many of the worst owed, at equal weights.
 *
 * A session with fewer tickers than one in the quantile is left in cash.
 *
 * @throws {RangeError} If the quantile or the schedule makes no sense.
 */
export function longShort(scores: Scores, schedule: LongShortSchedule): Targets {
  const { every, quantile = 0.2, side = 0.5 } = schedule;
  return decide(scores, every, (best) => {
    const n = countOf(best.length, quantile);
    if (n === 0) return [];
    return [
      ...best.slice(0, n).map(([ticker]) => [ticker, side / n] as const),
      ...best.slice(-n).map(([ticker]) => [ticker, -side / n] as const),
    ];
  });
}

/**
 * The tickers whose score, for example the probability of a rise, is above a threshold at each deciding session, at equal
 * weights up to a greatest one.
 *
 * @throws {RangeError} If the schedule makes no sense.
 */
export function signalThreshold(scores: Scores, schedule: ThresholdSchedule): Targets {
  const { every, threshold, maxWeight = 0.1 } = schedule;
  return decide(scores, every, (best) => {
    const signals = best.filter(([, score]) => score > threshold);
    return signals.map(([ticker]) => [ticker, Math.min(maxWeight, 1 / signals.length)]);
  });
}

/**
 * Every ticker that has a score on the first session, at equal weights, and no decision after that.
 *
 * What becomes of delisted ones stays in cash.
 */
export function buyAndHold(scores: Scores): Targets {
  return decide(scores, Infinity, (best) => best.map(([ticker]) => [ticker, 1 / best.length]));
}

function decide({ tickers, session, ticker, score }: Scores, every: number, choose: Choose): Targets {
  if (!(every === Infinity || Number.isInteger(every)) || every < 1) {
    throw new RangeError(`Cannot decide: every so many whole sessions from 1 is wanted, found ${every}`);
  }
  const decisions: Decision[] = [];
  for (const [i, [begin, end]] of [...sessionBlocks(session)].entries()) {
    if (i > 0 && i % every !== 0) continue;
    const said = Array.from(
      { length: end - begin },
      (_, k) => [ticker[begin + k], score[begin + k]] as const,
    );
    const best = said.filter(([, value]) => !Number.isNaN(value)).sort(([, a], [, b]) => b - a);
    decisions.push({ session: session[begin], wanted: choose(best) });
  }
  return targetsOf(tickers, decisions);
}

function countOf(nTickers: number, quantile: number): number {
  if (!(quantile > 0 && quantile <= 0.5)) {
    throw new RangeError(`Cannot decide: a quantile above 0 and up to 0.5 is wanted, found ${quantile}`);
  }
  return Math.floor(nTickers * quantile + 1e-9); // a fifth of ten is two
}
