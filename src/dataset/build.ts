/**
 * Panel to dataset: the rows that can be learned from, and an account of those that cannot.
 *
 * @module
 */

import { type Dataset, type Panel, sessionBlocks } from "~/core/mod.ts";
import { type FeatureColumns, ROW_DEFECTS, type RowDefect } from "~/features/mod.ts";
import { featureRows } from "./feature_rows.ts";
import { type LabelRule, type NoLabelReason, type RowLabels, rowLabels } from "./row_labels.ts";
import { historyOf, sequenceDefects } from "./sequences.ts";

/** Why a row of the panel is not in the dataset. */
export type LeftOutReason =
  | "before the period"
  | "not a chosen ticker"
  | "outside the universe"
  | RowDefect
  | NoLabelReason
  | "too few shares in the session";

/** A dataset and what was left out of it. */
export interface DatasetWithAccount {
  /** The samples. */
  readonly dataset: Dataset;
  /** Rows of the panel by the first reason that kept them out; with the samples they add up to the panel's rows. */
  readonly leftOut: Readonly<Partial<Record<LeftOutReason, number>>>;
}

/** What to build. */
export interface BuildOptions {
  /** The features of the panel's rows. */
  readonly columns: FeatureColumns;
  /** How rows are labelled. */
  readonly label: LabelRule;
  /** The features that a rule labels by, those of the `reference` set, whatever models see. @default {columns} */
  readonly labelColumns?: FeatureColumns | undefined;
  /** Sessions in the sequences that models look at; more than 1, and the dataset has their history. @default {1} */
  readonly lookback?: number | undefined;
  /** 1 for each row of the panel that may be used. */
  readonly universe: Uint8Array;
  /** Tickers that samples may be of; thirds are of the whole session all the same. @default {all} */
  readonly tickers?: ReadonlySet<string>;
  /** The same bars on the basis that returns are wanted on. @default {the panel} */
  readonly returns?: Panel;
  /** First decision session, inclusive; earlier bars still serve as history. @default {-Infinity} */
  readonly from?: number;
}

/** Fewer shares than this do not make a cross-section: a third of it would be a name or two. */
const MIN_CROSS_SECTION = 10;

/**
 * Builds the dataset: one sample a ticker and session, sorted by session, then ticker.
 *
 * A sample lies in the period and the universe, has its whole feature window (no break inside, every feature finite), and
 * its label is known. Everything in its row of `X` was known at the close of its session; `y`,
 * `targetReturn` and `labelEnd` were not.
 *
 * With a lookback, all that holds of the features of each row of its sequence: consecutive bars of its ticker, which may
 * lie before the period or outside the universe. Since the rows behind a break are left out until their windows are
 * clear of it, no sequence crosses one.
 *
 * @param panel Bars on the `split` or `total` basis.
 * @throws {RangeError} If the columns or the panel of returns have other rows, or if a rule is to label without the
 *   `reference` features.
 */
export function buildDataset(panel: Panel, options: BuildOptions): DatasetWithAccount {
  const { columns, label, labelColumns = columns, lookback = 1 } = options;
  if (columns.defects.length !== panel.session.length) {
    throw new RangeError(
      `Cannot build a dataset: columns must have the panel's ${panel.session.length} rows, ` +
        `found ${columns.defects.length}`,
    );
  }
  const labels = rowLabels(returnPanel(panel, options), label, labelColumns);
  const defects = sequenceDefects(panel, columns.defects, lookback);
  const leftOut: Partial<Record<LeftOutReason, number>> = {};
  const leave = (reason: LeftOutReason, nRows = 1) => leftOut[reason] = (leftOut[reason] ?? 0) + nRows;

  const usable: number[] = [];
  for (let row = 0; row < panel.session.length; row++) {
    const reason = reasonToLeaveOut(panel, options, defects, labels, row);
    if (reason === null) usable.push(row);
    else leave(reason);
  }
  usable.sort((a, b) => panel.session[a] - panel.session[b]); // stable: tickers stay in order within a session

  const tickerOfRow = tickersByRow(panel);
  const isChosen = (row: number) => options.tickers?.has(panel.tickers[tickerOfRow[row]]) ?? true;
  const rows: number[] = [];
  const classes: number[] = [];
  for (const [begin, end] of sessionBlocks(Int32Array.from(usable, (row) => panel.session[row]))) {
    const block = usable.slice(begin, end);
    if (block.length < MIN_CROSS_SECTION) {
      leave("too few shares in the session", block.length);
      continue;
    }
    const codes = labels.classes(block);
    block.forEach((row, i) => {
      if (isChosen(row)) {
        rows.push(row);
        classes.push(codes[i]);
      } else leave("not a chosen ticker");
    });
  }
  const dataset = assemble(panel, tickerOfRow, columns, labels, rows, classes);
  if (lookback === 1) return { dataset, leftOut };
  return { dataset: { ...dataset, history: historyOf(columns, rows, lookback) }, leftOut };
}

/** The panel that returns are computed on: it must have the rows of the panel of features. */
function returnPanel(panel: Panel, { returns = panel }: BuildOptions): Panel {
  const isAligned = returns.tickers.join() === panel.tickers.join() &&
    returns.session.length === panel.session.length &&
    returns.session.every((session, row) => session === panel.session[row]);
  if (!isAligned) {
    throw new RangeError("Cannot build a dataset: returns must be of the panel's rows, found others");
  }
  return returns;
}

function reasonToLeaveOut(
  panel: Panel,
  { universe, from = -Infinity }: BuildOptions,
  defects: Uint8Array,
  labels: RowLabels,
  row: number,
): LeftOutReason | null {
  if (panel.session[row] < from) return "before the period";
  if (universe[row] === 0) return "outside the universe";
  return ROW_DEFECTS[defects[row]] ?? labels.missing(row);
}

/** Each row's ticker, an index into `panel.tickers`. */
function tickersByRow({ tickers, offsets, session }: Panel): Int32Array {
  const tickerOfRow = new Int32Array(session.length);
  tickers.forEach((_, t) => tickerOfRow.fill(t, offsets[t], offsets[t + 1]));
  return tickerOfRow;
}

function assemble(
  panel: Panel,
  tickerOfRow: Int32Array,
  columns: FeatureColumns,
  labels: RowLabels,
  rows: readonly number[],
  classes: readonly number[],
): Dataset {
  return {
    nSamples: rows.length,
    features: columns.features,
    X: featureRows(columns, rows),
    tickers: panel.tickers,
    ticker: Int32Array.from(rows, (row) => tickerOfRow[row]),
    session: Int32Array.from(rows, (row) => panel.session[row]),
    y: Uint8Array.from(classes),
    targetReturn: Float64Array.from(rows, labels.targetReturn),
    labelEnd: Int32Array.from(rows, labels.endSession),
  };
}
