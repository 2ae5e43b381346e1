/**
 * The baseline that expects winners to go on winning.
 *
 * @module
 */

import type { Dataset, Estimator, FitOptions } from "~/core/mod.ts";
import { fitTable, learnThirds } from "./learn.ts";
import { columnOf } from "./thirds.ts";

/**
 * Ranks shares by one feature, by default the return from 12 months to 1 month ago: what rankings are held against.
 *
 * The score is the feature as it is. Probabilities and expected return are those of the feature's third within the
 * session, learned on train: class frequencies (with three more samples spread as in all of train, so that a third
 * without samples says what is usual) and mean return. A share that is alone in its session, in train or later, is put
 * in the third that its value has among all training samples. O(n log n).
 *
 * @param feature Name of the feature to rank by, greater is better.
 * @see Jegadeesh, N. and Titman, S. (1993), "Returns to Buying Winners and Selling Losers", Journal of Finance 48(1).
 */
export function momentum(feature = "momentum_252_21"): Estimator {
  return {
    name: "momentum",
    fit: (train: Dataset, options: FitOptions) =>
      fitTable(train, options, () => {
        const { thresholds, ...answers } = learnThirds(train, columnOf(train, feature));
        return {
          features: train.features,
          ranked: { kind: "feature", name: feature, thresholds },
          ...answers,
        };
      }),
  };
}
