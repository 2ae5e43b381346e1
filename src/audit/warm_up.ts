/**
 * How much history each feature needs before it says what it says with all of it.
 *
 * @module
 */

import { BAR_COLUMNS, formatSession, type Panel, type Session } from "~/core/mod.ts";
import { type FeatureSet, lookbackOf, panelFeatureColumns, type PanelInputs } from "~/features/mod.ts";
import { type Check, type Evidence, firstOf } from "./check.ts";
import type { Recomputed } from "./recompute.ts";

/** Multiples of the set's need that are tried. */
const MULTIPLES = [1, 2, 4];

/**
 * Recomputes the features of some sessions with short histories, as when a model is asked with fewer quotes than it
 * learned from, and says how far each is from what it is with the whole.
 *
 * The drift is the greatest difference over tickers and sessions, in standard deviations of the feature; `null` where a
 * value is missing. A window feature has none. A recursive one, which the catalog says depends on every session since
 * the first, may drift and is stated; any other that does is flagged: its lookback in the catalog is wrong.
 *
 * @param sessions Sessions at which features are compared.
 * @returns Evidence of every feature, with its drift at each length of history.
 */
export async function checkWarmUp(whole: Recomputed, sessions: readonly Session[]): Promise<Check> {
  const { set } = whole;
  const need = needOf(set);
  const lengths = MULTIPLES.map((multiple) => multiple * need);
  const deviations = deviationsOf(whole);
  const drifts: (number | null)[][] = [];
  for (const length of lengths) drifts.push(await driftsWith(whole, sessions, length, deviations));
  const evidence = set.features.map(({ name, lookback, reach = lookback }, j): Evidence => ({
    feature: name,
    kind: reach === Infinity ? "recursive" : "window",
    ...Object.fromEntries(lengths.map((length, k) => [`${length} sessions`, drifts[k][j]])),
  })).sort((a, b) => greatest(b, lengths) - greatest(a, lengths));
  const wrong = evidence.filter((row) => row.kind === "window" && greatest(row, lengths) > 0);
  const recursive = evidence.filter(({ kind }) => kind === "recursive");
  const moving = recursive.filter((row) => greatest(row, lengths) > 0);
  const at = `at ${sessions.map(formatSession).join(", ")}`;
  if (wrong.length > 0) {
    const names = firstOf(wrong.map(({ feature }) => String(feature)));
    return {
      name: "warm-up",
      outcome: "flagged",
      summary:
        `with ${need} sessions of history, more than the catalog says are needed, these drift: ${names}`,
      evidence,
    };
  }
  const nWindows = set.features.length - recursive.length;
  return {
    name: "warm-up",
    outcome: "pass",
    summary: `${nWindows} window features are the same with ${lengths.join(", ")} sessions of history ${at}` +
      (recursive.length === 0
        ? ""
        : `; ${moving.length} of ${recursive.length} recursive ones drift, as they must`),
    evidence,
  };
}

/** Sessions that the window features of a set depend on, the current one included. */
function needOf(set: FeatureSet): number {
  const reaches = set.features.map(({ lookback, reach = lookback }) => reach).filter(Number.isFinite);
  return Math.max(lookbackOf(set), ...reaches);
}

/** Greatest drift of a row of evidence; a missing value is beyond any. */
function greatest(row: Evidence, lengths: readonly number[]): number {
  return Math.max(...lengths.map((length) => Number(row[`${length} sessions`] ?? Infinity)));
}

/** Standard deviation of each feature over the rows in which it is defined; 1 where it does not vary. */
function deviationsOf({ columns }: Recomputed): Float64Array {
  return Float64Array.from(columns.values, (column) => {
    let [n, mean, squares] = [0, 0, 0];
    for (const value of column) {
      if (!Number.isFinite(value)) continue;
      n++;
      const distance = value - mean;
      mean += distance / n;
      squares += distance * (value - mean);
    }
    return Math.sqrt(squares / n) || 1;
  });
}

/** Drift of each feature when every ticker has only so many of its own sessions up to the one compared. */
async function driftsWith(
  whole: Recomputed,
  sessions: readonly Session[],
  length: number,
  deviations: Float64Array,
): Promise<(number | null)[]> {
  const drifts = whole.set.features.map((): number | null => 0);
  for (const session of sessions) {
    const { panel, inputs, rows } = shortHistory(whole, session, length);
    const { values } = await panelFeatureColumns(panel, whole.set, inputs);
    rows.forEach((row, t) => {
      const last = panel.offsets[t + 1] - 1;
      for (let j = 0; j < drifts.length; j++) {
        const [full, short] = [whole.columns.values[j][row], values[j][last]];
        const drift = drifts[j];
        if (Object.is(full, short) || drift === null) continue;
        drifts[j] = Number.isNaN(short - full)
          ? null
          : Math.max(drift, Math.abs(short - full) / deviations[j]);
      }
    });
  }
  return drifts;
}

/** The last rows of every ticker that traded in a session, up to it, and where their ends are in the whole panel. */
function shortHistory({ panel, inputs }: Recomputed, session: Session, length: number) {
  const kept: number[] = [];
  const [rows, tickers, offsets] = [[] as number[], [] as string[], [0]];
  panel.tickers.forEach((ticker, t) => {
    const [begin, end] = [panel.offsets[t], panel.offsets[t + 1]];
    const at = panel.session.subarray(begin, end).indexOf(session);
    if (at < 0) return;
    for (let row = begin + Math.max(0, at + 1 - length); row <= begin + at; row++) kept.push(row);
    rows.push(begin + at);
    tickers.push(ticker);
    offsets.push(kept.length);
  });
  const cut = <T extends Float64Array | Int32Array | Uint8Array>(column: T): T => {
    const part = new (column.constructor as new (length: number) => T)(kept.length);
    kept.forEach((row, k) => part[k] = column[row]);
    return part;
  };
  const columns = Object.fromEntries(BAR_COLUMNS.map((name) => [name, cut(panel[name])]));
  const short: Panel = { ...panel, ...columns, tickers, offsets: Int32Array.from(offsets) };
  const cutInputs: PanelInputs = {
    ...inputs,
    universe: cut(inputs.universe),
    totalFactor: inputs.totalFactor && cut(inputs.totalFactor),
  };
  return { panel: short, inputs: cutInputs, rows };
}
