/**
 * Folds as runs of sessions: plain data for a table or a picture.
 *
 * @module
 */

import type { Fold, Session } from "~/core/mod.ts";
import type { Spans } from "./folds.ts";

/**
 * What samples are for in a fold. `purge`: left out because their labels reach into what is tested, or what is tested
 * reaches into them. `embargo`: left out besides, between what is learned from and what is tested.
 */
export type FoldRole = "train" | "validation" | "test" | "purge" | "embargo";

/** Consecutive sessions with one role. */
export interface FoldBlock {
  /** What their samples are for. */
  readonly role: FoldRole;
  /** First session. */
  readonly firstSession: Session;
  /** Last session. */
  readonly lastSession: Session;
  /** Sessions that have samples. */
  readonly nSessions: number;
  /** Samples. */
  readonly nSamples: number;
}

/** First decision and last label of a run of samples. */
type Reach = readonly [first: Session, last: Session];

/**
 * Cuts each fold into blocks of one role, oldest first. Sessions before a rolling train block and after everything that
 * a fold uses are in none; those that a thinned train block skips are in it, but do not count.
 *
 * @param spans What the folds were cut from.
 * @returns Blocks of each fold.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const session = Int32Array.of(1, 2, 3, 4, 5);
 * const spans = { session, labelEnd: session.map((t) => t + 1) };
 * const fold = { train: Int32Array.of(0, 1), validation: new Int32Array(0), test: Int32Array.of(4) };
 * const [blocks] = foldBlocks(spans, [fold]);
 * assert.deepEqual(blocks.map(({ role, nSessions }) => [role, nSessions]), [
 *   ["train", 2],
 *   ["embargo", 1],
 *   ["purge", 1],
 *   ["test", 1],
 * ]);
 * ```
 */
export function foldBlocks(spans: Spans, folds: readonly Fold[]): FoldBlock[][] {
  return folds.map((fold) => {
    const used = usesOf(spans, fold);
    return blocksOf(spans.session, rolesOf(spans, used), used);
  });
}

/** What each sample is used for, if it is. */
function usesOf({ session }: Spans, fold: Fold): (FoldRole | undefined)[] {
  const uses = new Array<FoldRole | undefined>(session.length).fill(undefined);
  for (const role of ["train", "validation", "test"] as const) for (const i of fold[role]) uses[i] = role;
  return uses;
}

/** The role of each sample, used or left out. */
function rolesOf(
  { session, labelEnd }: Spans,
  roles: readonly (FoldRole | undefined)[],
): (FoldRole | undefined)[] {
  const held = reachesOf({ session, labelEnd }, roles);
  const first = roles.findIndex((role) => role !== undefined);
  const last = roles.findLastIndex((role) => role !== undefined);
  const next = nextRoles(roles);
  let before: FoldRole | undefined;
  return roles.map((role, i) => {
    before = role ?? before;
    if (role !== undefined || i < first || i > last) return role;
    if (held.some(([begin, end]) => session[i] <= end && labelEnd[i] >= begin)) return "purge";
    return before === "train" && next[i] === "train" ? "train" : "embargo";
  });
}

/** First decisions and last labels of the runs of samples that are validated or tested on. */
function reachesOf({ session, labelEnd }: Spans, roles: readonly (FoldRole | undefined)[]): Reach[] {
  const reaches: Reach[] = [];
  roles.forEach((role, i) => {
    if (role !== "validation" && role !== "test") return;
    const open = roles[i - 1] === role ? reaches.pop() : undefined;
    reaches.push([open?.[0] ?? session[i], Math.max(open?.[1] ?? -Infinity, labelEnd[i])]);
  });
  return reaches;
}

/** The role of the first used sample from each on. */
function nextRoles(roles: readonly (FoldRole | undefined)[]): (FoldRole | undefined)[] {
  const next = [...roles];
  for (let i = next.length - 2; i >= 0; i--) next[i] ??= next[i + 1];
  return next;
}

function blocksOf(
  session: Int32Array,
  roles: readonly (FoldRole | undefined)[],
  uses: readonly (FoldRole | undefined)[],
): FoldBlock[] {
  const blocks: FoldBlock[] = [];
  for (let begin = 0; begin < roles.length;) {
    const role = roles[begin];
    let end = begin + 1;
    while (end < roles.length && roles[end] === role) end++;
    if (role !== undefined) {
      const counts = (i: number) => role !== "train" || uses[i] === "train";
      const counted = session.subarray(begin, end).filter((_, i) => counts(begin + i));
      blocks.push({
        role,
        firstSession: session[begin],
        lastSession: session[end - 1],
        nSessions: new Set(counted).size,
        nSamples: counted.length,
      });
    }
    begin = end;
  }
  return blocks;
}
