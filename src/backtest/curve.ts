/**
 * Equity curves: returns, drawdowns, months.
 *
 * @module
 */

import { formatSession, type Session } from "~/core/mod.ts";

/** What something was worth at the close of each session, oldest first. */
export interface Curve {
  /** Trading day, days since 1970-01-01, ascending. */
  readonly session: Int32Array;
  /** Worth at its close, in any unit: money, or points of an index. */
  readonly equity: Float64Array;
}

/** The deepest fall from a height that had been reached before. */
export interface Drawdown {
  /** How deep, decimal fraction from 0 down: -0.4 is a loss of 40 %. */
  readonly depth: number;
  /** Session of the height, the first one where several are equal. */
  readonly peak: Session;
  /** Session of the lowest close. */
  readonly trough: Session;
  /** First session at or above the height again; `null` if it was not reached. */
  readonly recovery: Session | null;
}

/** The return of a calendar month. */
export interface MonthlyReturn {
  /** Year and month, `YYYY-MM`. */
  readonly month: string;
  /** From the last close before the month to its last close, decimal fraction. */
  readonly value: number;
}

/**
 * Simple returns from close to close: one less than sessions, decimal fractions.
 *
 * @throws {RangeError} If a worth before the last is not positive: there is no return on nothing.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const curve = { session: Int32Array.of(1, 2, 3), equity: Float64Array.of(100, 150, 75) };
 * assert.deepEqual(returnsOf(curve), Float64Array.of(0.5, -0.5));
 * ```
 */
export function returnsOf({ session, equity }: Curve): Float64Array {
  const bad = equity.findIndex((worth, i) => !(i < equity.length - 1 ? worth > 0 : Number.isFinite(worth)));
  if (bad >= 0) {
    throw new RangeError(
      `Cannot compute returns: a positive worth is wanted, found ${equity[bad]} on ${
        formatSession(session[bad])
      }`,
    );
  }
  return Float64Array.from(
    { length: Math.max(0, equity.length - 1) },
    (_, i) => equity[i + 1] / equity[i] - 1,
  );
}

/**
 * How far each close was below the greatest one so far: 0 at a new height, -0.1 for 10 % below.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(drawdowns(Float64Array.of(100, 80, 120, 90)), Float64Array.of(0, -0.2, 0, -0.25));
 * ```
 */
export function drawdowns(equity: Float64Array): Float64Array {
  let peak = -Infinity;
  return equity.map((worth) => {
    peak = Math.max(peak, worth);
    return worth === peak ? 0 : (worth - peak) / peak;
  });
}

/** The deepest drawdown with its sessions; `null` if the worth never fell. */
export function maxDrawdown({ session, equity }: Curve): Drawdown | null {
  const below = drawdowns(equity);
  const trough = below.reduce((lowest, depth, i) => depth < below[lowest] ? i : lowest, 0);
  if (equity.length === 0 || below[trough] === 0) return null;
  const height = equity.subarray(0, trough + 1).reduce((a, b) => Math.max(a, b));
  const recovery = equity.findIndex((worth, i) => i > trough && worth >= height);
  return {
    depth: below[trough],
    peak: session[equity.indexOf(height)],
    trough: session[trough],
    recovery: recovery < 0 ? null : session[recovery],
  };
}

/** Returns by calendar month, each from the last close before it; the first and the last may be of a part of theirs. */
export function monthlyReturns({ session, equity }: Curve): MonthlyReturn[] {
  const months: MonthlyReturn[] = [];
  let begin = 0;
  for (let i = 1; i < session.length; i++) {
    const month = monthOf(session[i]);
    if (i + 1 < session.length && monthOf(session[i + 1]) === month) continue;
    months.push({ month, value: equity[i] / equity[begin] - 1 });
    begin = i;
  }
  return months;
}

function monthOf(session: Session): string {
  return formatSession(session).slice(0, 7);
}
