/**
 * Labels of a panel's rows.
 *
 * @module
 */

import { type Panel, terciles } from "~/core/mod.ts";
import type { FeatureColumns } from "~/features/mod.ts";
import { forwardReturns, indicatorRule, nextRows, type ReturnPrice } from "~/labels/mod.ts";

/** How rows are labelled. */
export interface LabelRule {
  /**
   * `xs_tercile`: thirds of the session by forward return. `indicator_rule`: the compatibility rule over the row's own
   * indicators, which predicts nothing. `next_indicator_rule`: that rule's class of the ticker's next bar, which the
   * system it is compatible with scores its LSTM on: of the future, but of its indicators, not of what a share earns.
   */
  readonly kind: "xs_tercile" | "indicator_rule" | "next_indicator_rule";
  /** Sessions held. */
  readonly horizon: number;
  /** Prices that the return lies between. @default {"open"} */
  readonly price?: ReturnPrice | undefined;
}

/** Why a row has no label. */
export type NoLabelReason = "no label" | "break in the label window";

/** The labels of a panel's rows. */
export interface RowLabels {
  /** Why a row has none; `null` where it has one. */
  missing(row: number): NoLabelReason | null;
  /** Class codes of the labelled rows of one session. */
  classes(rows: readonly number[]): Uint8Array;
  /** Forward return of a row. */
  targetReturn(row: number): number;
  /** Session by which both were known. */
  endSession(row: number): number;
}

/**
 * Labels the rows of a panel.
 *
 * @param panel Bars on the basis that returns are wanted on.
 * @param columns The features that a rule looks at, by the names of the `reference` set; a row in which one of them is
 *   not defined has no class by the rule.
 * @throws {RangeError} If the columns have other rows than the panel, or a rule lacks one of them.
 */
export function rowLabels(panel: Panel, label: LabelRule, columns: FeatureColumns): RowLabels {
  const forward = forwardReturns(panel, label.horizon, label.price);
  const missing = (row: number): NoLabelReason | null => {
    if (Number.isNaN(forward.value[row])) return "no label";
    return forward.crossesJump[row] === 1 ? "break in the label window" : null;
  };
  const labels: RowLabels = {
    missing,
    classes: (rows) => terciles(Float64Array.from(rows, (row) => forward.value[row])),
    targetReturn: (row) => forward.value[row],
    endSession: (row) => forward.endSession[row],
  };
  if (label.kind === "xs_tercile") return labels;

  const classes = ruleClasses(label, columns, panel.session.length);
  const next = label.kind === "next_indicator_rule" ? nextRows(panel) : null;
  const ruled = (row: number) => next === null ? row : next[row];
  return {
    ...labels,
    missing: (row) => missing(row) ?? (columns.defects[ruled(row)] === 0 ? null : "no label"),
    classes: (rows) => Uint8Array.from(rows, (row) => classes[ruled(row)]),
    endSession: (row) => Math.max(forward.endSession[row], panel.session[ruled(row)]),
  };
}

/** What the compatibility rule says of each row. */
function ruleClasses(
  label: LabelRule,
  { features, values, defects }: FeatureColumns,
  nRows: number,
): Uint8Array {
  if (defects.length !== nRows) {
    throw new RangeError(
      `Cannot label by ${label.kind}: columns must have the panel's ${nRows} rows, found ${defects.length}`,
    );
  }
  const column = (name: string) => {
    const value = values[features.indexOf(name)];
    if (value === undefined) {
      throw new RangeError(
        `Cannot label by ${label.kind}: feature "${name}" is needed, found ${features.join(", ")}`,
      );
    }
    return Float64Array.from(value);
  };
  return indicatorRule({
    rsi14: column("rsi_14"),
    macd: column("macd"),
    volumeChange: column("volume_change"),
    priceMomentum5: column("price_momentum_5"),
  });
}
