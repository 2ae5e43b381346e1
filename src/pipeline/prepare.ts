/**
 * A run's dataset.
 *
 * @module
 */

import { barsAt, DataError, type Dataset, formatSession, type Panel, parseSession } from "~/core/mod.ts";
import { buildDataset, type DatasetWithAccount } from "~/dataset/mod.ts";
import { computeFeatures, featureSet } from "~/features/mod.ts";
import { universe } from "~/prices/mod.ts";
import { loadMarket, type Market } from "./market.ts";
import { firstSessionOf, type Run } from "./run.ts";

/** Everything a model of a run learns from. */
export interface Prepared extends Market {
  /** The samples. */
  readonly dataset: Dataset;
  /** Rows of the panel that are no samples, by reason. */
  readonly leftOut: DatasetWithAccount["leftOut"];
}

/**
 * Builds the dataset of a run.
 *
 * @throws {DataError} If no sample is left; the message says what became of the rows.
 */
export async function prepare(run: Run, db: string): Promise<Prepared> {
  const { tickers, to } = run.data;
  const market = await loadMarket(db, { tickers, to: to === undefined ? undefined : parseSession(to) });
  const { panel } = market;
  const lastSession = panel.calendar[panel.calendar.length - 1];
  const { dataset, leftOut } = buildDataset(panel, {
    features: featureSet(run.features),
    label: run.label,
    universe: universe(panel, run.universe),
    from: firstSessionOf(run, lastSession),
  });
  if (dataset.nSamples === 0) {
    const account = Object.entries(leftOut).map(([reason, n]) => `${reason} ${n}`).join(", ");
    const never = undefinedFeatures(panel, run.features);
    throw new DataError(
      `Cannot prepare run "${run.name}": none of ${panel.session.length} rows up to ${
        formatSession(lastSession)
      } is ` +
        `left (${account})` + (never.length > 0 ? `; never defined: ${never.join(", ")}` : ""),
    );
  }
  return { ...market, dataset, leftOut };
}

/** Names of the features that no row of the panel has. */
function undefinedFeatures(panel: Panel, name: string): string[] {
  const set = featureSet(name);
  const isDefined = set.features.map(() => false);
  for (let t = 0; t < panel.tickers.length; t++) {
    computeFeatures(barsAt(panel, t), set).forEach((column, j) =>
      isDefined[j] ||= column.some(Number.isFinite)
    );
  }
  return set.features.filter((_, j) => !isDefined[j]).map((feature) => feature.name);
}
