/**
 * Walk-forward folds: later is later, and no label reaches into what comes after it.
 *
 * @module
 */

import { ConfigError, type Fold } from "~/core/mod.ts";

/** What folds are cut from: when each sample was decided and when its label was known. */
export interface Spans {
  /** Decision session of each sample, ascending. */
  readonly session: Int32Array;
  /** Session at whose open each label became known. */
  readonly labelEnd: Int32Array;
}

/** Sizes of walk-forward folds, in sessions of the dataset. */
export interface FoldSizes {
  /** Folds, each a test block later. @default {4} */
  readonly nFolds?: number;
  /** Sessions of a test block. @default {250} about a year */
  readonly testSessions?: number;
  /** Sessions of validation between train and test. @default {0} */
  readonly validationSessions?: number;
  /** Sessions by which a label must be known before the next block, on top of the purge. @default {5} */
  readonly embargoSessions?: number;
}

/** Train blocks shorter than this teach nothing that lasts: half a year of sessions. */
const MIN_TRAIN_SESSIONS = 125;

/**
 * Cuts expanding train blocks, each followed by a test block; the last test block ends with the data.
 *
 * Folds are cut on sessions, never between two tickers of one session. Purge: a sample is used only if its label was
 * known before the first session of whatever follows its block. Embargo: besides, that must have been a few sessions
 * earlier, because features of neighbouring sessions share most of their window. Test samples are never purged.
 *
 * @returns Folds, oldest first; sample indices, ascending.
 * @throws {ConfigError} If the sessions do not suffice; the message says how many there are and are needed.
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
  const sessions = [...new Set(spans.session)];
  const firstTest = sessions.length - nFolds * testSessions;
  if (firstTest - validationSessions - embargoSessions < MIN_TRAIN_SESSIONS) {
    throw new ConfigError(
      `Cannot cut ${nFolds} folds of ${testSessions} test and ${validationSessions} validation sessions: at least ` +
        `${
          nFolds * testSessions + validationSessions + embargoSessions + MIN_TRAIN_SESSIONS
        } labelled sessions are ` +
        `needed, found ${sessions.length}`,
    );
  }
  const sessionAt = (position: number) => sessions[position] ?? Infinity;
  return Array.from({ length: nFolds }, (_, k) => {
    const testBegin = firstTest + k * testSessions;
    const validationBegin = testBegin - validationSessions;
    return {
      train: samplesWithin(
        spans,
        -Infinity,
        sessionAt(validationBegin),
        sessionAt(validationBegin - embargoSessions),
      ),
      validation: samplesWithin(
        spans,
        sessionAt(validationBegin),
        sessionAt(testBegin),
        sessionAt(testBegin - embargoSessions),
      ),
      test: samplesWithin(spans, sessionAt(testBegin), sessionAt(testBegin + testSessions), Infinity),
    };
  });
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
