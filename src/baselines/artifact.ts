/**
 * Baselines outside memory: a header of names and little-endian 64-bit floats.
 *
 * The header is `{ features, feature }`, `feature` being what is ranked by, or `null`. The data are class probabilities
 * [nGroups, 3], expected returns [nGroups] and, if there is a `feature`, its two thresholds; nGroups is 1 or, if there
 * is a `feature`, 3.
 *
 * @module
 */

import { type Artifact, CLASSES, ModelError } from "~/core/mod.ts";
import type { Table } from "./table.ts";

/** Name and version of the format. */
export const BASELINE_FORMAT = "b3-baseline/1";

/** Writes a table. */
export function encodeTable({ features, ranked, probabilities, expectedReturn }: Table): Artifact {
  const thresholds = ranked === null ? [] : [ranked.thresholds.lower, ranked.thresholds.upper];
  const numbers = [...probabilities, ...expectedReturn, ...thresholds];
  const data = new Uint8Array(numbers.length * 8);
  const view = new DataView(data.buffer);
  numbers.forEach((value, i) => view.setFloat64(i * 8, value, true));
  return { format: BASELINE_FORMAT, header: { features, feature: ranked?.feature ?? null }, data };
}

/**
 * Reads a table back.
 *
 * @throws {ModelError} If the format is another one or header and data do not fit.
 */
export function decodeTable({ format, header, data }: Artifact): Table {
  if (format !== BASELINE_FORMAT) {
    throw new ModelError(`Cannot load a baseline: format "${BASELINE_FORMAT}" is wanted, found "${format}"`);
  }
  const { features, feature } = header;
  if (!isNames(features) || !(feature === null || features.some((name) => name === feature))) {
    throw new ModelError(
      `Cannot load a baseline: feature names and one of them are wanted, found ${JSON.stringify(header)}`,
    );
  }
  const nGroups = feature === null ? 1 : 3;
  const nProbabilities = nGroups * CLASSES.length;
  const nNumbers = nProbabilities + nGroups + (feature === null ? 0 : 2);
  if (data.length !== nNumbers * 8) {
    throw new ModelError(`Cannot load a baseline: ${nNumbers * 8} bytes are wanted, found ${data.length}`);
  }
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const numbers = Float64Array.from({ length: nNumbers }, (_, i) => view.getFloat64(i * 8, true));
  if (!numbers.every(Number.isFinite)) {
    throw new ModelError(`Cannot load a baseline: finite numbers are wanted, found ${numbers.join(", ")}`);
  }
  const [lower, upper] = numbers.subarray(nProbabilities + nGroups);
  return {
    features,
    ranked: feature === null ? null : { feature: String(feature), thresholds: { lower, upper } },
    probabilities: numbers.slice(0, nProbabilities),
    expectedReturn: numbers.slice(nProbabilities, nProbabilities + nGroups),
  };
}

function isNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((name) => typeof name === "string");
}
