/**
 * Whether what is learned from and what is tested on keep apart.
 *
 * @module
 */

import { type Fold, formatSession } from "~/core/mod.ts";
import type { Spans } from "~/dataset/mod.ts";
import { type Check, type Evidence, MOST_EVIDENCE } from "./check.ts";

/** Sessions that must lie between what is learned from and what is tested on, besides the purge. */
export interface Embargo {
  /** From the last label that was learned from to what is tested on after it. @default {0} */
  readonly before?: number;
  /** From the last label of what is tested on to what is learned from after it. @default {0} */
  readonly after?: number;
}

/** What may be wrong between a sample that is learned from and what is tested on. */
type Fault = "same session on both sides" | "label reaches across" | "inside the embargo";

/**
 * Checks folds of any kind: no session is on two sides, no span from decision to label that is learned from meets one
 * that is validated or tested on, and the embargo is kept.
 *
 * @param spans What the folds were cut from.
 */
export function checkFolds(spans: Spans, folds: readonly Fold[], embargo: Embargo = {}): Check {
  const sessions = [...new Set(spans.session)];
  const evidence = folds.flatMap(({ train, validation, test }, f) => [
    ...faultsBetween(spans, sessions, "train", train, "validation", validation, embargo, f + 1),
    ...faultsBetween(spans, sessions, "train", train, "test", test, embargo, f + 1),
    ...faultsBetween(spans, sessions, "validation", validation, "test", test, embargo, f + 1),
  ]);
  return {
    name: "folds",
    outcome: evidence.length === 0 ? "pass" : "leak",
    summary: evidence.length === 0
      ? `no label of ${folds.length} folds reaches across, no session is on two sides, the embargo is kept`
      : [...new Set(evidence.map(({ fault }) => fault))].join("; "),
    evidence: evidence.slice(0, MOST_EVIDENCE),
  };
}

function faultsBetween(
  { session, labelEnd }: Spans,
  sessions: readonly number[],
  from: string,
  learned: Int32Array,
  to: string,
  held: Int32Array,
  { before = 0, after = 0 }: Embargo,
  fold: number,
): Evidence[] {
  if (held.length === 0) return [];
  const { decided, known } = reachesOf({ session, labelEnd }, held);
  const faultOf = (i: number): Fault | null => {
    const last = countUntil(decided, session[i]) - 1; // held sessions up to this sample's
    if (last >= 0 && decided[last] === session[i]) return "same session on both sides";
    const next = decided[last + 1] ?? Infinity;
    const reached = last < 0 ? -Infinity : known[last];
    if (labelEnd[i] >= next || reached >= session[i]) return "label reaches across";
    const free = sessions[countUntil(sessions, reached) + after] ?? Infinity; // first session after the embargo
    const closing = next === Infinity ? Infinity : sessions[countUntil(sessions, next) - 1 - before];
    const isEmbargoed = (last >= 0 && session[i] < free) || !(labelEnd[i] < (closing ?? -Infinity));
    return isEmbargoed ? "inside the embargo" : null;
  };
  const found = new Map<Fault, { count: number; first: number }>();
  for (const i of learned) {
    const fault = faultOf(i);
    if (fault !== null) {
      found.set(fault, { count: (found.get(fault)?.count ?? 0) + 1, first: found.get(fault)?.first ?? i });
    }
  }
  return [...found].map(([fault, { count, first }]) => ({
    fold,
    fault,
    between: `${from} and ${to}`,
    samples: count,
    decided: formatSession(session[first]),
    known: formatSession(labelEnd[first]),
  }));
}

/** Sessions that samples were decided in, ascending, and by each the latest session that a label until then reaches. */
function reachesOf({ session, labelEnd }: Spans, indices: Int32Array) {
  const latest = new Map<number, number>();
  for (const i of indices) latest.set(session[i], Math.max(latest.get(session[i]) ?? -Infinity, labelEnd[i]));
  const decided = [...latest.keys()].sort((a, b) => a - b);
  let reach = -Infinity;
  return { decided, known: decided.map((day) => reach = Math.max(reach, latest.get(day) ?? -Infinity)) };
}

/** How many of some ascending sessions are up to and including one. */
function countUntil(ascending: readonly number[], session: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] <= session) low = middle + 1;
    else high = middle;
  }
  return low;
}
