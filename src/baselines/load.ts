/**
 * Baselines back from their artifacts.
 *
 * @module
 */

import { type Artifact, type Model, ModelError } from "~/core/mod.ts";
import { decodeTable } from "./artifact.ts";
import { tableModel } from "./model.ts";
import { ranksOf } from "./ranking.ts";
import type { ScoreOf } from "./score_of.ts";

/**
 * The model that an artifact of format `b3-baseline/1` was made from, whichever baseline it is.
 *
 * @param scoreOf The scores of a {@link ranking}, which its artifact does not hold.
 * @throws {ModelError} If the format is another one, header and data do not fit, the data are no table, or a ranking's
 * scores are missing.
 */
export function loadBaseline(artifact: Artifact, scoreOf?: ScoreOf): Model {
  const table = decodeTable(artifact);
  if (table.ranked?.kind !== "ranking") return tableModel(table);
  if (scoreOf === undefined) {
    throw new ModelError(
      `Cannot load a baseline: "${table.ranked.name}" ranks by scores that are not in its artifact; hand them over`,
    );
  }
  return tableModel(table, ranksOf(scoreOf));
}
