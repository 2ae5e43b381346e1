/**
 * The Gini criterion: a cut is good if it parts the classes.
 *
 * @module
 */

import { CLASSES } from "~/core/mod.ts";
import type { Bag } from "./bag.ts";
import type { Criterion, Cut } from "./criterion.ts";

/**
 * Judges cuts by Gini impurity; a leaf answers with its weighted class counts.
 *
 * @param classWeight What one row of each class weighs [3], > 0.
 * @see Breiman, L., Friedman, J., Olshen, R. and Stone, C. (1984), Classification and Regression Trees, ch. 4.
 */
export function giniCriterion(classWeight: readonly number[]): Criterion {
  const [weight0, weight1, weight2] = classWeight;
  // of each bin: times drawn by class, distinct rows; all zero between uses
  const histogram = new Int32Array(4 * 256);

  function fill(bins: Uint8Array, { rows, codes }: Bag, begin: number, end: number): void {
    for (let i = begin; i < end; i++) {
      const at = bins[rows[i]] << 2;
      const code = codes[i];
      histogram[at | (code & 3)] += code >>> 2;
      histogram[at | 3]++;
    }
  }

  /** Walks over the bins in order and empties them. */
  function scan(totals: Float64Array, nRows: number, minRows: number, best: Cut): boolean {
    let right0 = totals[0], right1 = totals[1], right2 = totals[2];
    let left0 = 0, left1 = 0, left2 = 0;
    let nLeft = 0, nCuts = -1, previous = 0, bestScore = -Infinity, bestBin = 0;
    for (let bin = 0; nLeft < nRows; bin++) {
      const at = bin << 2;
      const count = histogram[at | 3];
      if (count === 0) continue;
      nCuts++;
      if (nLeft >= minRows && nRows - nLeft >= minRows) {
        const score = (left0 * left0 + left1 * left1 + left2 * left2) / (left0 + left1 + left2) +
          (right0 * right0 + right1 * right1 + right2 * right2) / (right0 + right1 + right2);
        if (score > bestScore) {
          bestScore = score;
          bestBin = (previous + bin - 1) >> 1; // bins without rows are shared out
        }
      }
      const sum0 = histogram[at] * weight0,
        sum1 = histogram[at | 1] * weight1,
        sum2 = histogram[at | 2] * weight2;
      left0 += sum0, left1 += sum1, left2 += sum2;
      right0 -= sum0, right1 -= sum1, right2 -= sum2;
      nLeft += count;
      previous = bin;
      histogram[at] = 0;
      histogram[at | 1] = 0;
      histogram[at | 2] = 0;
      histogram[at | 3] = 0;
    }
    if (nCuts === 0) return false;
    best.score = bestScore;
    best.bin = bestBin;
    return true;
  }

  return {
    nValues: CLASSES.length,

    isPure({ codes }: Bag, begin: number, end: number, totals: Float64Array): boolean {
      let all = 0, holds = 0, buys = 0;
      for (let i = begin; i < end; i++) {
        const code = codes[i];
        const times = code >>> 2;
        all += times;
        holds += times & -(code & 1);
        buys += times & -((code >>> 1) & 1);
      }
      const sells = all - holds - buys;
      totals[0] = sells * weight0;
      totals[1] = holds * weight1;
      totals[2] = buys * weight2;
      totals[3] = totals[0] + totals[1] + totals[2];
      return sells === all || holds === all || buys === all;
    },

    findCut(bins, bag, begin, end, totals, minRows, best) {
      fill(bins, bag, begin, end);
      return scan(totals, end - begin, minRows, best);
    },

    writeLeaf(totals, values, offset) {
      for (let k = 0; k < CLASSES.length; k++) values[offset + k] = totals[k];
    },
  };
}
