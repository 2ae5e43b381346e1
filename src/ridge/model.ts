/**
 * Fitted ridge regressions, in memory and outside.
 *
 * The format `b3-ridge/1`: the header is `{ features, alpha }`, the data are the coefficients [nFeatures], little-endian
 * 64-bit floats.
 *
 * @module
 */

import * as z from "zod";
import {
  type Artifact,
  centredRanks,
  checkSamples,
  type Forecast,
  type Model,
  ModelError,
  type Samples,
  sessionBlocks,
} from "~/core/mod.ts";

/** A fitted ridge regression; its score is the expected percentile rank within the session less a half. */
export interface RidgeModel extends Model {
  /** Weight of the coefficients' squares in the fit. */
  readonly alpha: number;
  /** What a step from the lowest to the highest rank of a feature adds to the expected rank, by feature. */
  readonly coefficients: Readonly<Record<string, number>>;
}

/** What a ridge regression has learned. */
export interface Ridge {
  readonly features: readonly string[];
  readonly alpha: number;
  /** Coefficient of each feature's rank. */
  readonly weights: Float64Array;
}

const FORMAT = "b3-ridge/1";
const HEADER = z.strictObject({ features: z.array(z.string()), alpha: z.number().positive() });

/** Makes a model of what was learned. */
export function modelOf(ridge: Ridge): RidgeModel {
  const { features, alpha, weights } = ridge;
  return {
    features,
    alpha,
    coefficients: Object.fromEntries(features.map((name, j) => [name, weights[j]])),
    predict: (samples) => Promise.try(() => predict(ridge, samples)),
    toArtifact: () => toArtifact(ridge),
  };
}

/**
 * Ranks of each feature within one session, samples `[begin, end)`, as percentiles less a half.
 *
 * @returns One column a feature.
 */
export function rankedColumns({ features, X }: Samples, begin: number, end: number): Float64Array[] {
  const width = features.length;
  return features.map((_, j) =>
    centredRanks(Float64Array.from({ length: end - begin }, (_, i) => X[(begin + i) * width + j]))
  );
}

function predict({ features, weights }: Ridge, samples: Samples): Forecast {
  checkSamples("a ridge regression", features, samples);
  const score = new Float64Array(samples.nSamples);
  for (const [begin, end] of sessionBlocks(samples.session)) {
    rankedColumns(samples, begin, end).forEach((column, j) =>
      column.forEach((rank, i) => score[begin + i] += weights[j] * rank)
    );
  }
  return { probabilities: null, score, expectedReturn: null };
}

function toArtifact({ features, alpha, weights }: Ridge): Artifact {
  const data = new Uint8Array(weights.length * 8);
  const view = new DataView(data.buffer);
  weights.forEach((weight, j) => view.setFloat64(j * 8, weight, true));
  return { format: FORMAT, header: { features, alpha }, data };
}

/**
 * Reads a ridge regression that `toArtifact()` wrote; it answers exactly as the one that was written.
 *
 * @throws {ModelError} If the artifact is damaged or of another format; the message names what was wanted and found.
 */
export function loadRidge({ format, header, data }: Artifact): RidgeModel {
  const damaged = (why: string) => new ModelError(`Cannot load a ridge regression: ${why}`);
  if (format !== FORMAT) throw damaged(`format "${FORMAT}" is wanted, found "${format}"`);
  const parsed = HEADER.safeParse(header);
  if (!parsed.success) {
    throw damaged(`feature names and an alpha above 0 are wanted, found ${JSON.stringify(header)}`);
  }
  const { features, alpha } = parsed.data;
  if (data.length !== features.length * 8) {
    throw damaged(`${features.length * 8} bytes are wanted, found ${data.length}`);
  }
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const weights = Float64Array.from(features, (_, j) => view.getFloat64(j * 8, true));
  const stray = weights.findIndex((weight) => !Number.isFinite(weight));
  if (stray >= 0) {
    throw damaged(
      `finite coefficients are wanted, found ${weights[stray]} for "${features[stray]}"`,
    );
  }
  return modelOf({ features, alpha, weights });
}
