/**
 * The description that goes with every saved model.
 *
 * @module
 */

import { z } from "zod";

const session = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const share = z.number().min(0).max(1);

/** Manifest of a version: what it is, what it learned from, how good it was, and what its files must be. */
export const manifestSchema = z.strictObject({
  /** Version of this schema. */
  manifest: z.literal(1),
  name: z.string(),
  version: z.string(),
  /** Estimator kind, for example `rf`. */
  kind: z.string(),
  /** Format of the artifact, for example `b3-forest/1`. */
  format: z.string(),
  /** The resolved run: everything that decides what is learned, seed included. */
  run: z.record(z.string(), z.unknown()),
  /** Feature names in the order of the model's columns. */
  features: z.array(z.string()).min(1),
  /** Sessions of history a prediction needs. */
  lookback: z.int().min(1),
  /** Price basis of the features, and of the returns that labels are made of. */
  featureBasis: z.enum(["raw", "split", "total"]),
  returnBasis: z.enum(["raw", "split", "total"]),
  data: z.strictObject({
    /** First and last decision session learned from. */
    firstSession: session,
    lastSession: session,
    /** Session at which the last label was known: the model knows nothing later. */
    trainedThrough: session,
    nSamples: z.int(),
    nTickers: z.int(),
    /** Hash of the panel that the dataset was made of. */
    sha256,
  }),
  /** Class frequencies of the training data: the answer without a model. */
  baseline: z.strictObject({ sell: share, hold: share, buy: share }),
  /** What walk-forward evaluation concluded, in one sentence. */
  verdict: z.string(),
  /** What ran: this project and the runtime. */
  software: z.record(z.string(), z.string()),
  /** Every other file of the version. */
  files: z.record(z.string(), z.strictObject({ bytes: z.int(), sha256 })),
});

/** Manifest of a version. */
export type Manifest = z.infer<typeof manifestSchema>;

/** What the caller says of a version; the rest of the manifest follows from the files. */
export type VersionDescription = Omit<Manifest, "manifest" | "name" | "version" | "format" | "files">;
