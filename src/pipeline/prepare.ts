/**
 * A run's dataset.
 *
 * @module
 */

import { basename, dirname, join } from "node:path";
import { DataError, type Dataset, formatSession, NotFoundError } from "~/core/mod.ts";
import { buildDataset, type DatasetWithAccount } from "~/dataset/mod.ts";
import {
  FEATURE_SETS,
  type FeatureSet,
  featureSet,
  REFERENCE,
  REFERENCE_WITHOUT_BOOK,
} from "~/features/mod.ts";
import { universe } from "~/prices/mod.ts";
import { isMotherDuck } from "~/warehouse/mod.ts";
import { storedFeatureColumns, type StoreOptions } from "./feature_store.ts";
import { loadMarket, type Market } from "./market.ts";
import { firstSessionOf, marketOf, type Run, sequenceLength } from "./run.ts";

/** Everything a model of a run learns from. */
export interface Prepared extends Market {
  /** The samples. */
  readonly dataset: Dataset;
  /** Rows of the panel that are no samples, by reason. */
  readonly leftOut: DatasetWithAccount["leftOut"];
}

/**
 * Builds the dataset of a run. The feature columns of an earlier one are used again where nothing has changed; they are
 * kept in a folder of the database's name inside `features` beside it.
 *
 * @throws {DataError} If no sample is left; the message says what became of the rows.
 */
export async function prepare(run: Run, db: string, options: StoreOptions = {}): Promise<Prepared> {
  return await prepareFrom(await loadMarket(db, marketOf(run)), run, db, options);
}

/** Builds the dataset of a run from a market that is loaded; see {@link prepare}. */
export async function prepareFrom(
  market: Market,
  run: Run,
  db: string,
  options: StoreOptions = {},
): Promise<Prepared> {
  const { panel } = market;
  const { tickers = panel.tickers } = run.data;
  const unknown = tickers.filter((ticker) => !panel.tickers.includes(ticker));
  if (unknown.length > 0) {
    throw new NotFoundError(
      `Cannot prepare run "${run.name}": no quotes of ${
        unknown.join(", ")
      } among ${panel.tickers.length} tickers`,
    );
  }
  const lastSession = panel.calendar[panel.calendar.length - 1];
  const set = featureSet(run.features);
  const inside = universe(panel, run.universe);
  const inputs = { ...market.inputs, universe: inside };
  const columnsOf = (set: FeatureSet) => storedFeatureColumns(folderOf(db), { panel, set, inputs }, options);
  const columns = await columnsOf(set);
  const labelSet = labelSetOf(run);
  const { dataset, leftOut } = buildDataset(panel, {
    columns,
    label: run.label,
    labelColumns: labelSet === null ? columns : await columnsOf(labelSet),
    lookback: sequenceLength(run),
    universe: inside,
    tickers: new Set(tickers),
    returns: market.returns,
    from: firstSessionOf(run, lastSession),
  });
  if (dataset.nSamples === 0) {
    const account = Object.entries(leftOut).map(([reason, n]) => `${reason} ${n}`).join(", ");
    const never = columns.features.filter((_, j) => !columns.values[j].some(Number.isFinite));
    const without = setsWithout(never, set);
    throw new DataError(
      `Cannot prepare run "${run.name}": none of ${panel.session.length} rows up to ${
        formatSession(lastSession)
      } is ` +
        `left (${account})` + (never.length > 0 ? `; never defined: ${never.join(", ")}` : "") +
        (without.length > 0 ? `; without it: --features ${without.join(" or ")}` : ""),
    );
  }
  return { ...market, dataset, leftOut };
}

/** Names of the presets that hold some of a set's features, and none of those that are never defined. */
function setsWithout(never: readonly string[], { features }: FeatureSet): string[] {
  if (never.length === 0) return [];
  const defined = new Set(features.map(({ name }) => name).filter((name) => !never.includes(name)));
  return Object.values(FEATURE_SETS).filter((set) => set.features.every(({ name }) => defined.has(name)))
    .map(({ name }) => name);
}

/** The features that a run's rule labels by where the run sees others; `null` where it sees them, or has no rule. */
export function labelSetOf({ label, features }: Run): FeatureSet | null {
  const hasThem = label.kind === "xs_tercile" ||
    [REFERENCE, REFERENCE_WITHOUT_BOOK].includes(featureSet(features));
  return hasThem ? null : REFERENCE_WITHOUT_BOOK;
}

/** Where a database's feature columns are kept; nowhere if it is not a file. */
function folderOf(db: string): string | null {
  return isMotherDuck(db) ? null : join(dirname(db), "features", basename(db));
}
