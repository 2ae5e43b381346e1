/**
 * The audit of a run: whether anything in it knows what it could not have known.
 *
 * @module
 */

import { audit, type Check, type Learn, learnBy, type Recompute, type Recomputed } from "~/audit/mod.ts";
import { DataError, type Session } from "~/core/mod.ts";
import { buildDataset, panelFeatureRows, walkForwardFolds } from "~/dataset/mod.ts";
import { type FeatureSet, featureSet } from "~/features/mod.ts";
import { universe } from "~/prices/mod.ts";
import { estimatorOf, type WorkOptions } from "./evaluate.ts";
import { buildMarket, loadHistory } from "./market.ts";
import { firstSessionOf, marketOf, type Run } from "./run.ts";

/** What an audit came to. */
export interface RunAudit {
  /** The checks in the order of the data. */
  readonly checks: readonly Check[];
  /** Features that have no value anywhere in the database, and so were not audited. */
  readonly notAudited: readonly string[];
  /** Samples that the run would learn from. */
  readonly nSamples: number;
}

/** How to audit. */
export interface AuditRunOptions extends WorkOptions {
  /** Sessions at which history is cut and spoilt. @default {3} */
  readonly nCuts?: number;
}

/** What learns is as it is in the run, but for its size: what leaks does so with a few trees. */
const N_TREES = 10;

/**
 * Audits a run on a database: its prices, features, labels, folds and fits, all made by the code that trains.
 *
 * @throws {NotFoundError} If there is no database.
 * @throws {DataError} If the run has no sample on it.
 */
export async function auditRun(run: Run, db: string, options: AuditRunOptions = {}): Promise<RunAudit> {
  const { workers = 1, nCuts = 3, onProgress = () => {} } = options;
  onProgress(0, "reading prices");
  const { history } = await loadHistory(db, marketOf(run));
  const lastSession = history.quotes.session.reduce((a, b) => Math.max(a, b), -Infinity);
  const from = firstSessionOf(run, lastSession);
  const all = featureSet(run.features);
  const { set, notAudited } = definedFeatures(all, recomputeBy(run, all, from)(history));
  const recompute = recomputeBy(run, set, from);
  const whole = recompute(history);
  const { nSamples } = whole.dataset;
  if (nSamples === 0) {
    throw new DataError(
      `Cannot audit run "${run.name}": samples are wanted, none of ${whole.panel.session.length} rows is one; ` +
        "deno task prepare says why",
    );
  }
  const checks = await audit({
    history,
    recompute,
    whole,
    folds: foldsOf(run, whole),
    embargo: { before: run.folds.embargoSessions },
    learn: learnerOf(run, workers),
  }, { seed: run.seed, nCuts, workers, onProgress });
  return { checks, notAudited, nSamples };
}

/** The way of a run from quotes to samples. */
function recomputeBy(run: Run, set: FeatureSet, from: Session): Recompute {
  return (history) => {
    const { panel, returns, inputs: sides } = buildMarket(history);
    const inputs = { ...sides, universe: universe(panel, run.universe) };
    const rows = panelFeatureRows(panel, set, inputs);
    const { dataset } = buildDataset(panel, {
      features: set,
      label: run.label,
      universe: inputs.universe,
      tickers: new Set(run.data.tickers ?? panel.tickers),
      returns,
      rows,
      from,
    });
    return { panel, set, inputs, rows, dataset };
  };
}

/** The features that have a value somewhere, and the names of the others. */
function definedFeatures(set: FeatureSet, { rows }: Recomputed) {
  const width = set.features.length;
  const isDefined = set.features.map(() => false);
  rows.X.forEach((value, at) => isDefined[at % width] ||= Number.isFinite(value));
  return {
    set: { ...set, features: set.features.filter((_, j) => isDefined[j]) },
    notAudited: set.features.filter((_, j) => !isDefined[j]).map(({ name }) => name),
  };
}

/** The run's folds; none where the sessions do not suffice. */
function foldsOf(run: Run, { dataset }: Recomputed) {
  try {
    return walkForwardFolds(dataset, run.folds);
  } catch (error) {
    if (error instanceof DataError) return [];
    throw error;
  }
}

function learnerOf(run: Run, workers: number): Learn {
  const forest = { ...run.forest, nEstimators: Math.min(N_TREES, run.forest.nEstimators) };
  return learnBy(estimatorOf({ ...run, forest }, { workers }), run.seed);
}
