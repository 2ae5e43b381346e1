import assert from "node:assert/strict";
import fc from "fast-check";
import { solvePositiveDefinite } from "~/ridge/mod.ts";

Deno.test("solvePositiveDefinite() finds what was multiplied", () => {
  const numbers = (n: number) => fc.array(fc.integer({ min: -9, max: 9 }), { minLength: n, maxLength: n });
  const systems = fc.integer({ min: 1, max: 6 }).chain((n) => fc.tuple(numbers(n * n), numbers(n)));
  fc.assert(fc.property(systems, ([root, x]) => {
    const n = x.length;
    // A = B Bᵀ + I
    const matrix = Float64Array.from({ length: n * n }, (_, at) => {
      const [i, j] = [Math.floor(at / n), at % n];
      return x.reduce((sum, _, k) => sum + root[i * n + k] * root[j * n + k], i === j ? 1 : 0);
    });
    const rightSide = Float64Array.from(
      x,
      (_, i) => x.reduce((sum, value, j) => sum + matrix[i * n + j] * value, 0),
    );
    solvePositiveDefinite(matrix, rightSide).forEach((value, i) => assert.ok(Math.abs(value - x[i]) < 1e-7));
  }));
});

Deno.test("solvePositiveDefinite() of nothing is nothing", () => {
  assert.equal(solvePositiveDefinite(new Float64Array(0), new Float64Array(0)).length, 0);
});

Deno.test("solvePositiveDefinite() refuses what has no such solution", () => {
  const refuses = (matrix: number[], message: string) =>
    assert.throws(() => solvePositiveDefinite(Float64Array.from(matrix), Float64Array.of(1, 1)), {
      name: "RangeError",
      message,
    });
  refuses([1, 2, 3], "Cannot solve: a matrix of 2 by 2 is wanted, found 3 numbers");
  refuses([1, 1, 1, 1], "Cannot solve: the matrix must be positive definite, found pivot 0 in row 1");
  refuses([1, 0, 0, NaN], "Cannot solve: the matrix must be positive definite, found pivot NaN in row 1");
});
