/**
 * Whether a row is like those that a model learned from.
 *
 * @module
 */

import { ModelError, type Samples } from "~/core/mod.ts";
import { conformalQuantile } from "./quantile.ts";

/** Where one feature's training values lie. */
export interface FeatureRange {
  /** Name of the feature. */
  readonly feature: string;
  /** Median. */
  readonly median: number;
  /** From the median down to the lower end of the middle 99 %; 0 if no other value was ever seen. */
  readonly below: number;
  /** From the median up to the upper end of the middle 99 %; 0 if no other value was ever seen. */
  readonly above: number;
}

/** What the training rows look like: plain data that survives JSON. */
export interface Domain {
  /** One for each feature, in the order of the columns of `X`. */
  readonly ranges: readonly FeatureRange[];
  /** Distance that a row is outside beyond. */
  readonly threshold: number;
  /** Share of rows like the training rows that are called outside by mistake. */
  readonly alpha: number;
  /** Training rows that it was learned from. */
  readonly nRows: number;
}

/** One feature of a row that is far from its usual values. */
export interface ExtremeFeature {
  /** Name of the feature. */
  readonly feature: string;
  /** Its value in the row. */
  readonly value: number;
  /** Distance from the median: 1 is the upper end of the middle 99 % of training values, -1 the lower end. */
  readonly deviation: number;
}

/** How a row compares with the training rows. */
export interface DomainCheck {
  /** Whether it is further off than all but a share `alpha` of rows like the training rows. */
  readonly isOutside: boolean;
  /** Root mean square of the features' deviations. */
  readonly distance: number;
  /** The three features that are furthest off, or all if there are fewer, the furthest first. */
  readonly extremes: readonly ExtremeFeature[];
}

/** Half of what lies outside of the middle 99 %. */
const TAIL = 0.005;
/** A deviation beyond this counts as this much: far is far, and a single value cannot decide what is far for others. */
const MAX_DEVIATION = 100;
/** Rows beyond this many add little to a quantile of 0.999. */
const MAX_ROWS = 20_000;
const N_EXTREMES = 3;

/**
 * Learns where the training rows lie: for each feature its median and the middle 99 %, and for whole rows how far from
 * the medians they are, in those units.
 *
 * Ends of quantiles, not standard deviations, are the units, one for each side: features have long and lopsided tails.
 * Of more than 20,000 rows every second, third, … is looked at. A row's own part in the quantiles is of order 1/n, so it
 * is not left out of them. O(nFeatures · n log n).
 *
 * @param train Training samples and nothing else.
 * @param alpha Share of rows like these that may be called outside by mistake, inside (0, 1). @default {0.001}
 * @throws {ModelError} If a value is not finite or there are fewer than `1/alpha - 1` rows.
 * @throws {RangeError} If alpha is outside (0, 1).
 */
export function fitDomain(
  train: Pick<Samples, "nSamples" | "features" | "X">,
  alpha = 0.001,
): Domain {
  const { nSamples, features, X } = train;
  const width = features.length;
  const stride = Math.ceil(nSamples / MAX_ROWS);
  const nRows = Math.ceil(nSamples / Math.max(1, stride));
  const rows = new Float64Array(nRows * width);
  for (let i = 0; i < nRows; i++) {
    rows.set(X.subarray(i * stride * width, (i * stride + 1) * width), i * width);
  }
  const stray = rows.findIndex((value) => !Number.isFinite(value));
  if (stray >= 0) {
    throw new ModelError(
      `Cannot learn the domain: features must be finite, found ${rows[stray]} in "${
        features[stray % width]
      }"`,
    );
  }
  const ranges = features.map((feature, j) =>
    rangeOf(feature, Float64Array.from({ length: nRows }, (_, i) => rows[i * width + j]))
  );
  const threshold = conformalQuantile(domainDistances({ ranges }, rows), alpha);
  if (threshold === Infinity) {
    throw new ModelError(
      `Cannot learn the domain: at least ${
        Math.ceil(1 / alpha - 1)
      } training rows are wanted, found ${nRows}`,
    );
  }
  return { ranges, threshold, alpha, nRows };
}

/**
 * Compares one row with the training rows, in about 20 microseconds for 150 features.
 *
 * @param row Features in the order of the domain's.
 * @throws {ModelError} If the number of features differs or one is not finite.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const ranges = ["rsi_14", "volatility_20"].map((feature) => ({ feature, median: 0.5, below: 0.25, above: 0.5 }));
 * const domain = { ranges, threshold: 2, alpha: 0.001, nRows: 1000 };
 * const { isOutside, extremes } = checkDomain(domain, Float64Array.of(0.5, 4.5));
 * assert.equal(isOutside, true);
 * assert.deepEqual(extremes[0], { feature: "volatility_20", value: 4.5, deviation: 8 });
 * ```
 */
export function checkDomain(domain: Domain, row: Float32Array | Float64Array): DomainCheck {
  const { ranges, threshold } = domain;
  const missing = row.findIndex((value) => !Number.isFinite(value));
  if (row.length !== ranges.length || missing >= 0) {
    throw new ModelError(
      `Cannot compare with the training rows: ${ranges.length} finite features are wanted, found ` +
        (missing >= 0 ? `${row[missing]} at ${missing}` : String(row.length)),
    );
  }
  const extremes = ranges
    .map((range, j) => ({ feature: range.feature, value: row[j], deviation: deviation(range, row[j]) }))
    .sort((a, b) => Math.abs(b.deviation) - Math.abs(a.deviation))
    .slice(0, N_EXTREMES);
  const [distance] = domainDistances(domain, row);
  return { isOutside: distance > threshold, distance, extremes };
}

/**
 * Distance of every row from the medians of the training rows: the root mean square of its features' deviations.
 *
 * @param X Rows [nSamples, nFeatures], row-major.
 * @returns Distances [nSamples]; `NaN` where a feature is.
 */
export function domainDistances(
  { ranges }: Pick<Domain, "ranges">,
  X: Float32Array | Float64Array,
): Float64Array {
  const width = ranges.length;
  return Float64Array.from({ length: X.length / width }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < width; j++) sum += deviation(ranges[j], X[i * width + j]) ** 2;
    return Math.sqrt(sum / width);
  });
}

/** The median and both half widths of a feature; where the middle 99 % are one value, all values say how wide it is. */
function rangeOf(feature: string, values: Float64Array): FeatureRange {
  const sorted = values.sort();
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
  const median = at(0.5);
  const below = median - at(TAIL) || median - at(0);
  const above = at(1 - TAIL) - median || at(1) - median;
  return { feature, median, below: below || above, above: above || below };
}

function deviation({ median, below, above }: FeatureRange, value: number): number {
  if (value === median) return 0;
  const units = (value - median) / (value < median ? below : above);
  return Math.max(-MAX_DEVIATION, Math.min(MAX_DEVIATION, units));
}
