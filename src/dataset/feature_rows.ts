/**
 * Feature rows of one ticker and which of them can be used: the same code for training and for predicting.
 *
 * @module
 */

import { type Bars, barsAt, type Panel } from "~/core/mod.ts";
import {
  computeFeatures,
  type FeatureSet,
  lookbackOf,
  type PanelInputs,
  type SideInputs,
  tickerInputs,
} from "~/features/mod.ts";

/** Every reason for which a row of features cannot be used. */
export const ROW_DEFECTS = [
  "too little history",
  "break in the feature window",
  "undefined feature",
] as const;

/** Why a row of features cannot be used. */
export type RowDefect = typeof ROW_DEFECTS[number];

/** The rows of one ticker or of a panel. */
export interface FeatureRows {
  /** Feature matrix [nRows, nFeatures], row-major, aligned with the bars. */
  readonly X: Float32Array;
  /** What is wrong with each row; `null` where nothing is. */
  readonly defects: readonly (RowDefect | null)[];
}

/**
 * Computes a ticker's feature rows. Causal: row t and its defect depend on bars up to and including t.
 *
 * @param bars Bars on the `split` basis, oldest first; their breaks count for a set on the `raw` basis, too, whose values
 *   run over adjusted splits.
 * @param set Which features.
 * @param inputs What they need besides the bars.
 */
export function featureRows(bars: Bars, set: FeatureSet, inputs: SideInputs = {}): FeatureRows {
  const columns = computeFeatures(bars, set, inputs);
  const lookback = lookbackOf(set);
  const X = new Float32Array(bars.session.length * columns.length);
  const defects: (RowDefect | null)[] = [];
  let sinceJump = Infinity;
  for (let t = 0, k = 0; t < bars.session.length; t++) {
    let isDefined = true;
    for (const column of columns) {
      X[k] = column[t];
      isDefined &&= Number.isFinite(X[k]);
      k++;
    }
    sinceJump = bars.jump[t] === 1 ? 0 : sinceJump + 1;
    if (t + 1 < lookback) defects.push("too little history");
    else if (sinceJump < lookback - 1) defects.push("break in the feature window");
    else defects.push(isDefined ? null : "undefined feature");
  }
  return { X, defects };
}

/** Computes the feature rows of every ticker of a panel, in the order of its rows; see {@link featureRows}. */
export function panelFeatureRows(panel: Panel, set: FeatureSet, inputs: PanelInputs = {}): FeatureRows {
  const inputsOf = tickerInputs(panel, set, inputs);
  const width = set.features.length;
  const X = new Float32Array(panel.session.length * width);
  const defects: (RowDefect | null)[] = [];
  for (let t = 0; t < panel.tickers.length; t++) {
    const rows = featureRows(barsAt(panel, t), set, inputsOf(t));
    X.set(rows.X, panel.offsets[t] * width);
    for (const defect of rows.defects) defects.push(defect);
  }
  return { X, defects };
}
