/**
 * LSTMs from artifacts.
 *
 * @module
 */

import type { Artifact } from "~/core/mod.ts";
import { readArtifact } from "./artifact.ts";
import { modelOf } from "./fitted_model.ts";
import type { LstmModel } from "./model.ts";

/**
 * Reads an LSTM that `toArtifact()` wrote; it answers exactly as the one that was written.
 *
 * @throws {ModelError} If the artifact is damaged or of another format; the message names what was wanted and found.
 */
export function loadLstm(artifact: Artifact): LstmModel {
  return modelOf(readArtifact(artifact));
}
