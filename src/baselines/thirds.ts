/**
 * Thirds of one feature: within a session where there is one, by fixed thresholds for a share that stands alone.
 *
 * @module
 */

import { ModelError, type Samples, sessionBlocks, terciles } from "~/core/mod.ts";

/** Least and greatest value of the middle third of all training samples. */
export interface Thresholds {
  readonly lower: number;
  readonly upper: number;
}

/**
 * One feature of every sample.
 *
 * @throws {ModelError} If the samples lack the feature.
 */
export function columnOf(samples: Samples, feature: string): Float64Array {
  const { features, X, nSamples } = samples;
  const j = features.indexOf(feature);
  if (j < 0) {
    throw new ModelError(
      `Cannot rank by "${feature}": the samples have ${features.join(", ") || "no feature"}`,
    );
  }
  return Float64Array.from({ length: nSamples }, (_, i) => X[i * features.length + j]);
}

/** Splits all values into thirds, whatever their session. */
export function thresholdsOf(values: Float64Array): Thresholds {
  const sorted = values.toSorted();
  const firstMiddle = Math.ceil(values.length / 3 - 0.5);
  const firstHigh = Math.ceil(values.length * 2 / 3 - 0.5);
  return { lower: sorted[firstMiddle], upper: sorted[firstHigh - 1] };
}

/**
 * Third of each value within its session, 0 for the lowest; a value alone in its session is held against `thresholds`.
 *
 * @param values The feature [nSamples].
 * @param session Decision session [nSamples], equal ones side by side.
 */
export function thirdsBySession(
  values: Float64Array,
  session: Int32Array,
  { lower, upper }: Thresholds,
): Uint8Array {
  const thirds = new Uint8Array(values.length);
  for (const [begin, end] of sessionBlocks(session)) {
    if (end - begin > 1) thirds.set(terciles(values.subarray(begin, end)), begin);
    else thirds[begin] = values[begin] < lower ? 0 : values[begin] > upper ? 2 : 1;
  }
  return thirds;
}
