/**
 * What a strategy wants to hold.
 *
 * @module
 */

import { formatSession, type Session } from "~/core/mod.ts";

/** Decisions, oldest first: after each, exactly these weights are wanted, and nothing of what it does not name. */
export interface Targets {
  /** Tickers that `ticker` points into. */
  readonly tickers: readonly string[];
  /** Session at whose close each decision is made, ascending. */
  readonly session: Int32Array;
  /** Entries of decision `i` are `offsets[i]` up to, not including, `offsets[i + 1]`. */
  readonly offsets: Int32Array;
  /** Each entry's ticker, an index into `tickers`, once a decision. */
  readonly ticker: Int32Array;
  /** Each entry's share of the equity at that close; below 0 to be short. */
  readonly weight: Float64Array;
}

/** One decision, as strategies make them. */
export interface Decision {
  /** Session at whose close it is made. */
  readonly session: Session;
  /** What is wanted: tickers by index, each once, with their weights. */
  readonly wanted: readonly (readonly [ticker: number, weight: number])[];
}

/** How far above 1 rounding may lift the weights of a decision. */
const ROUNDING = 1e-9;

/**
 * Decisions as columns.
 *
 * @throws {RangeError} If sessions do not ascend, a ticker is unknown or twice in one decision, a weight is not finite,
 * or the weights of a decision sum to more than 1: money is not borrowed.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const decisions = [{ session: 7, wanted: [[0, 0.5], [1, 0.25]] as const }, { session: 9, wanted: [] }];
 * const targets = targetsOf(["ABEV3", "PETR4"], decisions);
 * assert.deepEqual(targets.offsets, Int32Array.of(0, 2, 2));
 * ```
 */
export function targetsOf(tickers: readonly string[], decisions: readonly Decision[]): Targets {
  const offsets = [0];
  decisions.forEach(({ session, wanted }, i) => {
    const refuse = (what: string) => new RangeError(`Cannot decide on ${formatSession(session)}: ${what}`);
    if (i > 0 && session <= decisions[i - 1].session) throw refuse("a session after the last is wanted");
    const seen = new Set(wanted.map(([ticker]) => ticker));
    if (seen.size < wanted.length || wanted.some(([ticker]) => tickers[ticker] === undefined)) {
      throw refuse("known tickers are wanted, each once");
    }
    const sum = wanted.reduce((total, [, weight]) => total + weight, 0);
    if (!(sum <= 1 + ROUNDING && wanted.every(([, weight]) => Number.isFinite(weight)))) {
      throw refuse(`weights that sum to 1 or less are wanted, found ${sum}`);
    }
    offsets.push(offsets[i] + wanted.length);
  });
  const entries = decisions.flatMap(({ wanted }) => wanted);
  return {
    tickers,
    session: Int32Array.from(decisions, ({ session }) => session),
    offsets: Int32Array.from(offsets),
    ticker: Int32Array.from(entries, ([ticker]) => ticker),
    weight: Float64Array.from(entries, ([, weight]) => weight),
  };
}
