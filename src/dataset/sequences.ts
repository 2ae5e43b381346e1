/**
 * Rows to sequences: each sample's own row and those of its ticker before it.
 *
 * @module
 */

import type { History, Panel } from "~/core/mod.ts";
import { type FeatureColumns, ROW_DEFECTS } from "~/features/mod.ts";
import { featureRows } from "./feature_rows.ts";

const TOO_LITTLE = ROW_DEFECTS.indexOf("too little history");

/**
 * What is wrong with the sequence that ends in each row: the defect of the newest of its rows that has one, or too little
 * history where its ticker has fewer rows. Causal.
 *
 * A row is defective as long as its feature window spans a break, the first one behind the break included. So a sequence
 * without a defective row never crosses a break, be it an unexplained jump or a long silence.
 *
 * @param panel Where the rows of each ticker begin and end.
 * @param defects What is wrong with each row [nRows], codes of `ROW_DEFECTS`; those of a feature set that looks back at
 *   least one session.
 * @param lookback Rows in a sequence; 1 gives the rows' own defects.
 * @returns Codes of `ROW_DEFECTS` [nRows], 0 where nothing is wrong.
 * @throws {RangeError} If the lookback is not a whole number from 1.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const panel = { offsets: Int32Array.of(0, 4, 6) };
 * const defects = Uint8Array.of(0, 3, 0, 0, 0, 0);
 * assert.deepEqual(sequenceDefects(panel, defects, 2), Uint8Array.of(1, 3, 3, 0, 1, 0));
 * ```
 */
export function sequenceDefects(
  { offsets }: Pick<Panel, "offsets">,
  defects: Uint8Array,
  lookback: number,
): Uint8Array {
  if (!Number.isInteger(lookback) || lookback < 1) {
    throw new RangeError(`Cannot cut sequences: lookback must be a whole number from 1, is ${lookback}`);
  }
  const out = new Uint8Array(defects.length);
  for (let t = 0; t + 1 < offsets.length; t++) {
    let newest = -Infinity;
    for (let row = offsets[t]; row < offsets[t + 1]; row++) {
      if (defects[row] !== 0) newest = row;
      if (newest > row - lookback) out[row] = defects[newest];
      else if (row - lookback < offsets[t] - 1) out[row] = TOO_LITTLE;
    }
  }
  return out;
}

/**
 * The history of samples: the rows of their sequences, each once, in the order of the panel.
 *
 * @param columns The panel's features.
 * @param rows Each sample's own row in the panel, one whose sequence has no defect.
 * @param lookback Rows in a sequence.
 */
export function historyOf(columns: FeatureColumns, rows: readonly number[], lookback: number): History {
  const isNeeded = new Uint8Array(columns.defects.length);
  for (const row of rows) isNeeded.fill(1, row - lookback + 1, row + 1);
  const kept: number[] = [];
  const place = new Int32Array(isNeeded.length);
  for (let row = 0; row < isNeeded.length; row++) {
    if (isNeeded[row] === 1) place[row] = kept.push(row) - 1;
  }
  return { rows: featureRows(columns, kept), lookback, row: Int32Array.from(rows, (row) => place[row]) };
}
