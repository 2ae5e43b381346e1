/**
 * The baseline that says what is usual.
 *
 * @module
 */

import type { Dataset, Estimator, FitOptions } from "~/core/mod.ts";
import { fitTable, frequencies, tally, UNIFORM } from "./learn.ts";

/**
 * For every share the class frequencies of train as probabilities and the mean return of train as expected return:
 * what probabilities have to be held against.
 *
 * Each class counts once more than it was seen (Laplace). Constant score: it ranks nothing.
 */
export function climatology(): Estimator {
  return {
    name: "climatology",
    fit: (train: Dataset, options: FitOptions) =>
      fitTable(train, options, () => {
        const { counts, returns } = tally(train, new Uint8Array(train.nSamples), 1);
        return {
          features: train.features,
          ranked: null,
          probabilities: frequencies(counts, UNIFORM),
          expectedReturn: returns.map((sum) => sum / train.nSamples),
        };
      }),
  };
}
