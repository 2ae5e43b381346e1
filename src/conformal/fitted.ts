/**
 * Conformal quantiles as of one session: what a saved model needs to state intervals and sets.
 *
 * @module
 */

import type { Session } from "~/core/mod.ts";
import { maturingSessions, type Outcomes } from "./outcomes.ts";
import { conformalQuantile } from "./quantile.ts";

/** The quantile at one level. */
export interface ConformalLevel {
  /** Share that may be missed. */
  readonly alpha: number;
  /** Score that is not exceeded otherwise; `null` if there were too few outcomes to promise anything. */
  readonly quantile: number | null;
}

/** Conformal quantiles as of one session: plain data that survives JSON. */
export interface ConformalFit {
  /** Session at whose close it was fitted. */
  readonly asOf: Session;
  /** First decision session that counts; `null` if none does. */
  readonly firstSession: Session | null;
  /** Last decision session whose outcomes were known; `null` if there is none. */
  readonly lastSession: Session | null;
  /** Scores that count. */
  readonly nScores: number;
  /** Quantiles, in the order asked for. */
  readonly levels: readonly ConformalLevel[];
}

/** What to fit. */
export interface ConformalOptions {
  /** Shares that may be missed, each inside (0, 1). @default {[0.2, 0.1]} */
  readonly alphas?: readonly number[];
  /** Matured decision sessions that count, the latest ones. @default {250} about a year; `Infinity` for all */
  readonly window?: number;
}

/**
 * Conformal quantiles over the last sessions whose outcomes were known at a session's close.
 *
 * @param outcomes What came of forecasts that were made without these outcomes; later ones do no harm.
 * @param asOf The session.
 * @throws {RangeError} If an alpha is outside (0, 1), sessions do not ascend, lengths do not fit, a label ends before its
 * decision or a score is negative or `NaN`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const session = Int32Array.from({ length: 9 }, (_, t) => t);
 * const score = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
 * const fit = fitConformal({ session, labelEnd: session.map((t) => t + 2), score }, 10, { alphas: [0.2] });
 * assert.deepEqual(fit.levels, [{ alpha: 0.2, quantile: 8 }]);
 * assert.equal(quantileAt(fit, 0.2), 8);
 * ```
 */
export function fitConformal(
  outcomes: Outcomes,
  asOf: Session,
  options: ConformalOptions = {},
): ConformalFit {
  const { alphas = [0.2, 0.1], window = 250 } = options;
  const known = maturingSessions(outcomes).filter(({ knownFrom }) => knownFrom <= asOf).slice(-window);
  const scores = outcomes.score.subarray(known.at(0)?.begin ?? 0, known.at(-1)?.end ?? 0);
  return {
    asOf,
    firstSession: known.at(0)?.session ?? null,
    lastSession: known.at(-1)?.session ?? null,
    nScores: scores.length,
    levels: alphas.map((alpha) => {
      const quantile = conformalQuantile(scores, alpha);
      return { alpha, quantile: quantile === Infinity ? null : quantile };
    }),
  };
}

/**
 * The quantile of a fit at one of its levels; `Infinity` if it promises nothing.
 *
 * @throws {RangeError} If the fit has no such level.
 */
export function quantileAt(fit: ConformalFit, alpha: number): number {
  const level = fit.levels.find((candidate) => candidate.alpha === alpha);
  if (level === undefined) {
    const alphas = fit.levels.map((candidate) => candidate.alpha).join(", ");
    throw new RangeError(`Cannot find the conformal quantile at alpha ${alpha}: fitted were ${alphas}`);
  }
  return level.quantile ?? Infinity;
}
