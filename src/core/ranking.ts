/**
 * Ranks within a group, the way cross-sections are compared.
 *
 * @module
 */

/**
 * Ranks of values from smallest to largest; ties share their average rank.
 *
 * @param values Finite numbers.
 * @returns Ranks from 1, one for each value.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(averageRanks(Float64Array.of(10, 30, 10, 20)), Float64Array.of(1.5, 4, 1.5, 3));
 * ```
 */
export function averageRanks(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => values[a] - values[b]);
  const ranks = new Float64Array(values.length);
  for (let begin = 0; begin < order.length;) {
    let end = begin + 1;
    while (end < order.length && values[order[end]] === values[order[begin]]) end++;
    for (let k = begin; k < end; k++) ranks[order[k]] = (begin + end + 1) / 2;
    begin = end;
  }
  return ranks;
}

/**
 * Splits values into thirds by rank: 0 for the lowest third, 1 for the middle, 2 for the highest.
 *
 * Equal values land in the same third.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(terciles(Float64Array.of(5, 1, 9, 2, 7, 8)), Uint8Array.of(1, 0, 2, 0, 1, 2));
 * ```
 */
export function terciles(values: Float64Array): Uint8Array {
  return Uint8Array.from(
    averageRanks(values),
    (rank) => Math.min(2, Math.floor((rank - 0.5) / values.length * 3)),
  );
}
