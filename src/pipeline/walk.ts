/**
 * A run walked forward: what an evaluation scores and a backtest trades.
 *
 * @module
 */

import type { CalibrationChoice } from "~/calibration/mod.ts";
import type { Fold, LearningCurve } from "~/core/mod.ts";
import { type Contender, type Entry, type WalkForward, walkForward } from "~/evaluation/mod.ts";
import { calibrateForward } from "./certainty.ts";
import { evaluationFolds, type TestPeriod } from "./evaluation_folds.ts";
import { forecastStore, recipeToKeep } from "./forecast_store.ts";
import type { Prepared } from "./prepare.ts";
import type { Run } from "./run.ts";

/** How the work is done; nothing here changes a result. */
export interface WorkOptions {
  /** Threads that compute features and train. @default {1} */
  readonly workers?: number;
  /** Stops the work; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called with the share done, 0 to 1, and what is being done. */
  readonly onProgress?: (done: number, what: string) => void;
  /** Called with a sentence when something is in the way that does no harm to the result. */
  readonly onWarning?: ((message: string) => void) | undefined;
  /** Folder in which work that is stopped leaves the answers it has, to go on from there. @default {none: it begins anew} */
  readonly walks?: string | null;
}

/** Out-of-sample answers of a run's contenders. */
export interface Walk extends Pick<WalkForward, "test" | "trainReturns"> {
  /** The folds. */
  readonly folds: readonly Fold[];
  /** The run's model as it would be served, calibrated where that helped; as it was, if that is another; the others. */
  readonly entries: readonly Entry[];
  /** What was chosen to calibrate each fold, and whatever comes after the last; see {@link calibrateForward}. */
  readonly choices: readonly (CalibrationChoice | null)[];
  /** How the run's model learned in each fold; nothing of one that learns in one go. */
  readonly learning: readonly LearningCurve[];
  /** Takes away what was kept on the way: what the walk was for is done, nobody has to go on from it. */
  forget(): Promise<void>;
}

/**
 * Folds that are worked on at a time: of forests, one is binned and asked while another is grown; the threads of an LSTM
 * keep step with each other and would wait for another's.
 */
const FOLDS_AT_ONCE = { rf: 2, lstm: 1 } as const;

/**
 * Walks a run's folds with contenders, the run's model first.
 *
 * @throws {DataError} If the sessions do not suffice for the folds.
 */
export async function walkRun(
  run: Run,
  { dataset, sha256 }: Pick<Prepared, "dataset" | "sha256">,
  contenders: readonly Contender[],
  { walks = null, workers = 1, signal, onProgress, onWarning, ...period }: WorkOptions & TestPeriod,
): Promise<Walk> {
  const folds = evaluationFolds(run, dataset, period);
  const store = await forecastStore(walks, dataset, [recipeToKeep(run), sha256]);
  const walked = await walkForward(dataset, folds, contenders, {
    seed: run.seed,
    foldsAtOnce: Math.min(FOLDS_AT_ONCE[run.kind], workers),
    recall: store.recall,
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
    ...(onWarning && { onWarning }),
  });
  const { test, trainReturns, entries: [model, ...others], learning: [learning] } = walked;
  const { forecast, choices } = calibrateForward(folds, test, model.forecast, run.calibration);
  const isCalibrated = choices.slice(0, -1).some((choice) =>
    choice !== null && choice.calibrator.kind !== "none"
  );
  const uncalibrated = isCalibrated ? [{ ...model, name: `${model.name}, uncalibrated` }] : [];
  return {
    folds,
    test,
    trainReturns,
    choices,
    learning,
    forget: store.clear,
    entries: [{ ...model, forecast }, ...uncalibrated, ...others],
  };
}
