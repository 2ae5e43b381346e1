/**
 * Made-up spans for tests of folds.
 *
 * @module
 */

import type { Spans } from "~/dataset/mod.ts";

/** A few samples a session, sessions with gaps, labels known h sessions of the calendar later. */
export function spansOf(nSessions: number, perSession: number, horizon: number): Spans {
  const calendar = Array.from({ length: nSessions + horizon + 1 }, (_, t) => t * 2 + (t % 5 === 0 ? 1 : 0));
  const samples = Array.from({ length: nSessions * perSession }, (_, i) => Math.floor(i / perSession));
  return {
    session: Int32Array.from(samples, (t) => calendar[t]),
    labelEnd: Int32Array.from(samples, (t) => calendar[t + horizon + 1]),
  };
}
