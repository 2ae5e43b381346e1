/**
 * The description that goes with every saved model.
 *
 * @module
 */

import type { PriceBasis, Probabilities } from "~/core/mod.ts";

/** What a version learned from. */
export interface ManifestData {
  /** First decision session, `YYYY-MM-DD`. */
  readonly firstSession: string;
  /** Last decision session. */
  readonly lastSession: string;
  /** Session at which the last label was known: the model knows nothing later. */
  readonly trainedThrough: string;
  /** Number of samples. */
  readonly nSamples: number;
  /** Different tickers among them. */
  readonly nTickers: number;
  /** Hash of the quotes they were made of, hexadecimal. */
  readonly sha256: string;
}

/** What a file of a version must be. */
export interface ManifestFile {
  /** Its size. */
  readonly bytes: number;
  /** Its hash, hexadecimal. */
  readonly sha256: string;
}

/** A version's manifest: what it is, what it learned from, how good its recipe was, and what its files must be. */
export interface Manifest {
  /** Version of this schema. */
  readonly manifest: 1;
  /** Name of the model. */
  readonly name: string;
  /** The version: the session it was trained through and a hash of all else that the manifest says. */
  readonly version: string;
  /** Kind of estimator, for example `rf`. */
  readonly kind: string;
  /** Format of the artifact, for example `b3-forest/1`. */
  readonly format: string;
  /** The resolved run: everything that decided what was learned, seed included. */
  readonly run: unknown;
  /** Feature names in the order of the model's columns. */
  readonly features: readonly string[];
  /** Sessions of history that a prediction needs. */
  readonly lookback: number;
  /** Price basis of the features. */
  readonly featureBasis: PriceBasis;
  /** Price basis of the returns that labels are made of. */
  readonly returnBasis: PriceBasis;
  /** What it learned from. */
  readonly data: ManifestData;
  /** Class frequencies of the training data: the answer without a model. */
  readonly baseline: Probabilities;
  /** What walk-forward evaluation concluded, in a sentence. */
  readonly verdict: string;
  /** What ran: this project and the runtime, by version. */
  readonly software: Readonly<Record<string, string>>;
  /** Every other file of the version. */
  readonly files: Readonly<Record<string, ManifestFile>>;
}

/** What the caller says of a version; the rest of the manifest follows from the files. */
export type VersionDescription = Omit<Manifest, "manifest" | "name" | "version" | "format" | "files">;
