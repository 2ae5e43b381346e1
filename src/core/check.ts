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
