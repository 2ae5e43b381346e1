/**
 * Combinatorial purged cross-validation: many pasts and futures out of one history.
 *
 * @module
 */

import { DataError, type Fold } from "~/core/mod.ts";
import type { Spans } from "./folds.ts";

/** How combinatorial folds are cut. */
export interface CombinatorialSizes {
  /** Groups of consecutive sessions that the samples are cut into, of equal numbers of sessions but for rounding. */
  readonly nGroups: number;
  /** Groups that are tested in each fold; the others are learned from. */
  readonly nTest: number;
  /** Sessions left out of train after each test group, on top of the purge. @default {5} */
  readonly embargoSessions?: number;
}

/** The folds of every choice of test groups, and the paths through them. */
export interface CombinatorialFolds {
  /** One fold a choice of test groups, in lexicographic order; train lies before, between and after what is tested. */
  readonly folds: readonly Fold[];
  /** Test groups of each fold, ascending. */
  readonly testGroups: readonly (readonly number[])[];
  /** Samples of each group, ascending; together, all of them. */
  readonly groups: readonly Int32Array[];
  /**
   * The folds that predict the groups of each path: `paths[p][g]` is the fold whose model answers for group g in path p.
   * A path is one out-of-sample history from the first session to the last.
   */
  readonly paths: readonly (readonly number[])[];
}

/** More folds than this are a mistake: each is a fit. */
const MOST_FOLDS = 1000;

/**
 * Cuts the samples into groups of sessions and tests every choice of `nTest` of them: C(nGroups, nTest) folds, in which
 * each group is predicted φ = C(nGroups, nTest) nTest / nGroups times, and so φ paths, each a whole history.
 *
 * Where walking forward gives one history, this gives a distribution of them. Train may be later than test: a fold says
 * how well a recipe does, not what could have been earned. Purge: a train sample whose span from decision to label
 * meets that of a test group is left out, on either side. Embargo: so are those decided within some sessions after it.
 * Groups are cut on sessions, never between two tickers of one session.
 *
 * @returns Folds with sample indices, ascending, and an empty validation.
 * @throws {RangeError} If the numbers make no sense: fewer than 2 groups, no test group or all, more than 1000 folds.
 * @throws {DataError} If there are fewer sessions than groups, or a fold has nothing left to learn from.
 * @see López de Prado (2018), Advances in Financial Machine Learning, ch. 12.
 *
 * @example Three groups, two of them tested: three folds, two paths
 * ```ts
 * import assert from "node:assert/strict";
 * const session = Int32Array.from({ length: 12 }, (_, t) => t);
 * const spans = { session, labelEnd: session.map((t) => t + 1) };
 * const { folds, paths } = combinatorialFolds(spans, { nGroups: 3, nTest: 2, embargoSessions: 0 });
 * assert.deepEqual(folds.map(({ train }) => [...train]), [[9, 10, 11], [5, 6], [0, 1, 2]]);
 * assert.deepEqual(paths, [[0, 0, 1], [1, 2, 2]]);
 * ```
 */
export function combinatorialFolds(spans: Spans, sizes: CombinatorialSizes): CombinatorialFolds {
  const { nGroups, nTest, embargoSessions = 5 } = sizes;
  checkSizes(nGroups, nTest, embargoSessions);
  const sessions = [...new Set(spans.session)];
  if (sessions.length < nGroups) {
    throw new DataError(
      `Cannot cut ${nGroups} groups: as many sessions are needed, found ${sessions.length} labelled ones`,
    );
  }
  const begins = Array.from({ length: nGroups }, (_, g) => Math.floor(g * sessions.length / nGroups));
  const groups = begins.map((begin, g) => samplesIn(spans, sessions[begin], sessions[begins[g + 1]]));
  const isKeptOut = groups.map((group) => outsiders(spans, group, sessions, embargoSessions));
  const testGroups = choices(nGroups, nTest);
  const folds = testGroups.map((tested): Fold => {
    const isTrain = (i: number) => tested.every((g) => isKeptOut[g][i] === 0);
    const train = Int32Array.from(spans.session.keys().filter(isTrain));
    if (train.length === 0) {
      throw new DataError(
        `Cannot test groups ${
          tested.map((g) => g + 1).join(" and ")
        } of ${nGroups}: nothing is left to learn ` +
          `from after purge and an embargo of ${embargoSessions} sessions, of ${sessions.length} labelled ` +
          "sessions in all; take fewer groups or a longer period",
      );
    }
    const test = Int32Array.from(tested.flatMap((g) => [...groups[g]]));
    return { train, validation: new Int32Array(0), test };
  });
  return { folds, testGroups, groups, paths: pathsThrough(testGroups, nGroups) };
}

function checkSizes(nGroups: number, nTest: number, embargoSessions: number): void {
  const refuse = (wanted: string, found: number) =>
    new RangeError(`Cannot cut combinatorial folds: ${wanted}, found ${found}`);
  const isWhole = Number.isInteger;
  if (!(isWhole(nGroups) && nGroups >= 2)) throw refuse("nGroups must be a whole number from 2", nGroups);
  if (!(isWhole(nTest) && nTest >= 1 && nTest < nGroups)) {
    throw refuse(`nTest must be a whole number from 1 to ${nGroups - 1}`, nTest);
  }
  if (!(isWhole(embargoSessions) && embargoSessions >= 0)) {
    throw refuse("embargoSessions must be a whole number from 0", embargoSessions);
  }
  const nFolds = nChoices(nGroups, nTest);
  if (nFolds > MOST_FOLDS) throw refuse(`at most ${MOST_FOLDS} folds are wanted`, nFolds);
}

/** Number of ways to choose k of n. */
function nChoices(n: number, k: number): number {
  let count = 1;
  for (let i = 1; i <= k; i++) count = count * (n - k + i) / i;
  return count;
}

/** Every way to choose k of 0, …, n - 1, in lexicographic order. */
function choices(n: number, k: number, from = 0): number[][] {
  if (k === 0) return [[]];
  return Array.from({ length: n - k - from + 1 }, (_, i) => from + i)
    .flatMap((first) => choices(n, k - 1, first + 1).map((rest) => [first, ...rest]));
}

/** Samples decided from one session until before another. */
function samplesIn({ session }: Spans, first: number, next = Infinity): Int32Array {
  return Int32Array.from(session.keys().filter((i) => session[i] >= first && session[i] < next));
}

/** 1 for each sample that must not be learned from when a group is tested: its own, the purged and the embargoed. */
function outsiders(
  { session, labelEnd }: Spans,
  group: Int32Array,
  sessions: readonly number[],
  embargoSessions: number,
): Uint8Array {
  const first = session[group[0]];
  const last = group.reduce((latest, i) => Math.max(latest, labelEnd[i]), -Infinity);
  const after = sessions.findIndex((day) => day > last);
  const free = after < 0 ? Infinity : sessions[after + embargoSessions] ?? Infinity;
  return Uint8Array.from(session, (decided, i) => labelEnd[i] >= first && decided < free ? 1 : 0);
}

/** Deals each group's folds to the paths, the first to the first. */
function pathsThrough(testGroups: readonly (readonly number[])[], nGroups: number): number[][] {
  const foldsOf = Array.from(
    { length: nGroups },
    (_, g) => testGroups.flatMap((tested, fold) => tested.includes(g) ? [fold] : []),
  );
  return foldsOf[0].map((_, path) => foldsOf.map((folds) => folds[path]));
}
