/**
 * Systems of linear equations whose matrix is symmetric and positive definite.
 *
 * @module
 */

/**
 * Solves A x = b by Cholesky's decomposition, in double precision. O(n³).
 *
 * @param matrix A [n, n], row-major, symmetric; only its lower triangle is read.
 * @param rightSide b [n].
 * @returns x [n].
 * @throws {RangeError} If the sizes do not fit, or A is not positive definite to working precision.
 * @see Golub, G. and Van Loan, C. (2013), Matrix Computations, 4th ed., section 4.2.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(solvePositiveDefinite(Float64Array.of(4, 2, 2, 5), Float64Array.of(8, 12)), Float64Array.of(1, 2));
 * ```
 */
export function solvePositiveDefinite(matrix: Float64Array, rightSide: Float64Array): Float64Array {
  const n = rightSide.length;
  const lower = decompose(matrix, n);
  const x = rightSide.slice();
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i] -= lower[i * n + k] * x[k];
    x[i] /= lower[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] -= lower[k * n + i] * x[k];
    x[i] /= lower[i * n + i];
  }
  return x;
}

/** The lower triangle L of A = L Lᵀ. */
function decompose(matrix: Float64Array, n: number): Float64Array {
  if (matrix.length !== n * n) {
    throw new RangeError(
      `Cannot solve: a matrix of ${n} by ${n} is wanted, found ${matrix.length} numbers`,
    );
  }
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i * n + j];
      for (let k = 0; k < j; k++) rest -= lower[i * n + k] * lower[j * n + k];
      if (i === j && !(rest > 0)) {
        throw new RangeError(
          `Cannot solve: the matrix must be positive definite, found pivot ${rest} in row ${i}`,
        );
      }
      lower[i * n + j] = i === j ? Math.sqrt(rest) : rest / lower[j * n + j];
    }
  }
  return lower;
}
