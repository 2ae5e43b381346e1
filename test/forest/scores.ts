/**
 * The two scores that the forest's tests need.
 *
 * @module
 */

import assert from "node:assert/strict";
import { CLASSES } from "~/core/mod.ts";

/** Share of samples whose most probable class is the true one. */
export function accuracyOf(probabilities: Float64Array | null, y: Uint8Array): number {
  const rows = rowsOf(probabilities, y.length);
  return rows.filter((row, i) => row.indexOf(Math.max(...row)) === y[i]).length / y.length;
}

/** Mean negative log-likelihood of the true class, nats. */
export function logLossOf(probabilities: Float64Array | null, y: Uint8Array): number {
  const rows = rowsOf(probabilities, y.length);
  return -rows.reduce((sum, row, i) => sum + Math.log(row[y[i]]), 0) / y.length;
}

function rowsOf(probabilities: Float64Array | null, nSamples: number): Float64Array[] {
  assert.ok(probabilities);
  const width = CLASSES.length;
  return Array.from({ length: nSamples }, (_, i) => probabilities.subarray(i * width, (i + 1) * width));
}
