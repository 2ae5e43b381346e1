/**
 * Feature columns that need all tickers of a session.
 *
 * @module
 */

import { barsAt, type Panel } from "~/core/mod.ts";
import { reusedMemory } from "./column.ts";
import { computeFeatures } from "./compute.ts";
import type { Feature, FeatureSet, PanelFeature, SideInputs } from "./feature.ts";
import type { MarketSeries } from "./market_series.ts";
import { once } from "./once.ts";

/** What features may use besides a panel's bars; columns [nRows], aligned with the panel. */
export interface PanelInputs {
  /** The market's daily series. */
  readonly market?: MarketSeries | undefined;
  /** What the published price was multiplied by to get the price across splits and dividends. */
  readonly totalFactor?: Float64Array | undefined;
  /** 1 for each row that others are compared with. @default {all rows} */
  readonly universe?: Uint8Array | undefined;
}

/** The side inputs of all tickers, columns [nRows] aligned with the panel; see {@link tickerInputs}. */
export function panelSideInputs(panel: Panel, set: FeatureSet, inputs: PanelInputs = {}): SideInputs {
  const { market, totalFactor, universe } = inputs;
  for (const [name, column] of Object.entries({ totalFactor, universe })) {
    if (column === undefined || column.length === panel.session.length) continue;
    throw new RangeError(
      `Cannot compute features: ${name} must have the panel's ${panel.session.length} rows, found ${column.length}`,
    );
  }
  const sides = { market, totalFactor };
  const features = set.features.filter((feature) => feature.inputs === "panel");
  const rows = features.length === 0 ? [] : rowsBySession(panel);
  const columnOf = once((of: Feature) => {
    const [column] = computeColumns(panel, { ...set, features: [of] }, sides);
    for (let index = 0; index < panel.tickers.length; index++) {
      const [begin, end] = [panel.offsets[index], panel.offsets[index + 1]];
      dropBroken(column.subarray(begin, end), panel.jump.subarray(begin, end), of.lookback);
    }
    return column;
  });
  const panelColumns = features.map((feature) => compare(feature, columnOf(feature.of), rows, universe));
  return { ...sides, panelColumns };
}

/** The side inputs of the ticker at a position of `panel.tickers`, as views on those of the panel. */
export function inputsAt(panel: Panel, sides: SideInputs, index: number): SideInputs {
  const { market, totalFactor, panelColumns } = sides;
  const cut = (column: Float64Array) => column.subarray(panel.offsets[index], panel.offsets[index + 1]);
  return {
    market,
    totalFactor: totalFactor && cut(totalFactor),
    panelColumns: panelColumns?.map(cut),
  };
}

/**
 * Computes a set's panel features and hands each ticker what it needs besides its bars. A ticker with a break in its
 * window is not compared with the others.
 *
 * @param panel Bars on the `split` basis.
 * @returns The side inputs of the ticker at a position of `panel.tickers`.
 * @throws {RangeError} If an input has another number of rows than the panel.
 */
export function tickerInputs(
  panel: Panel,
  set: FeatureSet,
  inputs: PanelInputs = {},
): (index: number) => SideInputs {
  const sides = panelSideInputs(panel, set, inputs);
  return (index) => inputsAt(panel, sides, index);
}

/**
 * Computes every column of a set over a whole panel.
 *
 * @returns One column [nRows] a feature, in the order of the set, aligned with the panel.
 */
export function computePanel(panel: Panel, set: FeatureSet, inputs: PanelInputs = {}): Float64Array[] {
  return computeColumns(panel, set, panelSideInputs(panel, set, inputs));
}

function computeColumns(panel: Panel, set: FeatureSet, sides: SideInputs): Float64Array[] {
  const columns = set.features.map(() => new Float64Array(panel.session.length));
  const inMemory = reusedMemory();
  for (let index = 0; index < panel.tickers.length; index++) {
    inMemory(() => {
      const computed = computeFeatures(barsAt(panel, index), set, inputsAt(panel, sides, index));
      computed.forEach((column, j) => columns[j].set(column, panel.offsets[index]));
    });
  }
  return columns;
}

/** Makes `NaN` of what has prices within the lookback that do not compare. */
function dropBroken(column: Float64Array, jump: Uint8Array, lookback: number): void {
  let sinceJump = Infinity;
  for (let row = 0; row < column.length; row++) {
    sinceJump = jump[row] === 1 ? 0 : sinceJump + 1;
    if (sinceJump < lookback - 1) column[row] = NaN;
  }
}

/** Row numbers of each session, sessions in order. */
function rowsBySession({ session }: Panel): number[][] {
  const rows = new Map<number, number[]>();
  for (let row = 0; row < session.length; row++) {
    const known = rows.get(session[row]);
    if (known === undefined) rows.set(session[row], [row]);
    else known.push(row);
  }
  return [...rows.values()];
}

function compare(
  feature: PanelFeature,
  own: Float64Array,
  rowsOfSessions: readonly (readonly number[])[],
  universe: Uint8Array | undefined,
): Float64Array {
  const out = new Float64Array(own.length);
  for (const rows of rowsOfSessions) {
    const inside = rows.filter((row) =>
      (universe === undefined || universe[row] === 1) && Number.isFinite(own[row])
    );
    const valueOf = feature.across(Float64Array.from(inside, (row) => own[row]));
    for (const row of rows) out[row] = valueOf(own[row]);
  }
  return out;
}
