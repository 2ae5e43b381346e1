/**
 * Columns of features to rows.
 *
 * @module
 */

import type { FeatureColumns } from "~/features/mod.ts";

/**
 * Takes rows out of columns: the matrix that models see.
 *
 * @param rows Row numbers, in any order.
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
 * assert.deepEqual(featureRows(columns, [2, 0]), Float32Array.of(3, 30, 1, 10));
 * ```
 */
export function featureRows({ values }: FeatureColumns, rows: ArrayLike<number>): Float32Array {
  const width = values.length;
  const X = new Float32Array(rows.length * width);
  values.forEach((column, j) => {
    for (let i = 0; i < rows.length; i++) X[i * width + j] = column[rows[i]];
  });
  return X;
}
