/**
 * A saved version and the warehouse to predictions.
 *
 * @module
 */

import { ConfigError, type Prediction } from "~/core/mod.ts";
import { featureSet } from "~/features/mod.ts";
import { loadModel, type ModelCard, predictTickers, type Refusal } from "~/predictor/mod.ts";
import { listModels, loadVersion, type Manifest, parseReference, type Version } from "~/registry/mod.ts";
import { loadMarket } from "./prepare.ts";
import { resolveRun } from "./run.ts";

/** What to predict with. */
export interface PredictOptions {
  readonly db: string;
  readonly models: string;
  /** `NAME`, `NAME@VERSION`, `NAME@ALIAS` or a version's folder; see {@link openModel} for the default. */
  readonly model?: string;
}

/** The name a model has unless its run says otherwise. */
const DEFAULT_MODEL = "rf";

/**
 * Loads a version by reference or folder; without either the champion of `rf`, or of the only model there is.
 *
 * @throws {NotFoundError} If there is no such version.
 */
export async function openModel(models: string, model?: string): Promise<Version> {
  if (model !== undefined && /[/\\]/.test(model)) return await loadVersion(models, model);
  if (model !== undefined) return await loadVersion(models, parseReference(model));
  const names = await listModels(models);
  return await loadVersion(models, parseReference(names.length === 1 ? names[0] : DEFAULT_MODEL));
}

/**
 * Predicts tickers from the newest session of each in the database.
 *
 * @param tickers In this order; upper or lower case.
 * @throws {ConfigError} If none is named.
 * @throws {NotFoundError} If the database or the model is not there.
 */
export async function predict(
  tickers: readonly string[],
  options: PredictOptions,
): Promise<{ version: Version; answers: (Prediction | Refusal)[] }> {
  if (tickers.length === 0) {
    throw new ConfigError("Cannot predict: name at least one ticker, for example PETR4");
  }
  const version = await openModel(options.models, options.model);
  const { panel } = await loadMarket(options.db);
  const wanted = tickers.map((ticker) => ticker.toUpperCase());
  return {
    version,
    answers: await predictTickers(loadModel(version.artifact), cardOf(version.manifest), panel, wanted),
  };
}

/** What the predictor must know of a version. */
export function cardOf(manifest: Manifest): ModelCard {
  const run = resolveRun(manifest.run, {}, `the run of ${manifest.name}@${manifest.version}`);
  return {
    id: `${manifest.name}@${manifest.version}`,
    features: featureSet(run.features),
    horizon: run.label.horizon,
    universe: run.universe,
    baseline: manifest.baseline,
    trainedThrough: manifest.data.trainedThrough,
    verdict: manifest.verdict,
  };
}
