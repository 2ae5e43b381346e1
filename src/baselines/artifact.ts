/**
 * Baselines outside memory: a header of names and little-endian 64-bit floats.
 *
 * The header is `{ features, feature }`, `feature` being what is ranked by, or `null`; or `{ features, ranking }` if it is
 * ranked by scores from elsewhere. The data are class probabilities [nGroups, 3], expected returns [nGroups] and, if
 * something is ranked by, its two thresholds; nGroups is 3 then, and else 1.
 *
 * @module
 */

import { z } from "zod";
import { type Artifact, CLASSES, ModelError } from "~/core/mod.ts";
import type { Table } from "./table.ts";

/** Name and version of the format. */
export const BASELINE_FORMAT = "b3-baseline/1";

const features = z.array(z.string());
const HEADER = z.union([
  z.strictObject({ features, feature: z.string().nullable() })
    .refine(({ features, feature }) => feature === null || features.includes(feature)),
  z.strictObject({ features, ranking: z.string() }),
]);

/** Writes a table. */
export function encodeTable({ features, ranked, probabilities, expectedReturn }: Table): Artifact {
  const thresholds = ranked === null ? [] : [ranked.thresholds.lower, ranked.thresholds.upper];
  const numbers = [...probabilities, ...expectedReturn, ...thresholds];
  const data = new Uint8Array(numbers.length * 8);
  const view = new DataView(data.buffer);
  numbers.forEach((value, i) => view.setFloat64(i * 8, value, true));
  const by = ranked?.kind === "ranking" ? { ranking: ranked.name } : { feature: ranked?.name ?? null };
  return { format: BASELINE_FORMAT, header: { features, ...by }, data };
}

/**
 * Reads a table back.
 *
 * @throws {ModelError} If the format is another one, header and data do not fit, or the data are no table.
 */
export function decodeTable({ format, header, data }: Artifact): Table {
  if (format !== BASELINE_FORMAT) throw damaged(`format "${BASELINE_FORMAT}" is wanted, found "${format}"`);
  const parsed = HEADER.safeParse(header);
  if (!parsed.success) {
    throw damaged(
      `feature names and one of them, or a ranking's, are wanted, found ${JSON.stringify(header)}`,
    );
  }
  const { features } = parsed.data;
  const by = rankedBy(parsed.data);
  const nGroups = by === null ? 1 : 3;
  const nProbabilities = nGroups * CLASSES.length;
  const nNumbers = nProbabilities + nGroups + (by === null ? 0 : 2);
  if (data.length !== nNumbers * 8) throw damaged(`${nNumbers * 8} bytes are wanted, found ${data.length}`);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const numbers = Float64Array.from({ length: nNumbers }, (_, i) => view.getFloat64(i * 8, true));
  if (!numbers.every(Number.isFinite)) {
    throw damaged(`finite numbers are wanted, found ${numbers.join(", ")}`);
  }
  const probabilities = numbers.slice(0, nProbabilities);
  for (let g = 0; g < nGroups; g++) {
    checkDistribution(probabilities.subarray(g * CLASSES.length, (g + 1) * CLASSES.length));
  }
  const [lower, upper] = numbers.subarray(nProbabilities + nGroups);
  if (lower > upper) throw damaged(`thresholds in order are wanted, found ${lower}, ${upper}`);
  return {
    features,
    ranked: by && { ...by, thresholds: { lower, upper } },
    probabilities,
    expectedReturn: numbers.slice(nProbabilities, nProbabilities + nGroups),
  };
}

function rankedBy(header: z.infer<typeof HEADER>) {
  if ("ranking" in header) return { kind: "ranking", name: header.ranking } as const;
  return header.feature === null ? null : { kind: "feature", name: header.feature } as const;
}

function checkDistribution(row: Float64Array): void {
  const sum = row.reduce((a, b) => a + b, 0);
  if (row.some((p) => p < 0) || Math.abs(sum - 1) > 1e-9) {
    throw damaged(`probabilities that sum to 1 are wanted, found ${row.join(", ")}`);
  }
}

function damaged(why: string): ModelError {
  return new ModelError(`Cannot load a baseline: ${why}`);
}
