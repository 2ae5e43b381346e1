/**
 * The baseline that expects nothing to happen.
 *
 * @module
 */

import { CLASSES, type Dataset, type Estimator, type FitOptions } from "~/core/mod.ts";
import { fitTable } from "./learn.ts";

/**
 * Always hold and a return of 0: the price stays as it is, which is what forecasts of prices are held against.
 *
 * No probabilities and a constant score; nothing is learned from train.
 */
export function persistence(): Estimator {
  return {
    name: "persistence",
    fit: (train: Dataset, options: FitOptions) =>
      fitTable(train, options, () => ({
        features: train.features,
        ranked: null,
        probabilities: Float64Array.from(CLASSES, (label) => label === "hold" ? 1 : 0),
        expectedReturn: new Float64Array(1),
      })),
  };
}
