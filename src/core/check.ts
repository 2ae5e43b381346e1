/**
 * What samples must be before a model learns from them or answers for them.
 *
 * @module
 */

import { CLASSES, type Dataset, type Samples } from "./dataset.ts";
import { ModelError } from "./errors.ts";
import { formatSession } from "./session.ts";

/**
 * Demands samples to learn from: at least one, every feature and return finite, every class known.
 *
 * @param what What learns, for the message: `a forest`.
 * @throws {ModelError} Otherwise, naming the first offender.
 */
export function checkTrain(what: string, train: Dataset): void {
  const refuse = (problem: string) => new ModelError(`Cannot fit ${what}: ${problem}`);
  if (train.nSamples === 0) throw refuse("at least one sample is needed, found none");
  checkFinite(`fit ${what}`, train);
  const stray = train.targetReturn.findIndex((value) => !Number.isFinite(value));
  if (stray >= 0) {
    throw refuse(
      `returns must be finite, found ${train.targetReturn[stray]} for ${whoAndWhen(train, stray)}`,
    );
  }
  const odd = train.y.findIndex((code) => code >= CLASSES.length);
  if (odd >= 0) {
    throw refuse(
      `class codes must be below ${CLASSES.length}, found ${train.y[odd]} for ${whoAndWhen(train, odd)}`,
    );
  }
}

/**
 * Demands samples that a model can answer for: the features it learned from, in order, all finite.
 *
 * @param what What answers, for the message: `a forest`.
 * @throws {ModelError} Otherwise, naming what was expected and found.
 */
export function checkSamples(what: string, features: readonly string[], samples: Samples): void {
  const found = samples.features;
  if (found.length !== features.length || features.some((name, j) => name !== found[j])) {
    throw new ModelError(
      `Cannot predict with ${what}: expected features ${features.join(", ")}, found ${found.join(", ")}`,
    );
  }
  checkFinite(`predict with ${what}`, samples);
}

/**
 * Demands what a model of sequences looks at: a history of its lookback, with every value of every sample's sequence
 * finite. The time it takes does not grow with the lookback.
 *
 * @param what What looks, for the message: `an LSTM`.
 * @param samples Samples whose features were checked already.
 * @param lookback Sessions in a sequence.
 * @param action What it was about to do. @default {"predict with"}
 * @throws {ModelError} Otherwise, naming what was wanted and found.
 */
export function checkHistory(
  what: string,
  samples: Samples,
  lookback: number,
  action: "fit" | "predict with" = "predict with",
): void {
  const { nSamples, features, history } = samples;
  const refuse = (problem: string) => new ModelError(`Cannot ${action} ${what}: ${problem}`);
  if (history?.lookback !== lookback) {
    throw refuse(`sequences of ${lookback} sessions are wanted, found ${history?.lookback ?? "none"}`);
  }
  const { rows, row } = history;
  if (row.length !== nSamples) {
    throw refuse(`a row of the history is wanted for each of ${nSamples} samples, found ${row.length}`);
  }
  const nRows = rows.length / features.length;
  const stray = row.findIndex((own) => own < lookback - 1 || own >= nRows);
  if (stray >= 0) {
    throw refuse(
      `rows of the history must be from ${lookback - 1} to ${nRows - 1}, found ${row[stray]} for ` +
        whoAndWhen(samples, stray),
    );
  }
  const newest = newestBroken(rows, features.length);
  const broken = row.findIndex((own) => newest[own] > own - lookback);
  if (broken < 0) return;
  const at = newest[row[broken]] * features.length;
  const j = rows.subarray(at, at + features.length).findIndex((value) => !Number.isFinite(value));
  const age = row[broken] - newest[row[broken]];
  throw refuse(
    `features must be finite, found ${rows[at + j]} in "${features[j]}", ${age} back in the sequence of ` +
      whoAndWhen(samples, broken),
  );
}

/** For each row, the newest one up to it in which a value is not finite; -1 where there is none. */
function newestBroken(rows: Float32Array, width: number): Int32Array {
  const newest = new Int32Array(rows.length / width);
  for (let row = 0, latest = -1; row < newest.length; row++) {
    let poison = 0;
    for (let i = row * width; i < (row + 1) * width; i++) poison += rows[i] - rows[i];
    if (poison !== 0) latest = row;
    newest[row] = latest;
  }
  return newest;
}

function checkFinite(action: string, samples: Samples): void {
  const { X, features } = samples;
  // x - x is 0 for a finite x and NaN otherwise: one sum tells whether to look closer
  let poison = 0;
  for (let i = 0; i < X.length; i++) poison += X[i] - X[i];
  if (poison === 0) return;
  const at = X.findIndex((value) => !Number.isFinite(value));
  throw new ModelError(
    `Cannot ${action}: features must be finite, found ${X[at]} in "${features[at % features.length]}" for ` +
      whoAndWhen(samples, Math.floor(at / features.length)),
  );
}

function whoAndWhen(samples: Samples, i: number): string {
  return `"${samples.tickers[samples.ticker[i]]}" on ${formatSession(samples.session[i])}`;
}
