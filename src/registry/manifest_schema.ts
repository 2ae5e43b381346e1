/**
 * What a manifest must be, and the version that follows from it.
 *
 * @module
 */

import { z } from "zod";
import { isPlain, sha256, toJson } from "./files.ts";
import type { Manifest } from "./manifest.ts";
import { MODEL_NAME } from "./names.ts";

const name = z.string().regex(MODEL_NAME, "must be lower-case letters, digits, - and _");
const session = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const share = z.number().min(0).max(1);
const basis = z.enum(["raw", "split", "total"]);
const fileName = z.string().regex(/^[a-z0-9_-]+\.(json|bin)$/);

/** Manifests; no name in them leads out of a folder. */
export const MANIFEST: z.ZodType<Manifest> = z.strictObject({
  manifest: z.literal(1),
  name,
  version: name,
  kind: z.string(),
  format: z.string(),
  run: z.unknown(),
  features: z.array(z.string()).min(1),
  lookback: z.int().min(1),
  featureBasis: basis,
  returnBasis: basis,
  data: z.strictObject({
    firstSession: session,
    lastSession: session,
    trainedThrough: session,
    nSamples: z.int(),
    nTickers: z.int(),
    sha256: hash,
  }),
  baseline: z.strictObject({ sell: share, hold: share, buy: share }),
  verdict: z.string(),
  software: z.record(z.string(), z.string()),
  files: z.record(fileName, z.strictObject({ bytes: z.int(), sha256: hash }))
    .refine(
      (files) => "model.json" in files && binariesOf(files).length === 1,
      "must hold model.json and one binary file, model.bin or weights.bin",
    ),
}).refine(isPlain, "must hold no control characters");

/** Names of the binary files among a version's: the model's numbers. */
export function binariesOf(files: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(files).filter((file) => file.endsWith(".bin"));
}

/**
 * Completes a manifest with its version.
 *
 * @throws {RangeError} If something in it is not as the schema says.
 */
export function manifestOf(content: Omit<Manifest, "manifest" | "version">): Manifest {
  const result = MANIFEST.safeParse({ manifest: 1, version: "unknown", ...content });
  if (!result.success) {
    const [{ path, message }] = result.error.issues;
    throw new RangeError(
      `Cannot save a version of ${JSON.stringify(content.name)}: ${path.join(".") || "it"}: ${message}`,
    );
  }
  return { ...result.data, version: versionOf(result.data) };
}

/** The version of a manifest: equal only for equal content, for the hashes of all files are part of it. */
export function versionOf(manifest: Manifest): string {
  const content = toJson({ ...manifest, version: undefined });
  return `${manifest.data.trainedThrough}-${sha256(content).slice(0, 8)}`;
}
