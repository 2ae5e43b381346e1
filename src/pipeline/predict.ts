/**
 * A saved version and the warehouse to predictions.
 *
 * @module
 */

import { ConfigError, type Prediction } from "~/core/mod.ts";
import { featureSet } from "~/features/mod.ts";
import { loadModel, type ModelCard, predictTickers, type Refusal } from "~/predictor/mod.ts";
import { type Manifest, openModel, type Version } from "~/registry/mod.ts";
import { loadMarket } from "./market.ts";
import { readCertainty } from "./train.ts";
import { resolveRun } from "./resolve_run.ts";
import { marketOf, type Run } from "./run.ts";

/** What to predict with. */
export interface PredictOptions {
  /** Database file. */
  readonly db: string;
  /** The models folder. */
  readonly models: string;
  /** `NAME`, `NAME@VERSION`, `NAME@ALIAS` or a version's folder; see {@link openModel} for the default. */
  readonly model?: string;
}

/**
 * Predicts tickers from the newest session of each in the database.
 *
 * @param tickers In this order, each once; upper or lower case.
 * @throws {ConfigError} If none is named.
 * @throws {NotFoundError} If the database or the model is not there.
 */
export async function predict(
  tickers: readonly string[],
  options: PredictOptions,
): Promise<{ version: Version; run: Run; answers: (Prediction | Refusal)[] }> {
  if (tickers.length === 0) {
    throw new ConfigError("Cannot predict: name at least one ticker, for example PETR4");
  }
  const version = await openModel(options.models, options.model);
  const run = runOf(version.manifest);
  const { panel, inputs } = await loadMarket(options.db, { ...marketOf(run), to: undefined });
  const wanted = [...new Set(tickers.map((ticker) => ticker.trim().toUpperCase()))];
  return {
    version,
    run,
    answers: await predictTickers(
      loadModel(version.artifact),
      cardOf(version),
      panel,
      wanted,
      inputs,
    ),
  };
}

/** What the predictor must know of a version. */
export function cardOf(version: Version): ModelCard {
  const { manifest } = version;
  const run = runOf(manifest);
  return {
    id: `${manifest.name}@${manifest.version}`,
    features: featureSet(run.features),
    horizon: run.label.horizon,
    returnsFromClose: run.label.price === "close",
    universe: run.universe,
    baseline: manifest.baseline,
    trainedThrough: manifest.data.trainedThrough,
    verdict: manifest.verdict,
    certainty: readCertainty(version),
  };
}

function runOf(manifest: Manifest): Run {
  return resolveRun(manifest.run, {}, `the run of ${manifest.name}@${manifest.version}`);
}
