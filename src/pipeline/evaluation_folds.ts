/**
 * What an evaluation is tested on, and what it must not touch.
 *
 * @module
 */

import { DataError, type Dataset, type Fold, formatSession, parseSession, sessionOf } from "~/core/mod.ts";
import { type Spans, walkForwardFolds, yearFolds } from "~/dataset/mod.ts";
import type { Run } from "./run.ts";

/**
 * Sessions from here on are the last untouched slice: no default and no recipe was chosen with a look at them. Each look
 * spends some of that, so it must be asked for.
 */
export const UNTOUCHED = "2023-01-01";

/** What to test on. */
export interface TestPeriod {
  /** First and last calendar year, each tested by a model of all before it; the run's folds by default. */
  readonly years?: readonly [first: number, last: number] | undefined;
  /** Whether the untouched sessions may be tested on. @default {false} */
  readonly isFinal?: boolean | undefined;
}

/**
 * Cuts the folds of an evaluation. Without `isFinal` neither a decision nor a label of a test sample lies in the
 * untouched slice.
 *
 * @throws {DataError} If nothing is left to test on; the message says what to ask for.
 */
export function evaluationFolds(run: Run, dataset: Dataset, { years, isFinal }: TestPeriod = {}): Fold[] {
  const spans = evaluationSpans(run, dataset, isFinal);
  if (years === undefined) return walkForwardFolds(spans, run.folds);
  const last = sessionOf(years[1], 12, 31);
  if (!isFinal && dataset.session.some((session) => session >= parseSession(UNTOUCHED) && session <= last)) {
    throw new DataError(
      `Cannot evaluate the years ${years[0]} to ${years[1]}: sessions from ${UNTOUCHED} on are untouched; ` +
        `end with ${Number(UNTOUCHED.slice(0, 4)) - 1}, or say --final, which is logged`,
    );
  }
  const { validationSessions, embargoSessions, trainEvery } = run.folds;
  return yearFolds(spans, {
    first: years[0],
    last: years[1],
    validationSessions,
    embargoSessions,
    ...(trainEvery !== undefined && { trainEvery }),
  });
}

/**
 * The samples that may be tested on, oldest first: those before the untouched slice, or all of them.
 *
 * @throws {DataError} If there is none.
 */
export function evaluationSpans(run: Run, dataset: Dataset, isFinal = false): Spans {
  const spans = isFinal ? dataset : touched(dataset);
  if (spans.session.length > 0) return spans;
  throw new DataError(
    `Cannot evaluate run "${run.name}": its samples from ${
      formatSession(dataset.session[0])
    } on are all of the ` +
      `untouched slice that begins on ${UNTOUCHED}; take an earlier period, or say --final, which is logged`,
  );
}

/** Whether any fold tests on untouched sessions. */
export function touchesUntouched(dataset: Dataset, folds: readonly Fold[]): boolean {
  const first = parseSession(UNTOUCHED);
  return folds.some(({ test }) => test.some((i) => dataset.labelEnd[i] >= first));
}

/** The samples of the sessions before the first that has a label in the untouched slice. */
function touched({ session, labelEnd }: Spans): Spans {
  const first = parseSession(UNTOUCHED);
  const at = labelEnd.findIndex((end) => end >= first);
  const end = at < 0 ? session.length : session.indexOf(session[at]);
  return { session: session.subarray(0, end), labelEnd: labelEnd.subarray(0, end) };
}
