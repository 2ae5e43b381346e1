/**
 * What a fit leaves after each epoch, to go on from there.
 *
 * @module
 */

import * as z from "zod";
import type { Epoch } from "~/core/mod.ts";
import type { NetworkShape } from "./shape.ts";
import type { Moments } from "./trainer.ts";
import { namedArrays, type Weights, zeroWeights } from "./weights.ts";

/** Where a fit stands after some epochs. */
export interface Progress {
  /** The epochs so far. */
  readonly epochs: readonly Epoch[];
  /** The weights. */
  readonly weights: Weights;
  /** Adam's moments. */
  readonly moments: Moments;
  /** The epoch with the lowest validation loss, and its weights; `null` where none is looked for. */
  readonly best: { readonly epoch: number; readonly weights: Weights } | null;
}

const finite = z.number();
const HEADER = z.strictObject({
  fingerprint: z.string(),
  best: z.int().nullable(),
  epochs: z.array(z.strictObject({
    epoch: z.int(),
    loss: finite,
    validationLoss: finite.nullable(),
    learningRate: finite,
  })).min(1),
});

/** A header as text, its length before it, then the numbers. */
const LENGTH_BYTES = 4;

/**
 * Writes where a fit stands.
 *
 * @param fingerprint Whatever must be the same for a fit to go on: settings, seed, data.
 */
export function writeProgress(
  { epochs, weights, moments, best }: Progress,
  shape: NetworkShape,
  fingerprint: string,
) {
  const header = new TextEncoder().encode(JSON.stringify({ fingerprint, epochs, best: best?.epoch ?? null }));
  const sets = [weights, moments.mean, moments.square, ...(best === null ? [] : [best.weights])];
  const arrays = sets.flatMap((set) => [...namedArrays(set, shape)].map(({ values }) => values));
  const bytes = arrays.reduce((sum, { byteLength }) => sum + byteLength, LENGTH_BYTES + header.length);
  const out = new Uint8Array(bytes);
  new DataView(out.buffer).setUint32(0, header.length, true);
  out.set(header, LENGTH_BYTES);
  let offset = LENGTH_BYTES + header.length;
  for (const { buffer, byteOffset, byteLength } of arrays) {
    out.set(new Uint8Array(buffer, byteOffset, byteLength), offset);
    offset += byteLength;
  }
  return out;
}

/** Reads where a fit stands; `null` if it is damaged, or of another fit. */
export function readProgress(bytes: Uint8Array, shape: NetworkShape, fingerprint: string): Progress | null {
  const header = readHeader(bytes);
  if (header?.fingerprint !== fingerprint) return null;
  const weights = zeroWeights(shape);
  const moments = { mean: zeroWeights(shape), square: zeroWeights(shape) };
  const best = header.best === null ? null : { epoch: header.best, weights: zeroWeights(shape) };
  const sets = [weights, moments.mean, moments.square, ...(best === null ? [] : [best.weights])];
  const arrays = sets.flatMap((set) => [...namedArrays(set, shape)].map(({ values }) => values));
  let offset = header.end;
  if (bytes.length !== arrays.reduce((sum, { byteLength }) => sum + byteLength, offset)) return null;
  for (const { buffer, byteLength } of arrays) {
    new Uint8Array(buffer).set(bytes.subarray(offset, offset + byteLength));
    offset += byteLength;
  }
  return { epochs: header.epochs, weights, moments, best };
}

function readHeader(bytes: Uint8Array) {
  if (bytes.length < LENGTH_BYTES) return null;
  const { buffer, byteOffset } = bytes;
  const end = LENGTH_BYTES + new DataView(buffer, byteOffset).getUint32(0, true);
  if (end > bytes.length) return null;
  try {
    const header = HEADER.parse(JSON.parse(new TextDecoder().decode(bytes.subarray(LENGTH_BYTES, end))));
    return { ...header, end };
  } catch {
    return null;
  }
}
