/**
 * How sure a recipe's answers were out of sample, and what a model made by it may say of itself.
 *
 * @module
 */

import {
  applyCalibrator,
  type CalibrationChoice,
  type Calibrator,
  type CalibratorKind,
  chooseCalibration,
} from "~/calibration/mod.ts";
import {
  abstains,
  classScores,
  type CoverageReport,
  coverageReport,
  domainDistances,
  fitConformal,
  fitDomain,
  intervalScores,
  predictionSets,
  rollingQuantiles,
} from "~/conformal/mod.ts";
import {
  barsAt,
  CLASSES,
  type Dataset,
  type Fold,
  type Forecast,
  type Panel,
  takeSamples,
} from "~/core/mod.ts";
import { panelScores } from "~/baselines/mod.ts";
import { predictedClasses } from "~/evaluation/mod.ts";
import { returnScale } from "~/features/mod.ts";
import { type CertaintyFit, INTERVAL_ALPHAS, SET_ALPHA } from "~/predictor/mod.ts";

/** How sure answers were on sessions that no model had seen: plain data. */
export interface CertaintyReport {
  /** Fold by fold, what was chosen on the fold before it; `null` for the first, which has none. Last, for the saved model. */
  readonly calibration: readonly (CalibrationSummary | null)[];
  /** Intervals of the return by level. */
  readonly intervals: readonly { readonly level: number; readonly coverage: CoverageReport }[];
  /** Sets of classes; `null` without probabilities. */
  readonly classSets: ClassSetReport | null;
  /** Share of each fold's test samples that are unlike those it learned from. */
  readonly outsideDomain: readonly number[];
}

/** A choice of calibration without its parameters. */
export interface CalibrationSummary extends Omit<CalibrationChoice, "calibrator"> {
  /** The kind that was chosen. */
  readonly chosen: Calibrator["kind"];
}

/** How sets of classes did. */
export interface ClassSetReport {
  /** Share of sets that should hold the true class. */
  readonly level: number;
  /** How many did; the width is the number of classes in a set. */
  readonly coverage: CoverageReport;
  /** Share of samples for which no class or all of them are in the set: nothing to act on. */
  readonly abstained: number;
  /** Share of right answers among the others; `null` if there are none. */
  readonly accuracyWhenActing: number | null;
}

/** Features may be this odd before a row of training samples is called odd by mistake. */
const LEAST_DOMAIN_ROWS = 1000;

/**
 * Calibrates each fold's probabilities with what was learned from the answers of the fold before it, whose classes were
 * known when it began. The first fold has none before it and stays as it is.
 *
 * @param test The test samples of all folds, end to end.
 * @param kinds Calibrators that may be chosen. @default {Platt's alone}
 * @returns The forecast with calibrated probabilities, the choices, and the one for whatever comes after the last fold.
 */
export function calibrateForward(
  folds: readonly Fold[],
  test: Dataset,
  forecast: Forecast,
  kinds: readonly CalibratorKind[] = ["platt"],
): { forecast: Forecast; choices: (CalibrationChoice | null)[] } {
  const { probabilities } = forecast;
  if (probabilities === null) return { forecast, choices: [] };
  const width = CLASSES.length;
  const calibrated = probabilities.slice();
  const choices: (CalibrationChoice | null)[] = [null];
  let begin = 0;
  for (const [f, fold] of folds.entries()) {
    const end = begin + fold.test.length;
    const nextFirst = f + 1 < folds.length ? test.session[end] : Infinity;
    const known = Int32Array.from(range(begin, end).filter((i) => test.labelEnd[i] < nextFirst));
    const choice = known.length === 0 ? null : chooseCalibration({
      session: known.map((i) => test.session[i]),
      labelEnd: known.map((i) => test.labelEnd[i]),
      y: Uint8Array.from(known, (i) => test.y[i]),
      probabilities: Float64Array.from(
        [...known].flatMap((i) => [...probabilities.subarray(i * width, (i + 1) * width)]),
      ),
    }, { kinds });
    choices.push(choice);
    if (choice !== null && f + 1 < folds.length) {
      const next = probabilities.subarray(end * width, (end + folds[f + 1].test.length) * width);
      calibrated.set(applyCalibrator(choice.calibrator, next), end * width);
    }
    begin = end;
  }
  return { forecast: { ...forecast, probabilities: calibrated }, choices };
}

/** What was walked, with the run's model calibrated. */
export interface Walked {
  /** All samples. */
  readonly dataset: Dataset;
  /** Bars that the samples are of. */
  readonly panel: Panel;
  /** Sessions that a label looks ahead. */
  readonly horizon: number;
  /** The folds. */
  readonly folds: readonly Fold[];
  /** Their test samples, end to end. */
  readonly test: Dataset;
  /** The model's answers for them, calibrated. */
  readonly forecast: Forecast;
  /** From {@link calibrateForward}. */
  readonly choices: readonly (CalibrationChoice | null)[];
}

/**
 * Judges intervals, sets and domains as they would have been stated at each test session, from what was known then, and
 * fits those of a model that is made of all samples.
 *
 * Intervals lie around 0 and need no model, so the samples before the first test session count as outcomes, too.
 *
 * @returns The report; and the fit, `null` without probabilities or with too few samples to know a domain.
 */
export function judgeCertainty(walked: Walked): { report: CertaintyReport; fit: CertaintyFit | null } {
  const { dataset, panel, folds, test, forecast, choices } = walked;
  const scaleOf = panelScores(panel, scaleColumn(panel, walked.horizon));
  const asOf = panel.calendar[panel.calendar.length - 1];
  const outcomes = intervalOutcomes(dataset, scaleOf(dataset));
  const scale = scaleOf(test);
  const { probabilities } = forecast;
  const report: CertaintyReport = {
    calibration: choices.map((choice) => {
      if (choice === null) return null;
      const { calibrator, ...summary } = choice;
      return { chosen: calibrator.kind, ...summary };
    }),
    intervals: INTERVAL_ALPHAS.map((alpha) => {
      const quantile = rollingQuantiles(outcomes, test.session, { alpha });
      const half = scale.map((size, i) => Number.isNaN(size) ? Infinity : size * quantile[i]);
      const isInside = Uint8Array.from(half, (size, i) => Math.abs(test.targetReturn[i]) <= size ? 1 : 0);
      const coverage = coverageReport(test.session, isInside, half.map((size) => 2 * size));
      return { level: 1 - alpha, coverage };
    }),
    classSets: probabilities === null ? null : setReport(test, forecast, probabilities),
    outsideDomain: folds.map((fold) => shareOutside(dataset, fold)),
  };
  if (probabilities === null || dataset.nSamples < LEAST_DOMAIN_ROWS) return { report, fit: null };
  const setOutcomes = {
    session: test.session,
    labelEnd: test.labelEnd,
    score: classScores(test.y, probabilities),
  };
  return {
    report,
    fit: {
      calibrator: choices.at(-1)?.calibrator ?? { kind: "none" },
      intervals: fitConformal(outcomes, asOf, { alphas: INTERVAL_ALPHAS }),
      classSets: fitConformal(setOutcomes, asOf, { alphas: [SET_ALPHA] }),
      domain: fitDomain(dataset),
    },
  };
}

/** How far each row's share goes over the horizon. */
function scaleColumn(panel: Panel, horizon: number): Float64Array {
  const column = new Float64Array(panel.session.length);
  panel.tickers.forEach((_, t) => column.set(returnScale(barsAt(panel, t), horizon), panel.offsets[t]));
  return column;
}

/** Returns in units of their scale, where that is known. */
function intervalOutcomes({ session, labelEnd, targetReturn }: Dataset, scale: Float64Array) {
  const known = Int32Array.from(scale.keys().filter((i) => !Number.isNaN(scale[i])));
  const at = (column: Float64Array) => Float64Array.from(known, (i) => column[i]);
  return {
    session: known.map((i) => session[i]),
    labelEnd: known.map((i) => labelEnd[i]),
    score: intervalScores(at(targetReturn), new Float64Array(known.length), at(scale)),
  };
}

function setReport(test: Dataset, forecast: Forecast, probabilities: Float64Array): ClassSetReport {
  const { session, labelEnd, y } = test;
  const outcomes = { session, labelEnd, score: classScores(y, probabilities) };
  const quantile = rollingQuantiles(outcomes, session, { alpha: SET_ALPHA });
  const sets = predictionSets(probabilities, quantile);
  const size = Float64Array.from(sets, (set, i) => quantile[i] === Infinity ? Infinity : bits(set));
  const isCovered = Uint8Array.from(sets, (set, i) => set >> y[i] & 1);
  const predicted = predictedClasses(forecast, session);
  const acting = [...sets.keys()].filter((i) => !abstains(sets[i]));
  const nRight = acting.filter((i) => predicted[i] === y[i]).length;
  return {
    level: 1 - SET_ALPHA,
    coverage: coverageReport(session, isCovered, size),
    abstained: 1 - acting.length / sets.length,
    accuracyWhenActing: acting.length === 0 ? null : nRight / acting.length,
  };
}

function shareOutside(dataset: Dataset, { train, test }: Fold): number {
  if (train.length < LEAST_DOMAIN_ROWS) return 0;
  const domain = fitDomain(takeSamples(dataset, train));
  const distances = domainDistances(domain, takeSamples(dataset, test).X);
  return distances.filter((distance) => distance > domain.threshold).length / test.length;
}

function range(begin: number, end: number): number[] {
  return Array.from({ length: end - begin }, (_, i) => begin + i);
}

function bits(set: number): number {
  return CLASSES.reduce((n, _, k) => n + (set >> k & 1), 0);
}
