/**
 * What scores brought in training, for a head that learns ranks and not returns.
 *
 * @module
 */

/** Mean returns of samples by score. */
export interface ScoreReturns {
  /** Least score of each bucket but the first, ascending. */
  readonly edges: readonly number[];
  /** Mean return of each bucket's training samples, decimal fraction. */
  readonly means: readonly number[];
}

/** Buckets of equal size; fewer where there are fewer scores. */
const BUCKETS = 20;

/**
 * Learns which scores brought which returns.
 *
 * @param score Scores of training samples, finite.
 * @param targetReturn What they returned.
 */
export function learnScoreReturns(score: Float32Array, targetReturn: Float64Array): ScoreReturns {
  const order = Int32Array.from(score, (_, i) => i).sort((a, b) => score[a] - score[b] || a - b);
  const edges: number[] = [];
  for (let k = 1; k < BUCKETS; k++) {
    const edge = score[order[Math.floor(k * order.length / BUCKETS)]];
    if (edge > (edges.at(-1) ?? score[order[0]])) edges.push(edge);
  }
  const sums = new Float64Array(edges.length + 1);
  const counts = new Float64Array(edges.length + 1);
  score.forEach((value, i) => {
    const bucket = bucketOf(value, edges);
    sums[bucket] += targetReturn[i];
    counts[bucket]++;
  });
  return { edges, means: [...sums].map((sum, k) => sum / counts[k]) };
}

/**
 * The mean return of a score's bucket.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const returns = { edges: [-0.1, 0.1], means: [-0.02, 0, 0.03] };
 * assert.deepEqual([-0.2, -0.1, 0.5].map((score) => returnOfScore(score, returns)), [-0.02, 0, 0.03]);
 * ```
 */
export function returnOfScore(score: number, { edges, means }: ScoreReturns): number {
  return means[bucketOf(score, edges)];
}

function bucketOf(score: number, edges: readonly number[]): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle] <= score) low = middle + 1;
    else high = middle;
  }
  return low;
}
