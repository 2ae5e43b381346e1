/**
 * The baseline that expects winners to go on winning.
 *
 * @module
 */

import { CLASSES, type Dataset, type Estimator, type FitOptions } from "~/core/mod.ts";
import { fitTable, frequencies, tally, UNIFORM } from "./learn.ts";
import type { Table } from "./table.ts";
import { columnOf, thirdsBySession, thresholdsOf } from "./thirds.ts";

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
    fit: (train: Dataset, options: FitOptions) => fitTable(train, options, () => learn(train, feature)),
  };
}

function learn(train: Dataset, feature: string): Table {
  const values = columnOf(train, feature);
  const thresholds = thresholdsOf(values);
  const all = tally(train, new Uint8Array(train.nSamples), 1);
  const usual = frequencies(all.counts, UNIFORM);
  const meanReturn = all.returns[0] / train.nSamples;
  const { counts, returns } = tally(train, thirdsBySession(values, train.session, thresholds), 3);
  const probabilities = new Float64Array(counts.length);
  const expectedReturn = returns.map((sum, third) => {
    const begin = third * CLASSES.length;
    const own = counts.subarray(begin, begin + CLASSES.length);
    probabilities.set(frequencies(own, usual), begin);
    const n = own.reduce((a, b) => a + b, 0);
    return n === 0 ? meanReturn : sum / n;
  });
  return { features: train.features, ranked: { feature, thresholds }, probabilities, expectedReturn };
}
