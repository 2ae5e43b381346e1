/**
 * What every model is, seen from outside: an estimator learns, a model answers, an artifact is kept.
 *
 * An unfitted recipe and a fitted model are two types, so predicting before fitting does not compile.
 *
 * @module
 */

import type { Dataset, Samples } from "./dataset.ts";

/** A model's answers for `nSamples` samples. */
export interface Forecast {
  /** Class probabilities [nSamples, 3] in the order of `CLASSES`, rows sum to 1; `null` if the model gives none. */
  readonly probabilities: Float64Array | null;
  /**
   * Class codes [nSamples] said outright: by a model that gives neither probabilities nor a ranking, or where what it
   * would answer is not the most probable class.
   */
  readonly classes?: Uint8Array;
  /** Ranking score [nSamples]: of two shares in one session the greater is expected to return more. */
  readonly score: Float64Array;
  /** Expected return over the horizon [nSamples], decimal fraction; `null` if the model gives none. */
  readonly expectedReturn: Float64Array | null;
}

/** Where a long fit leaves what it has, to go on from there when it is run again. */
export interface Checkpoint {
  /** What was saved last; `null` if nothing was, or it is damaged. */
  load(): Promise<Uint8Array | null>;
  /** Keeps it in place of what was saved before, whole or not at all. */
  save(bytes: Uint8Array): Promise<void>;
}

/** How a fit is run; nothing here changes what is learned but the seed and the validation samples. */
export interface FitOptions {
  /** Same data and seed give the same model, bit for bit. */
  readonly seed: number;
  /** Stops the fit; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called with the share done, 0 to 1, and where it stands in words: `epoch 3 of 25, loss 1.083`. */
  readonly onProgress?: (done: number, detail?: string) => void;
  /**
   * Later samples on which a fit that chooses when to stop may look; their labels are known before the test begins.
   */
  readonly validation?: Dataset;
  /** Told, in a sentence, what is in the way and does no harm to the result. */
  readonly onWarning?: (message: string) => void;
  /** Where a fit that takes long leaves what it has; others do without. */
  readonly checkpoint?: Checkpoint;
}

/** An unfitted recipe. */
export interface Estimator<M extends Model = Model> {
  /** What it is called. */
  readonly name: string;
  /**
   * Learns from `train` only and leaves it untouched.
   *
   * @throws {ModelError} If a feature is not finite or there is no sample.
   */
  fit(train: Dataset, options: FitOptions): Promise<M>;
}

/** How one epoch of learning went. */
export interface Epoch {
  /** Its number, from 1. */
  readonly epoch: number;
  /** Mean loss of its steps, with whatever is left out at random. */
  readonly loss: number;
  /** Loss on the validation samples after it; `null` without any. */
  readonly validationLoss: number | null;
  /** Learning rate of its last step. */
  readonly learningRate: number;
}

/** How a model learned that does so epoch by epoch. */
export interface LearningCurve {
  /** Its epochs, first to last. */
  readonly epochs: readonly Epoch[];
  /** The epoch whose weights it has. */
  readonly bestEpoch: number;
}

/** A fitted, immutable model; those that learn in one go have no epochs. */
export interface Model extends Partial<LearningCurve> {
  /** Feature names it learned from, in the order of the columns of `X`. */
  readonly features: readonly string[];
  /** Sessions in the sequences it looks at; 1, or absent, for a model of single rows. */
  readonly lookback?: number;
  /** Whether its expected return is a forecast of the price, not only a mean of what such scores brought. */
  readonly claimsPrice?: boolean;
  /**
   * Answers for samples that have the same features.
   *
   * @throws {ModelError} If the features or the lookback differ, or a feature is not finite.
   */
  predict(samples: Samples): Promise<Forecast>;
  /** The model as plain data and numbers, to be saved. */
  toArtifact(): Artifact;
}

/** A model outside memory: a JSON header and little-endian binary. */
export interface Artifact {
  /** Format name and version, for example `b3-forest/1`. */
  readonly format: string;
  /** Everything that is not an array of numbers. */
  readonly header: Readonly<Record<string, unknown>>;
  /** The arrays, as `header` describes them. */
  readonly data: Uint8Array;
  /** File that the arrays are kept in. @default {"model.bin"} */
  readonly dataName?: string;
}
