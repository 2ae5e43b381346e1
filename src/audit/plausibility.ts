/**
 * Scores that are too good to be believed without an audit.
 *
 * @module
 */

/** Out-of-sample figures of a model of terciles, over several years. */
export interface Figures {
  /** Sessions held. */
  readonly horizon: number;
  /** Mean rank IC; `null` if there is none. */
  readonly rankIc: number | null;
  /** Share of samples given their true third; `null` if it is not about thirds. */
  readonly accuracy: number | null;
}

/** Mean rank ICs over years that nothing honest reached on B3's shares, by horizon; in between, a straight line. */
const SHORT = { horizon: 5, rankIc: 0.08 };
const LONG = { horizon: 21, rankIc: 0.11 };

/** Share of right thirds that nothing honest reached; a third is chance, 0.41 the best measured. */
const MOST_ACCURATE = 0.45;

/**
 * Says which figures ask for the audit before anyone believes them.
 *
 * On B3's daily data, 2012 to 2022, the best models and untrained rankings reached a mean rank IC of 0.06 over 5
 * sessions and 0.08 over 21, and 0.41 of terciles. A single good year may be above; a mean over years that is has most
 * likely seen its answers.
 *
 * @returns A sentence for each figure; none if all are plausible.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(implausible({ horizon: 21, rankIc: 0.08, accuracy: 0.4 }), []);
 * assert.deepEqual(implausible({ horizon: 5, rankIc: 0.09, accuracy: null }), [
 *   "a rank IC of 0.090 over 5 sessions is above 0.080: run deno task audit before believing it",
 * ]);
 * ```
 */
export function implausible({ horizon, rankIc, accuracy }: Figures): string[] {
  const limit = rankIcLimit(horizon);
  const advice = "run deno task audit before believing it";
  return [
    ...(rankIc !== null && rankIc > limit
      ? [`a rank IC of ${rankIc.toFixed(3)} over ${horizon} sessions is above ${limit.toFixed(3)}: ${advice}`]
      : []),
    ...(accuracy !== null && accuracy > MOST_ACCURATE
      ? [`an accuracy of ${accuracy.toFixed(3)} for thirds is above ${MOST_ACCURATE}: ${advice}`]
      : []),
  ];
}

function rankIcLimit(horizon: number): number {
  const share = (horizon - SHORT.horizon) / (LONG.horizon - SHORT.horizon);
  return SHORT.rankIc + Math.min(1, Math.max(0, share)) * (LONG.rankIc - SHORT.rankIc);
}
