/**
 * An artifact back to the model that made it.
 *
 * @module
 */

import { loadBaseline } from "~/baselines/mod.ts";
import { type Artifact, type Model, ModelError } from "~/core/mod.ts";
import { loadForest } from "~/forest/mod.ts";
import { loadLstm, LSTM_FORMAT } from "~/lstm/mod.ts";
import { loadRidge } from "~/ridge/mod.ts";

const LOADERS: Readonly<Record<string, (artifact: Artifact) => Model>> = {
  "b3-forest/1": loadForest,
  [LSTM_FORMAT]: loadLstm,
  "b3-ridge/1": loadRidge,
  "b3-baseline/1": loadBaseline,
};

/**
 * Loads a model of any format this project writes.
 *
 * @throws {ModelError} If the format is unknown or the content does not fit it.
 */
export function loadModel(artifact: Artifact): Model {
  if (!Object.hasOwn(LOADERS, artifact.format)) {
    throw new ModelError(
      `Cannot load a model of format "${artifact.format}": known are ${Object.keys(LOADERS).join(", ")}`,
    );
  }
  return LOADERS[artifact.format](artifact);
}
