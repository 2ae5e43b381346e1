/**
 * The arithmetic mean of columns.
 *
 * @module
 */

/** Mean of a column; `NaN` if it is empty. */
export function mean(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total / values.length;
}
