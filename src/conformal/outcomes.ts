/**
 * What came of earlier forecasts, and from when on it was known.
 *
 * @module
 */

import { type Session, sessionBlocks } from "~/core/mod.ts";

/** How strange each outcome was, given what had been forecast. */
export interface Outcomes {
  /** Decision session [nSamples], ascending. */
  readonly session: Int32Array;
  /** Session at whose open the outcome became known [nSamples]. */
  readonly labelEnd: Int32Array;
  /** Score [nSamples], 0 or more; greater is stranger. */
  readonly score: Float64Array;
}

/** Samples `[begin, end)` of one decision session. */
export interface MaturingSession {
  /** Decision session. */
  readonly session: Session;
  /** First sample. */
  readonly begin: number;
  /** One past the last sample. */
  readonly end: number;
  /** Session from which all its outcomes are known, and all of the sessions before it. */
  readonly knownFrom: Session;
}

/**
 * Cuts outcomes into sessions that become known one after the other: a session counts once its last label and those of
 * every earlier session have ended.
 *
 * @throws {RangeError} If lengths do not fit, sessions do not ascend, an outcome is known before it was decided, or a
 * score is negative or `NaN`.
 */
export function maturingSessions({ session, labelEnd, score }: Outcomes): MaturingSession[] {
  const refuse = (wanted: string, found: string | number) =>
    new RangeError(`Cannot calibrate on outcomes: ${wanted}, found ${found}`);
  if (labelEnd.length !== session.length || score.length !== session.length) {
    throw refuse(
      "columns of one length are wanted",
      `${session.length}, ${labelEnd.length}, ${score.length}`,
    );
  }
  for (let i = 0; i < session.length; i++) {
    if (i > 0 && session[i] < session[i - 1]) {
      throw refuse("sessions in ascending order are wanted", `an earlier one in sample ${i}`);
    }
    if (labelEnd[i] < session[i]) throw refuse("labels that end later are wanted", `none in sample ${i}`);
    if (!(score[i] >= 0)) throw refuse("scores of 0 or more are wanted", `${score[i]} in sample ${i}`);
  }
  let knownFrom = -Infinity;
  return Array.from(sessionBlocks(session), ([begin, end]) => {
    for (let i = begin; i < end; i++) knownFrom = Math.max(knownFrom, labelEnd[i]);
    return { session: session[begin], begin, end, knownFrom };
  });
}
