/**
 * Walk-forward folds: later is later, and no label reaches into what comes after it.
 *
 * @module
 */

import { DataError, type Fold, sessionOf } from "~/core/mod.ts";

/** What folds are cut from: when each sample was decided and when its label was known. */
export interface Spans {
  /** Decision session of each sample, ascending. */
  readonly session: Int32Array;
  /** Session at whose open each label became known. */
  readonly labelEnd: Int32Array;
}

/** Sizes of walk-forward folds, in sessions of the dataset. */
export interface FoldSizes {
  /** Most folds, each a test block later; fewer if the sessions do not suffice. @default {4} */
  readonly nFolds?: number;
  /** Sessions of a test block. @default {250} about a year */
  readonly testSessions?: number;
  /** Sessions of validation between train and test. @default {0} */
  readonly validationSessions?: number;
  /** Sessions by which a label must be known before the next block, on top of the purge. @default {5} */
  readonly embargoSessions?: number;
  /** Most sessions of a train block, the latest: a rolling window. @default {all there are: an expanding one} */
  readonly trainSessions?: number | undefined;
  /** Sessions from the start of a test block to the next one's, no fewer than it has. @default {testSessions} */
  readonly stepSessions?: number | undefined;
  /** Learn from every n-th session only: neighbours say nearly the same. @default {1} */
  readonly trainEvery?: number | undefined;
}

/** Train blocks of fewer sessions teach nothing that lasts: half a year. */
export const MIN_TRAIN_SESSIONS = 125;

/**
 * Cuts train blocks, expanding or rolling, each followed by a test block; the last test block ends with the data.
 *
 * The model is fitted anew for each fold. Folds are cut on sessions, never between two tickers of one session. Purge: a sample is used only if its label was
 * known before the first session of whatever follows its block. Embargo: besides, that must have been a few sessions
 * earlier, because features of neighbouring sessions share most of their window. Test samples are never purged. A
 * rolling train block is counted after both: it has `trainSessions` sessions that are learned from, or all there are.
 *
 * @returns As many folds as have a train block worth the name, at most `nFolds`, oldest first; sample indices, ascending.
 * @throws {DataError} If there is not one; the message says how many sessions there are and are needed.
 * @throws {RangeError} If a rolling train block is too short to teach anything, or test blocks would overlap.
 * @see López de Prado (2018), Advances in Financial Machine Learning, ch. 7.
 *
 * @example One sample a session, labels known two sessions later, one fold
 * ```ts
 * import assert from "node:assert/strict";
 * const session = Int32Array.from({ length: 132 }, (_, t) => t);
 * const spans = { session, labelEnd: session.map((t) => t + 2) };
 * const [fold] = walkForwardFolds(spans, { nFolds: 1, testSessions: 3, embargoSessions: 1 });
 * assert.deepEqual([...fold.test], [129, 130, 131]);
 * assert.equal(fold.train.at(-1), 125); // its label is known at 127; 128 is the embargo
 * ```
 */
export function walkForwardFolds(spans: Spans, sizes: FoldSizes = {}): Fold[] {
  const { nFolds = 4, testSessions = 250, validationSessions = 0, embargoSessions = 5 } = sizes;
  const { trainSessions = Infinity, stepSessions = testSessions, trainEvery = 1 } = sizes;
  if (!(trainSessions >= MIN_TRAIN_SESSIONS)) {
    throw new RangeError(
      `Cannot cut folds: trainSessions must be at least ${MIN_TRAIN_SESSIONS}, is ${trainSessions}`,
    );
  }
  if (!(stepSessions >= testSessions)) {
    throw new RangeError(
      `Cannot cut folds: stepSessions must be at least testSessions, ${testSessions}, is ${stepSessions}`,
    );
  }
  const sessions = [...new Set(spans.session)];
  const sessionAt = (position: number) => sessions[position] ?? Infinity;
  const cut = (testBegin: number): Fold => {
    const validationBegin = testBegin - validationSessions;
    const within = (begin: number, end: number) =>
      samplesWithin(spans, sessionAt(begin), sessionAt(end), sessionAt(end - embargoSessions));
    return {
      train: everyNth(spans, latest(spans, within(0, validationBegin), trainSessions), trainEvery),
      validation: within(validationBegin, testBegin),
      test: samplesWithin(spans, sessionAt(testBegin), sessionAt(testBegin + testSessions), Infinity),
    };
  };
  const folds: Fold[] = [];
  for (let k = 1; k <= nFolds; k++) {
    const testBegin = sessions.length - testSessions - (k - 1) * stepSessions;
    if (testBegin - validationSessions - embargoSessions <= 0) break;
    const fold = cut(testBegin);
    if (countSessions(spans, fold.train) * trainEvery < MIN_TRAIN_SESSIONS) break;
    folds.unshift(fold);
  }
  if (folds.length > 0) return folds;
  throw new DataError(
    `Cannot cut a fold of ${testSessions} test and ${validationSessions} validation sessions: before it ` +
      `${MIN_TRAIN_SESSIONS} sessions are needed whose labels were known ${embargoSessions} sessions earlier, found ` +
      `${sessions.length} labelled sessions in all; take a longer period or smaller test blocks (folds.testSessions)`,
  );
}

/** Calendar years that are tested, each by a model of all before it. */
export interface YearSizes extends Pick<FoldSizes, "validationSessions" | "embargoSessions" | "trainEvery"> {
  /** First year. */
  readonly first: number;
  /** Last year. */
  readonly last: number;
}

/**
 * Cuts a fold for each calendar year: all before it is learned from, with purge and embargo as in
 * {@link walkForwardFolds}.
 *
 * @returns Folds, oldest first; a year without samples has none.
 * @throws {DataError} If no year has samples, or the first of them too little before it.
 */
export function yearFolds(
  spans: Spans,
  { first, last, validationSessions = 0, embargoSessions = 5, trainEvery = 1 }: YearSizes,
): Fold[] {
  const sessions = [...new Set(spans.session)];
  const sessionAt = (position: number) => sessions[position] ?? -Infinity;
  const folds: Fold[] = [];
  for (let year = first; year <= last; year++) {
    const [begin, end] = [sessionOf(year, 1, 1), sessionOf(year + 1, 1, 1)];
    const test = samplesWithin(spans, begin, end, Infinity);
    if (test.length === 0) continue;
    const position = sessions.indexOf(spans.session[test[0]]);
    const trainEnd = position - validationSessions;
    const validationBegin = validationSessions === 0 ? begin : sessionAt(trainEnd);
    const before = samplesWithin(spans, -Infinity, validationBegin, sessionAt(trainEnd - embargoSessions));
    const nSessions = countSessions(spans, before);
    if (nSessions < MIN_TRAIN_SESSIONS) {
      throw new DataError(
        `Cannot test ${year}: ${MIN_TRAIN_SESSIONS} sessions are needed before it whose labels were known ` +
          `${embargoSessions} sessions earlier, found ${nSessions}; begin with a later year`,
      );
    }
    folds.push({
      train: everyNth(spans, before, trainEvery),
      validation: samplesWithin(spans, validationBegin, begin, sessionAt(position - embargoSessions)),
      test,
    });
  }
  if (folds.length > 0) return folds;
  throw new DataError(`Cannot test the years ${first} to ${last}: no sample was decided in them`);
}

/**
 * What a model learns from in the end, with no test to come: all samples, the last sessions of them for validation where
 * something is chosen by it; thinned, purged and with an embargo as in {@link walkForwardFolds}.
 */
export function closingFold(
  spans: Spans,
  { validationSessions = 0, embargoSessions = 5, trainEvery = 1 }: FoldSizes,
): Fold {
  const sessions = [...new Set(spans.session)];
  const begin = validationSessions === 0 ? Infinity : sessions.at(-validationSessions) ?? -Infinity;
  const knownBefore = validationSessions === 0
    ? Infinity
    : sessions.at(-validationSessions - embargoSessions) ?? -Infinity;
  return {
    train: everyNth(spans, samplesWithin(spans, -Infinity, begin, knownBefore), trainEvery),
    validation: samplesWithin(spans, begin, Infinity, Infinity),
    test: new Int32Array(0),
  };
}

/**
 * Cuts one fold by shares of the sessions: train, then validation, then test.
 *
 * @param shares Share of the sessions in each of the later blocks, each in [0, 1), together below 1; purge and embargo as
 *   in {@link walkForwardFolds}.
 */
export function splitFold(
  spans: Spans,
  shares: { validation: number; test: number },
  embargoSessions = 5,
): Fold {
  const nSessions = new Set(spans.session).size;
  const [fold] = walkForwardFolds(spans, {
    nFolds: 1,
    testSessions: Math.round(shares.test * nSessions),
    validationSessions: Math.round(shares.validation * nSessions),
    embargoSessions,
  });
  return fold;
}

/** Samples decided from `first` until before `next`, whose labels were known before `knownBefore`. */
function samplesWithin(
  { session, labelEnd }: Spans,
  first: number,
  next: number,
  knownBefore: number,
): Int32Array {
  const indices: number[] = [];
  for (let i = 0; i < session.length; i++) {
    if (session[i] >= first && session[i] < next && labelEnd[i] < knownBefore) indices.push(i);
  }
  return Int32Array.from(indices);
}

/** The samples of the latest sessions. */
function latest({ session }: Spans, indices: Int32Array, nSessions: number): Int32Array {
  const first = [...new Set(indices.map((i) => session[i]))].at(-nSessions) ?? -Infinity;
  return indices.filter((i) => session[i] >= first);
}

/** The samples of every n-th session of the data. */
function everyNth({ session }: Spans, indices: Int32Array, n: number): Int32Array {
  if (n === 1) return indices;
  const kept = new Set([...new Set(session)].filter((_, position) => position % n === 0));
  return indices.filter((i) => kept.has(session[i]));
}

function countSessions({ session }: Spans, indices: Int32Array): number {
  return new Set(indices.map((i) => session[i])).size;
}
