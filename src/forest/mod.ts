/**
 * Random forests on typed arrays: features binned to bytes, trees grown on histograms by any number of workers with the
 * same result, class probabilities, expected returns and ranks from their leaves, and an open artifact format.
 *
 * @module
 */

export { forestClassifier, forestRegressor } from "./forest.ts";
export { type ForestModel, loadForest } from "./model.ts";
export type { OutOfBag } from "./out_of_bag.ts";
export type { ForestParams } from "./params.ts";
