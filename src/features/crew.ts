/**
 * A panel's columns ticker by ticker, on this thread or on several.
 *
 * @module
 */

import { barsAt, type Panel } from "~/core/mod.ts";
import { doTasks, onSharedMemory, type Program } from "~/crew/mod.ts";
import { reusedMemory } from "./column.ts";
import type { FeatureSet, SideInputs } from "./feature.ts";
import { emptyColumns, type FeatureColumns, fillColumns } from "./feature_columns.ts";
import { inputsAt, type PanelInputs, panelSideInputs } from "./panel.ts";
import { FEATURE_SETS, featureSet } from "./presets.ts";

/** What columns are computed from and into. */
export interface Assignment<Set> {
  /** The bars. */
  readonly panel: Panel;
  /** Which features; to a worker their preset's name, functions do not travel. */
  readonly set: Set;
  /** What it needs besides the bars, aligned with the panel. */
  readonly inputs: SideInputs;
  /** Where the columns go. */
  readonly columns: FeatureColumns;
}

const COMPUTING: Program<Assignment<string>, void> = {
  purpose: "compute features",
  file: new URL("./worker.ts", import.meta.url),
  begin: tickerFiller,
};

/** Fewer rows are computed before workers have started. */
const MIN_ROWS = 50_000;

/** How columns are computed. */
export interface ComputeOptions {
  /** Threads; 1 stays on this one, as do small panels and sets that are no preset. @default {1} */
  readonly workers?: number;
}

/**
 * Computes the columns of every ticker of a panel, in the order of its rows; the same for any number of workers.
 *
 * @param panel Bars on the `split` basis.
 * @throws {RangeError} If an input has another number of rows than the panel.
 * @throws {Error} If a worker fails.
 */
export async function panelFeatureColumns(
  panel: Panel,
  set: FeatureSet,
  inputs: PanelInputs = {},
  { workers = 1 }: ComputeOptions = {},
): Promise<FeatureColumns> {
  const nRows = panel.session.length;
  const hasCrew = workers > 1 && nRows >= MIN_ROWS && FEATURE_SETS[set.name] === set;
  const sides = panelSideInputs(panel, set, inputs);
  const columns = emptyColumns(set, nRows, hasCrew);
  if (hasCrew) {
    const assignment = onSharedMemory({ panel, set: set.name, inputs: sides, columns });
    await doTasks(COMPUTING, Array(workers).fill(assignment), panel.tickers.length, () => {});
  } else {
    const fill = fillerOf({ panel, set, inputs: sides, columns });
    for (let index = 0; index < panel.tickers.length; index++) fill(index);
  }
  return columns;
}

/** Makes the function that computes the ticker at a position of `panel.tickers`. */
export function tickerFiller({ set, ...rest }: Assignment<string>): (index: number) => void {
  return fillerOf({ set: featureSet(set), ...rest });
}

function fillerOf({ panel, set, inputs, columns }: Assignment<FeatureSet>): (index: number) => void {
  const inMemory = reusedMemory();
  return (index) => {
    const [bars, own] = [barsAt(panel, index), inputsAt(panel, inputs, index)];
    inMemory(() => fillColumns(columns, panel.offsets[index], bars, set, own));
  };
}
