/**
 * The audit of a run: whether anything in it knows what it could not have known.
 *
 * @module
 */

import { audit, type Check, type Learn, learnBy, type Recompute, type Recomputed } from "~/audit/mod.ts";
import { DataError, type Session } from "~/core/mod.ts";
import { buildDataset } from "~/dataset/mod.ts";
import { type FeatureSet, featureSet, panelFeatureColumns } from "~/features/mod.ts";
import { universe } from "~/prices/mod.ts";
import { estimatorOf } from "./contenders.ts";
import { evaluationFolds } from "./evaluation_folds.ts";
import { buildMarket, loadHistory } from "./market.ts";
import { labelSetOf } from "./prepare.ts";
import { firstSessionOf, marketOf, type Run, sequenceLength } from "./run.ts";
import type { WorkOptions } from "./walk.ts";

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

/** What learns is as it is in the run, but for its size: what leaks does so with a few trees or epochs. */
const SMALL = { nEstimators: 10, epochs: 2 };

/**
 * Audits a run on a database: its prices, features, labels, folds and fits, all made by the code that trains.
 *
 * @throws {NotFoundError} If there is no database.
 * @throws {DataError} If the run has no sample on it, or too few sessions for a fold.
 */
export async function auditRun(run: Run, db: string, options: AuditRunOptions = {}): Promise<RunAudit> {
  const { workers = 1, nCuts = 3, onProgress = () => {} } = options;
  onProgress(0, "reading prices");
  const { history } = await loadHistory(db, marketOf(run));
  const lastSession = history.quotes.session.reduce((a, b) => Math.max(a, b), -Infinity);
  const from = firstSessionOf(run, lastSession);
  const all = featureSet(run.features);
  const first = await recomputeBy(run, all, from, workers)(history);
  const notAudited = undefinedFeatures(first);
  const isAll = notAudited.length === 0;
  const defined = all.features.filter(({ name }) => !notAudited.includes(name));
  const recompute = recomputeBy(run, isAll ? all : { ...all, features: defined }, from, workers);
  const whole = isAll ? first : await recompute(history);
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
    folds: evaluationFolds(run, whole.dataset),
    embargo: { before: run.folds.embargoSessions },
    learn: learnerOf(run, workers),
  }, { seed: run.seed, nCuts, workers, onProgress });
  return { checks, notAudited, nSamples };
}

/** The way of a run from quotes to samples. */
function recomputeBy(run: Run, set: FeatureSet, from: Session, workers: number): Recompute {
  return async (history) => {
    const { panel, returns, inputs: sides } = buildMarket(history);
    const inputs = { ...sides, universe: universe(panel, run.universe) };
    const columns = await panelFeatureColumns(panel, set, inputs, { workers });
    const labelSet = labelSetOf(run);
    const { dataset } = buildDataset(panel, {
      columns,
      labelColumns: labelSet === null
        ? columns
        : await panelFeatureColumns(panel, labelSet, inputs, { workers }),
      label: run.label,
      lookback: sequenceLength(run),
      universe: inputs.universe,
      tickers: new Set(run.data.tickers ?? panel.tickers),
      returns,
      from,
    });
    return { panel, set, inputs, columns, dataset };
  };
}

/** Names of the features that no row has. */
function undefinedFeatures({ columns: { features, values } }: Recomputed): string[] {
  return features.filter((_, j) => !values[j].some(Number.isFinite));
}

function learnerOf(run: Run, workers: number): Learn {
  const { nEstimators, epochs } = SMALL;
  const small: Run = run.kind === "rf"
    ? { ...run, forest: { ...run.forest, nEstimators: Math.min(nEstimators, run.forest.nEstimators) } }
    : { ...run, lstm: { ...run.lstm, epochs: Math.min(epochs, run.lstm.epochs) } };
  return learnBy(estimatorOf(small, { workers }), run.seed);
}
