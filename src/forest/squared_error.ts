/**
 * The squared-error criterion: a cut is good if it parts great targets from small ones.
 *
 * @module
 */

import type { Bag } from "./bag.ts";
import type { Criterion, Cut } from "./criterion.ts";

/**
 * Judges cuts by squared error; a leaf answers with its mean target.
 *
 * @param target What each train row is to be told as.
 */
export function squaredErrorCriterion(target: Float64Array): Criterion {
  // of each bin: sum of targets, times drawn; distinct rows; all zero between uses
  const sums = new Float64Array(2 * 256);
  const counts = new Int32Array(256);

  function fill(bins: Uint8Array, { rows, codes }: Bag, begin: number, end: number): void {
    for (let i = begin; i < end; i++) {
      const row = rows[i];
      const bin = bins[row];
      const times = codes[i] >>> 2;
      sums[bin << 1] += times * target[row];
      sums[(bin << 1) | 1] += times;
      counts[bin]++;
    }
  }

  /** Walks over the bins in order and empties them. */
  function scan(totals: Float64Array, nRows: number, minRows: number, best: Cut): boolean {
    let left = 0, leftWeight = 0;
    let nLeft = 0, nCuts = -1, previous = 0, bestScore = -Infinity, bestBin = 0;
    for (let bin = 0; nLeft < nRows; bin++) {
      const count = counts[bin];
      if (count === 0) continue;
      nCuts++;
      if (nLeft >= minRows && nRows - nLeft >= minRows) {
        const right = totals[0] - left;
        const score = left * left / leftWeight + right * right / (totals[3] - leftWeight);
        if (score > bestScore) {
          bestScore = score;
          bestBin = (previous + bin - 1) >> 1; // bins without rows are shared out
        }
      }
      left += sums[bin << 1];
      leftWeight += sums[(bin << 1) | 1];
      nLeft += count;
      previous = bin;
      sums[bin << 1] = 0;
      sums[(bin << 1) | 1] = 0;
      counts[bin] = 0;
    }
    if (nCuts === 0) return false;
    best.score = bestScore;
    best.bin = bestBin;
    return true;
  }

  return {
    nValues: 1,

    isPure({ rows, codes }: Bag, begin: number, end: number, totals: Float64Array): boolean {
      const first = target[rows[begin]];
      let sum = 0, weight = 0, isPure = true;
      for (let i = begin; i < end; i++) {
        const value = target[rows[i]];
        const times = codes[i] >>> 2;
        sum += times * value;
        weight += times;
        if (value !== first) isPure = false;
      }
      totals[0] = sum;
      totals[3] = weight;
      return isPure;
    },

    findCut(bins, bag, begin, end, totals, minRows, best) {
      fill(bins, bag, begin, end);
      return scan(totals, end - begin, minRows, best);
    },

    writeLeaf(totals, values, offset) {
      values[offset] = totals[0] / totals[3];
    },
  };
}
