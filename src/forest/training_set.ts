/**
 * What every worker reads while trees grow: the binned train data and how to grow.
 *
 * @module
 */

/** Train data and settings; plain, and its large arrays on shared memory, so that sending it to a worker is free. */
export interface TrainingSet {
  readonly nSamples: number;
  /** Bin of each value [nFeatures, nSamples]. */
  readonly bins: Uint8Array;
  /** Upper limits of each feature's bins but the last. */
  readonly thresholds: readonly Float32Array[];
  /** Class code of each row. */
  readonly y: Uint8Array;
  /** Return of each row, what leaves average. */
  readonly targetReturn: Float64Array;
  /** What a regression forest tells each row as; `null` in a classification forest. */
  readonly target: Float64Array | null;
  /** What one row of each class weighs [3]. */
  readonly classWeight: readonly number[];
  readonly seed: number;
  readonly maxDepth: number;
  readonly minSamplesLeaf: number;
  readonly featuresPerSplit: number;
  /** Rows drawn for a tree; `null` gives every tree every row. */
  readonly nDraws: number | null;
}
