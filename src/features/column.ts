/**
 * New columns.
 *
 * @module
 */

/** Values in a block that columns are cut from; one column on its own would cost more to allocate than to fill. */
const BLOCK = 65_536;

let block = new Float64Array(0);
let used = 0;

/** A new column of zeros. It may be a view on a larger buffer. */
export function newColumn(length: number): Float64Array {
  if (length > BLOCK / 4) return new Float64Array(length);
  if (used + length > block.length) [block, used] = [new Float64Array(BLOCK), 0];
  used += length;
  return block.subarray(used - length, used);
}

/**
 * A new column of what a function makes of each value of another: as `x.map`, several times as fast, but several times as
 * slow as a loop in place, which the functions below are for.
 */
export function mapped(x: Float64Array, value: (x: number, row: number) => number): Float64Array {
  const out = newColumn(x.length);
  for (let row = 0; row < x.length; row++) out[row] = value(x[row], row);
  return out;
}

/** a/b, row by row. */
export function ratios(a: Float64Array, b: Float64Array): Float64Array {
  const out = newColumn(a.length);
  for (let row = 0; row < a.length; row++) out[row] = a[row] / b[row];
  return out;
}

/** a/b - 1, row by row: how far a lies above b. */
export function excesses(a: Float64Array, b: Float64Array): Float64Array {
  const out = newColumn(a.length);
  for (let row = 0; row < a.length; row++) out[row] = a[row] / b[row] - 1;
  return out;
}

/** a/n, row by row. */
export function quotients(a: Float64Array, n: number): Float64Array {
  const out = newColumn(a.length);
  for (let row = 0; row < a.length; row++) out[row] = a[row] / n;
  return out;
}

/** a - b, row by row. */
export function differences(a: Float64Array, b: Float64Array): Float64Array {
  const out = newColumn(a.length);
  for (let row = 0; row < a.length; row++) out[row] = a[row] - b[row];
  return out;
}

/** x/x₋ₙ - 1; `NaN` in the first n rows. */
export function changes(x: Float64Array, n: number): Float64Array {
  const out = newColumn(x.length).fill(NaN, 0, n);
  for (let row = n; row < x.length; row++) out[row] = x[row] / x[row - n] - 1;
  return out;
}

/** Square roots of sums of squares over their number: standard deviations. */
export function deviations(squares: Float64Array, count: number): Float64Array {
  const out = newColumn(squares.length);
  for (let row = 0; row < squares.length; row++) out[row] = Math.sqrt(squares[row] / count);
  return out;
}
