/**
 * Samples, datasets and folds: what models learn from and are tested on.
 *
 * @module
 */

/** The three answers, in the order of every probability row, confusion matrix and class code. */
export const CLASSES = ["sell", "hold", "buy"] as const;

/** One of the three answers. */
export type Label = typeof CLASSES[number];

/** Feature rows of tickers over time, for models that look at sequences. */
export interface History {
  /**
   * Feature rows [nRows, nFeatures] of `Samples.features`, tickers end to end, oldest first within a ticker. Rows that are
   * in no sample's sequence may be anything, `NaN` too.
   */
  readonly rows: Float32Array;
  /** Sessions in a sequence, the sample's own included. */
  readonly lookback: number;
  /**
   * Each sample's own row [nSamples]: it and the `lookback - 1` rows before it are consecutive bars of its ticker, all
   * finite.
   */
  readonly row: Int32Array;
}

/** Feature rows, oldest session first and by ticker within a session; all that a model may see when it predicts. */
export interface Samples {
  /** Number of samples. */
  readonly nSamples: number;
  /** Feature names, the columns of `X`. */
  readonly features: readonly string[];
  /** Feature matrix [nSamples, nFeatures], row-major. */
  readonly X: Float32Array;
  /** Tickers that `ticker` points into. */
  readonly tickers: readonly string[];
  /** Each sample's ticker, an index into `tickers`. */
  readonly ticker: Int32Array;
  /** Each sample's decision session: everything in its row was known at that day's close. */
  readonly session: Int32Array;
  /** What came before each sample, for models that look at sequences; row i of `X` is its row `history.row[i]`. */
  readonly history?: History;
}

/** Samples with what came of them. */
export interface Dataset extends Samples {
  /** Class code, an index into {@link CLASSES}. */
  readonly y: Uint8Array;
  /** Return over the label's horizon, decimal fraction. */
  readonly targetReturn: Float64Array;
  /** Session at whose open the label became known; by whose close, where it is of a bar of that session. */
  readonly labelEnd: Int32Array;
}

/** One division of a dataset in time: sample indices, oldest first. Later is later: train, validation, test. */
export interface Fold {
  /** What the model learns from. */
  readonly train: Int32Array;
  /** Between train and test, for choosing; empty when nothing is chosen. */
  readonly validation: Int32Array;
  /** What it is scored on. */
  readonly test: Int32Array;
}

/** The dataset's samples at the given indices, in that order: a copy, but for the rows of a history, which are shared. */
export function takeSamples(dataset: Dataset, indices: Int32Array): Dataset {
  const { history } = dataset;
  const width = dataset.features.length;
  const X = new Float32Array(indices.length * width);
  indices.forEach((from, to) => X.set(dataset.X.subarray(from * width, (from + 1) * width), to * width));
  return {
    nSamples: indices.length,
    features: dataset.features,
    X,
    tickers: dataset.tickers,
    ticker: indices.map((i) => dataset.ticker[i]),
    session: indices.map((i) => dataset.session[i]),
    y: Uint8Array.from(indices, (i) => dataset.y[i]),
    targetReturn: Float64Array.from(indices, (i) => dataset.targetReturn[i]),
    labelEnd: indices.map((i) => dataset.labelEnd[i]),
    ...(history && { history: { ...history, row: indices.map((i) => history.row[i]) } }),
  };
}

/**
 * Runs of equal sessions in a column that is sorted by session.
 *
 * @returns `[begin, end)` index pairs, oldest session first.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual([...sessionBlocks(Int32Array.of(5, 5, 6, 9, 9))], [[0, 2], [2, 3], [3, 5]]);
 * ```
 */
export function* sessionBlocks(session: Int32Array): Generator<[begin: number, end: number]> {
  for (let begin = 0; begin < session.length;) {
    let end = begin + 1;
    while (end < session.length && session[end] === session[begin]) end++;
    yield [begin, end];
    begin = end;
  }
}
