/**
 * Baselines back from their artifacts.
 *
 * @module
 */

import type { Artifact, Model } from "~/core/mod.ts";
import { decodeTable } from "./artifact.ts";
import { tableModel } from "./model.ts";

/**
 * The model that an artifact of format `b3-baseline/1` was made from, whichever baseline it is.
 *
 * @throws {ModelError} If the format is another one, header and data do not fit, or the data are no table.
 */
export function loadBaseline(artifact: Artifact): Model {
  return tableModel(decodeTable(artifact));
}
