/**
 * The area under the curve of precision against recall.
 *
 * @module
 */

/**
 * Average precision: precision at every threshold, weighted by the recall it adds; greater is better.
 *
 * A score that knows nothing gets about the share of samples that are true, so this is to be read beside that share.
 * Equal scores are one threshold; nothing is interpolated, as in scikit-learn. O(n log n).
 *
 * @param score Greater means more likely true [nSamples], finite.
 * @param isTrue Whether each sample is [nSamples], 1 or 0.
 * @returns 0 to 1; `null` if no sample is true.
 * @throws {RangeError} If the lengths differ.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * // the best is true (precision 1), the third is, too (2 of 3)
 * assert.equal(averagePrecision(Float64Array.of(0.9, 0.5, 0.4), Uint8Array.of(1, 0, 1)), (1 + 2 / 3) / 2);
 * assert.equal(averagePrecision(Float64Array.of(0.9, 0.5), Uint8Array.of(0, 0)), null);
 * ```
 */
export function averagePrecision(score: Float64Array, isTrue: Uint8Array): number | null {
  if (score.length !== isTrue.length) {
    throw new RangeError(
      `Cannot compute an average precision: columns of one length are wanted, found ${score.length} scores ` +
        `for ${isTrue.length} samples`,
    );
  }
  const order = Uint32Array.from(score, (_, i) => i).sort((a, b) => score[b] - score[a]);
  let sum = 0, nTrue = 0;
  for (let begin = 0; begin < order.length;) {
    let end = begin, gained = 0;
    for (; end < order.length && score[order[end]] === score[order[begin]]; end++) {
      gained += isTrue[order[end]];
    }
    nTrue += gained;
    sum += gained * (nTrue / end);
    begin = end;
  }
  return nTrue === 0 ? null : sum / nTrue;
}
