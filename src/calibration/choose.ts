/**
 * Whether to calibrate, and how: decided on later sessions than the candidates were fitted on.
 *
 * @module
 */

import { CLASSES, ModelError, sessionBlocks } from "~/core/mod.ts";
import { classificationScores, predictedClasses, type SampleRange } from "~/evaluation/mod.ts";
import { applyCalibrator, type Calibrator, type CalibratorKind, fitCalibrator } from "./calibrator.ts";

/** Forecasts and what came true, for samples that the forecasting model did not learn from. */
export interface JudgedForecasts {
  /** Decision session [nSamples], ascending. */
  readonly session: Int32Array;
  /** Session at whose open each class became known [nSamples]. */
  readonly labelEnd: Int32Array;
  /** Class codes [nSamples]. */
  readonly y: Uint8Array;
  /** Class probabilities [nSamples, 3], rows sum to 1. */
  readonly probabilities: Float64Array;
}

/** How to choose. */
export interface ChooseOptions {
  /**
   * Calibrators that may be chosen. Platt alone by default: choosing among several on a year of overlapping labels adds
   * luck, and isotonic steps that say 0 are dear in a year that differs. For classes whose frequencies move from year to
   * year take `["temperature"]`, which knows no base rate.
   *
   * @default {["platt"]}
   */
  readonly kinds?: readonly CalibratorKind[];
  /** Share of the sessions that candidates are fitted on, the earlier ones. @default {0.5} */
  readonly fitShare?: number;
}

/** How one candidate did on the later sessions. */
export interface CalibrationCandidate {
  /** Which calibrator; `none` is the probabilities as they are. */
  readonly kind: CalibratorKind;
  /** Mean negative log-likelihood, nats, smaller is better; `null` if it was not fitted. */
  readonly logLoss: number | null;
  /** Mean squared distance of the row from the truth, smaller is better; `null` if it was not fitted. */
  readonly brierLoss: number | null;
  /** Expected calibration error, smaller is better; `null` if it was not fitted. */
  readonly calibrationError: number | null;
  /** Why it was not fitted; `null` if it was. */
  readonly reason: string | null;
}

/** What was chosen and on what grounds: plain data, ready for a manifest. */
export interface CalibrationChoice {
  /** What to use: the winner, the very one that was judged. */
  readonly calibrator: Calibrator;
  /** Samples that the candidates were fitted on; `null` if there were too few sessions to choose. */
  readonly fitted: SampleRange | null;
  /** Later samples that they were judged on; `null` if there were too few sessions to choose. */
  readonly judged: SampleRange | null;
  /** `none` and every kind that was allowed, with its figures on `judged`. */
  readonly candidates: readonly CalibrationCandidate[];
}

/** Fewer sessions than this, about a month, to fit on or to be judged on decide nothing. */
const LEAST_SESSIONS = 20;

/**
 * Chooses the calibrator with the least log-loss, and none unless it beats the probabilities as they are.
 *
 * The forecasts are cut once between two sessions, never shuffled. Candidates are fitted on the earlier part, less the
 * samples whose class was not yet known when the later part begins, and judged on the later part, which none of them has
 * seen. The winner is used as it was judged, not fitted again, so the figures are its own; of several candidates its
 * log-loss is the least of as many and flatters a little. With too few sessions, nothing is chosen and the probabilities
 * stay as they are.
 *
 * All classes here must be known before anything that the calibrator is then used or scored on, which is the caller's
 * purge: the validation block of a fold is cut so.
 *
 * @param forecasts Answers of a model for sessions after those it learned from.
 * @throws {RangeError} If there is no sample, sessions do not ascend, lengths do not fit, a row is no distribution, a code
 * no class or the share not inside (0, 1).
 */
export function chooseCalibration(
  forecasts: JudgedForecasts,
  options: ChooseOptions = {},
): CalibrationChoice {
  const { kinds = ["platt"], fitShare = 0.5 } = options;
  const { session, labelEnd } = forecasts;
  checkShape(forecasts, fitShare);
  const names: CalibratorKind[] = ["none", ...kinds.filter((kind) => kind !== "none")];
  const sessions = Array.from(sessionBlocks(session), ([begin]) => session[begin]);
  const firstJudged = sessions[Math.round(fitShare * sessions.length)] ?? Infinity;
  const fitted = take(forecasts, (i) => session[i] < firstJudged && labelEnd[i] < firstJudged);
  const judged = take(forecasts, (i) => session[i] >= firstJudged);
  const nFitted = countSessions(fitted);
  const nJudged = countSessions(judged);
  if (nFitted < LEAST_SESSIONS || nJudged < LEAST_SESSIONS) {
    const reason = `${LEAST_SESSIONS} sessions to fit on and ${LEAST_SESSIONS} to be judged on are wanted, ` +
      `found ${nFitted} and ${nJudged}`;
    return {
      calibrator: { kind: "none" },
      fitted: null,
      judged: null,
      candidates: names.map((kind) => unfitted(kind, reason)),
    };
  }
  let winner: Calibrator = { kind: "none" };
  let least = Infinity;
  const candidates = names.map((kind) => {
    const calibrator = fitOrReason(kind, fitted);
    if (typeof calibrator === "string") return unfitted(kind, calibrator);
    const candidate = judge(calibrator, judged);
    const { logLoss } = candidate;
    if (logLoss !== null && logLoss < least) [winner, least] = [calibrator, logLoss];
    return candidate;
  });
  return { calibrator: winner, fitted: rangeOf(fitted), judged: rangeOf(judged), candidates };
}

/** The fitted calibrator, or why there is none. */
function fitOrReason(kind: CalibratorKind, { probabilities, y }: JudgedForecasts): Calibrator | string {
  try {
    return fitCalibrator(kind, probabilities, y);
  } catch (error) {
    if (error instanceof ModelError) return error.message;
    throw error;
  }
}

function judge(calibrator: Calibrator, { y, session, probabilities }: JudgedForecasts): CalibrationCandidate {
  const calibrated = applyCalibrator(calibrator, probabilities);
  const forecast = { probabilities: calibrated, score: new Float64Array(y.length), expectedReturn: null };
  const scores = classificationScores(y, predictedClasses(forecast, session), calibrated);
  const { logLoss, brierLoss, calibrationError } = scores;
  return { kind: calibrator.kind, logLoss, brierLoss, calibrationError, reason: null };
}

function unfitted(kind: CalibratorKind, reason: string): CalibrationCandidate {
  return { kind, logLoss: null, brierLoss: null, calibrationError: null, reason };
}

function checkShape(
  { session, labelEnd, y, probabilities }: JudgedForecasts,
  fitShare: number,
): void {
  const refuse = (wanted: string, found: string | number) =>
    new RangeError(`Cannot choose a calibration: ${wanted}, found ${found}`);
  if (!(fitShare > 0 && fitShare < 1)) throw refuse("a share of sessions inside (0, 1) is wanted", fitShare);
  const n = y.length;
  const lengths = [session.length, labelEnd.length, probabilities.length / CLASSES.length];
  if (n === 0 || lengths.some((length) => length !== n)) {
    throw refuse("columns of one length, at least 1, are wanted", [n, ...lengths].join(", "));
  }
  const early = session.findIndex((value, i) => i > 0 && value < session[i - 1]);
  if (early >= 0) throw refuse("sessions in ascending order are wanted", `an earlier one in sample ${early}`);
}

function take(
  { session, labelEnd, y, probabilities }: JudgedForecasts,
  isWanted: (i: number) => boolean,
): JudgedForecasts {
  return {
    session: session.filter((_, i) => isWanted(i)),
    labelEnd: labelEnd.filter((_, i) => isWanted(i)),
    y: y.filter((_, i) => isWanted(i)),
    probabilities: probabilities.filter((_, at) => isWanted(Math.floor(at / CLASSES.length))),
  };
}

function countSessions({ session }: JudgedForecasts): number {
  return Array.from(sessionBlocks(session)).length;
}

function rangeOf({ session }: JudgedForecasts): SampleRange {
  return {
    firstSession: session[0],
    lastSession: session[session.length - 1],
    nSamples: session.length,
  };
}
