/**
 * Whether what is forecast at 60 % comes true in 60 of 100 cases.
 *
 * @module
 */

import { CLASSES, type Label } from "~/core/mod.ts";
import { SUM_TOLERANCE } from "./log_loss.ts";

/** Bins of equal width that probabilities are sorted into. */
export const N_BINS = 15;

const INNER_EDGES = Array.from({ length: N_BINS - 1 }, (_, bin) => (bin + 1) / N_BINS);

/** Samples whose probability falls into one bin: a point of a reliability diagram. */
export interface ReliabilityBin {
  /** Number of the bin from 0: probabilities above `bin / 15`, up to and including `(bin + 1) / 15`. */
  readonly bin: number;
  /** Mean probability in the bin. */
  readonly confidence: number;
  /** Share of the bin's samples that came true; on the diagonal it equals the confidence. */
  readonly share: number;
  /** Samples in the bin. */
  readonly nSamples: number;
}

/** Reliability diagrams as tables, empty bins left out. */
export interface Reliability {
  /** Of the most probable class: its probability and how often it came. */
  readonly topClass: readonly ReliabilityBin[];
  /** Of each class against the other two. */
  readonly byClass: Readonly<Record<Label, readonly ReliabilityBin[]>>;
}

/**
 * Sorts probabilities into {@link N_BINS} bins of equal width and counts what came true; 0 belongs to the first bin.
 *
 * @param probability Probability of an event [nSamples], 0 to 1.
 * @param isTrue Whether it came true [nSamples], 1 or 0.
 * @returns Bins with at least one sample, in order.
 * @throws {RangeError} If the lengths differ or a probability is not one.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const bins = reliabilityBins(Float64Array.of(0.5, 0.5, 1), Uint8Array.of(1, 0, 1));
 * assert.deepEqual(bins, [
 *   { bin: 7, confidence: 0.5, share: 0.5, nSamples: 2 },
 *   { bin: 14, confidence: 1, share: 1, nSamples: 1 },
 * ]);
 * ```
 */
export function reliabilityBins(probability: Float64Array, isTrue: Uint8Array): ReliabilityBin[] {
  if (probability.length !== isTrue.length) {
    throw new RangeError(
      `Cannot bin probabilities: columns of one length are wanted, found ${probability.length} probabilities ` +
        `for ${isTrue.length} samples`,
    );
  }
  const counts = new Float64Array(N_BINS), sums = new Float64Array(N_BINS), hits = new Float64Array(N_BINS);
  probability.forEach((p, i) => {
    if (!(p >= 0 && p <= 1 + SUM_TOLERANCE)) {
      throw new RangeError(`Cannot bin probabilities: 0 to 1 is wanted, found ${p} in sample ${i}`);
    }
    const bin = INNER_EDGES.filter((edge) => p > edge).length;
    counts[bin]++;
    sums[bin] += p;
    hits[bin] += isTrue[i];
  });
  return Array.from(counts, (nSamples, bin) => ({
    bin,
    confidence: sums[bin] / nSamples,
    share: hits[bin] / nSamples,
    nSamples,
  })).filter(({ nSamples }) => nSamples > 0);
}

/**
 * Expected calibration error: mean distance of confidence and share over bins, by their samples; smaller is better.
 *
 * @returns 0 to 1; `NaN` without bins.
 * @see Guo, C. et al. (2017), "On Calibration of Modern Neural Networks", ICML.
 */
export function calibrationError(bins: readonly ReliabilityBin[]): number {
  let gap = 0, n = 0;
  for (const { confidence, share, nSamples } of bins) {
    gap += nSamples * Math.abs(share - confidence);
    n += nSamples;
  }
  return gap / n;
}

/**
 * Reliability of class probabilities: of the most probable class, and of each class against the others.
 *
 * @param y True class codes [nSamples].
 * @param probabilities Class probabilities [nSamples, 3].
 */
export function reliability(y: Uint8Array, probabilities: Float64Array): Reliability {
  const width = CLASSES.length;
  const confidence = new Float64Array(y.length);
  const isRight = y.map((code, i) => {
    const row = probabilities.subarray(i * width, (i + 1) * width);
    confidence[i] = Math.max(...row);
    return row.indexOf(confidence[i]) === code ? 1 : 0;
  });
  const bins = (k: number) =>
    reliabilityBins(probabilityOf(probabilities, k), y.map((code) => code === k ? 1 : 0));
  return {
    topClass: reliabilityBins(confidence, isRight),
    byClass: { sell: bins(0), hold: bins(1), buy: bins(2) },
  };
}

/** One class's column of probability rows. */
export function probabilityOf(probabilities: Float64Array, k: number): Float64Array {
  const width = CLASSES.length;
  return Float64Array.from({ length: probabilities.length / width }, (_, i) => probabilities[i * width + k]);
}
