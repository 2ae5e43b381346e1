/**
 * A set's columns as models take them, and which of their rows can be used: the same code for training and for
 * predicting.
 *
 * @module
 */

import type { Bars } from "~/core/mod.ts";
import { computeFeatures } from "./compute.ts";
import type { FeatureSet, SideInputs } from "./feature.ts";
import { lookbackOf } from "./presets.ts";

/** Every reason for which a row of features cannot be used, by its code in {@link FeatureColumns}; 0 is none. */
export const ROW_DEFECTS = [
  null,
  "too little history",
  "break in the feature window",
  "undefined feature",
] as const;

/** Why a row of features cannot be used. */
export type RowDefect = NonNullable<typeof ROW_DEFECTS[number]>;

/** The columns of one ticker or of a panel. */
export interface FeatureColumns {
  /** Feature names, in the order of the set. */
  readonly features: readonly string[];
  /** One column [nRows] a feature, aligned with the bars; `NaN` where it is not defined. */
  readonly values: readonly Float32Array[];
  /** What is wrong with each row [nRows], an index into {@link ROW_DEFECTS}; 0 where nothing is. */
  readonly defects: Uint8Array;
}

/**
 * Computes a ticker's columns. Causal: row t and its defect depend on bars up to and including t.
 *
 * @param bars Bars on the `split` basis, oldest first; their breaks count for a set on the `raw` basis, too, whose values
 *   run over adjusted splits.
 * @param set Which features.
 * @param inputs What they need besides the bars.
 */
export function featureColumns(bars: Bars, set: FeatureSet, inputs: SideInputs = {}): FeatureColumns {
  const columns = emptyColumns(set, bars.session.length);
  fillColumns(columns, 0, bars, set, inputs);
  return columns;
}

/** Columns of zeros, on memory that threads share if that is wanted. */
export function emptyColumns(set: FeatureSet, nRows: number, isShared = false): FeatureColumns {
  const memory = (nBytes: number) => isShared ? new SharedArrayBuffer(nBytes) : new ArrayBuffer(nBytes);
  return {
    features: set.features.map(({ name }) => name),
    values: set.features.map(() => new Float32Array(memory(4 * nRows))),
    defects: new Uint8Array(memory(nRows)),
  };
}

/** Computes a ticker's columns into those of many tickers, from a row on; see {@link featureColumns}. */
export function fillColumns(
  { values, defects }: FeatureColumns,
  begin: number,
  bars: Bars,
  set: FeatureSet,
  inputs: SideInputs,
): void {
  const nRows = bars.session.length;
  const defect = defects.subarray(begin, begin + nRows).fill(0);
  computeFeatures(bars, set, inputs).forEach((column, j) => {
    const value = values[j];
    for (let t = 0; t < nRows; t++) {
      value[begin + t] = column[t];
      if (Number.isFinite(value[begin + t])) continue;
      defect[t] = ROW_DEFECTS.indexOf("undefined feature");
      if (Number.isNaN(column[t])) value[begin + t] = NaN; // there are many, of different bits: one stands for all
    }
  });
  const lookback = lookbackOf(set);
  let sinceJump = Infinity;
  for (let t = 0; t < nRows; t++) {
    sinceJump = bars.jump[t] === 1 ? 0 : sinceJump + 1;
    if (t + 1 < lookback) defect[t] = ROW_DEFECTS.indexOf("too little history");
    else if (sinceJump < lookback - 1) defect[t] = ROW_DEFECTS.indexOf("break in the feature window");
  }
}
