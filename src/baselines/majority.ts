/**
 * The baseline that always says the most frequent class.
 *
 * @module
 */

import { CLASSES, type Dataset, type Estimator, type FitOptions } from "~/core/mod.ts";
import { fitTable, tally } from "./learn.ts";

/**
 * Always the class that was most frequent in train: what accuracy has to be held against.
 *
 * No probabilities (the bar for those is {@link climatology}) and a constant score; the expected return is the mean of
 * train. Of equally frequent classes the first in the order of `CLASSES`.
 */
export function majority(): Estimator {
  return {
    name: "majority",
    fit: (train: Dataset, options: FitOptions) =>
      fitTable(train, options, () => {
        const { counts, returns } = tally(train, new Uint8Array(train.nSamples), 1);
        const winner = counts.indexOf(Math.max(...counts));
        return {
          features: train.features,
          ranked: null,
          probabilities: Float64Array.from(CLASSES, (_, k) => k === winner ? 1 : 0),
          expectedReturn: returns.map((sum) => sum / train.nSamples),
        };
      }),
  };
}
