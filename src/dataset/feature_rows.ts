/**
 * Columns of features to rows.
 *
 * @module
 */

import type { FeatureColumns } from "~/features/mod.ts";

/** Rows taken at a time: as many values of a column as come into the processor together. */
const BLOCK = 16;

/**
 * Takes rows out of columns: the matrix that models see.
 *
 * @param rows Row numbers, in any order and as often as wanted.
 * @returns Feature matrix [rows, nFeatures], row-major.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const columns = {
 *   features: ["return_1", "return_5"],
 *   values: [Float32Array.of(1, 2, 3), Float32Array.of(10, 20, 30)],
 *   defects: new Uint8Array(3),
 * };
 * assert.deepEqual(featureRows(columns, [2, 0, 2]), Float32Array.of(3, 30, 1, 10, 3, 30));
 * ```
 */
export function featureRows({ values }: FeatureColumns, rows: ArrayLike<number>): Float32Array {
  const width = values.length;
  const X = new Float32Array(rows.length * width);
  const order = Int32Array.from(rows, (_, i) => i).sort((a, b) => rows[a] - rows[b]); // as they lie in the columns
  for (let begin = 0; begin < order.length; begin += BLOCK) {
    const end = Math.min(begin + BLOCK, order.length);
    values.forEach((column, j) => {
      for (let k = begin; k < end; k++) X[order[k] * width + j] = column[rows[order[k]]];
    });
  }
  return X;
}
