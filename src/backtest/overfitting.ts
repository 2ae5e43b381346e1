/**
 * Whether choosing the best of many strategies on the past says anything about the future.
 *
 * @module
 */

import { averageRanks } from "~/core/mod.ts";

/** What came of choosing. */
export interface Overfitting {
  /** Probability of backtest overfitting: how often the best in sample is in the lower half out of sample, 0 to 1. */
  readonly pbo: number;
  /**
   * For each way to choose half of the blocks, the logit of the out-of-sample rank of the strategy that was best in
   * sample: 0 in the middle, negative below it.
   */
  readonly logits: Float64Array;
}

/** Most blocks: 20 can be halved in 184,756 ways. */
const MAX_BLOCKS = 20;

/**
 * Probability of backtest overfitting by combinatorially symmetric cross-validation.
 *
 * The sessions are cut into blocks of near equal length. For every choice of half of the blocks the strategy with the
 * greatest Sharpe ratio on them is ranked among all by its ratio on the other half: `logit(rank/(nStrategies + 1))`,
 * ranks from 1 for the worst, shared by ties; among equal best the first is taken. A strategy that does not vary has
 * ratio 0. Strategies without skill come to about 0.5; a choice that holds, to near 0. O(nBlocks! / (nBlocks/2)!^2).
 *
 * @param returns Excess returns [nSessions, nStrategies], row-major, sessions in order.
 * @param nStrategies Strategies, 2 or more.
 * @param nBlocks Blocks, an even number from 2 to 20. @default {16}
 * @throws {RangeError} If a number is not finite, there are fewer than two sessions a block, or a count is wrong.
 * @see Bailey, D., Borwein, J., López de Prado, M. and Zhu, Q. (2017), "The Probability of Backtest Overfitting",
 * Journal of Computational Finance 20(4).
 *
 * @example The better of two strategies stays the better
 * ```ts
 * import assert from "node:assert/strict";
 * const returns = Float64Array.from({ length: 40 }, (_, i) => (i % 4 < 2 ? 0.02 : -0.01) + (i % 2) * 0.01);
 * assert.equal(overfitting(returns, 2, 4).pbo, 0);
 * ```
 */
export function overfitting(returns: Float64Array, nStrategies: number, nBlocks = 16): Overfitting {
  const nSessions = returns.length / nStrategies;
  const isWhole = Number.isInteger(nStrategies) && nStrategies >= 2 && Number.isInteger(nSessions);
  if (!isWhole || !returns.every(Number.isFinite)) {
    throw new RangeError(
      "Cannot judge a choice: finite returns of 2 strategies or more are wanted, one a session and strategy, found " +
        `${returns.length} numbers for ${nStrategies} strategies`,
    );
  }
  if (!(nBlocks >= 2 && nBlocks <= MAX_BLOCKS && nBlocks % 2 === 0 && nSessions >= 2 * nBlocks)) {
    throw new RangeError(
      `Cannot judge a choice: an even number of blocks from 2 to ${MAX_BLOCKS} with 2 sessions each is wanted, ` +
        `found ${nBlocks} blocks of ${nSessions} sessions`,
    );
  }
  const sums = blockSums(returns, nStrategies, nBlocks);
  const logits: number[] = [];
  for (const chosen of halves(nBlocks)) {
    const inSample = sharpes(sums, nStrategies, nBlocks, (b) => (chosen >> b & 1) === 1);
    const outOfSample = sharpes(sums, nStrategies, nBlocks, (b) => (chosen >> b & 1) === 0);
    const best = inSample.reduce((winner, ratio, s) => ratio > inSample[winner] ? s : winner, 0);
    const rank = averageRanks(outOfSample)[best];
    logits.push(Math.log(rank / (nStrategies + 1 - rank)));
  }
  return {
    pbo: logits.reduce((n, logit) => n + (logit <= 0 ? 1 : 0), 0) / logits.length,
    logits: Float64Array.from(logits),
  };
}

/** Count, sum and sum of squares of each block and strategy: [nBlocks, nStrategies, 3]. */
function blockSums(returns: Float64Array, nStrategies: number, nBlocks: number): Float64Array {
  const nSessions = returns.length / nStrategies;
  const sums = new Float64Array(nBlocks * nStrategies * 3);
  for (let b = 0; b < nBlocks; b++) {
    const [begin, end] = [b, b + 1].map((k) => Math.floor(k * nSessions / nBlocks));
    for (let i = begin * nStrategies; i < end * nStrategies; i++) {
      const at = (b * nStrategies + i % nStrategies) * 3;
      sums[at]++;
      sums[at + 1] += returns[i];
      sums[at + 2] += returns[i] ** 2;
    }
  }
  return sums;
}

/** Sharpe ratio of each strategy on some of the blocks. */
function sharpes(
  sums: Float64Array,
  nStrategies: number,
  nBlocks: number,
  isChosen: (block: number) => boolean,
): Float64Array {
  const total = new Float64Array(nStrategies * 3);
  for (let b = 0; b < nBlocks; b++) {
    if (!isChosen(b)) continue;
    const begin = b * total.length;
    for (let k = 0; k < total.length; k++) total[k] += sums[begin + k];
  }
  return Float64Array.from({ length: nStrategies }, (_, s) => {
    const [n, sum, squares] = total.subarray(3 * s, 3 * s + 3);
    const variance = (squares - sum * sum / n) / (n - 1);
    return variance > 1e-14 * squares / n ? sum / n / Math.sqrt(variance) : 0;
  });
}

/** Every choice of half of the blocks, as bits. */
function* halves(nBlocks: number): Generator<number> {
  for (let bits = 0; bits < 2 ** nBlocks; bits++) {
    let n = 0;
    for (let rest = bits; rest > 0; rest &= rest - 1) n++;
    if (n === nBlocks / 2) yield bits;
  }
}
