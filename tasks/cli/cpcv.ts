/**
 * Combinatorial purged cross-validation as text and JSON.
 *
 * @module
 */

import type { Scores } from "~/evaluation/mod.ts";
import type { Cpcv } from "~/pipeline/mod.ts";
import { foldLines } from "./folds.ts";
import { table } from "./output.ts";
import { scoresJson } from "./scores.ts";

/** Mean, spread and extremes over paths, a line a contender. */
export function cpcvLines({ blocks, contenders }: Cpcv): string[] {
  const nPaths = contenders[0].paths.length;
  return [
    ...foldLines(blocks),
    "",
    `${blocks.length} folds, ${nPaths} paths from the first session to the last; train may be later than test, so this says how`,
    "well the recipe does, not what could have been earned.",
    ...table(
      ["model", "rank IC", "±", "worst", "best", "log-loss", "± "],
      contenders.map(({ name, isBaseline, paths }) => [
        isBaseline ? `  ${name} (baseline)` : name,
        ...spread(paths, ({ ranking }) => ranking.rankIc),
        ...spread(paths, ({ classification }) => classification.logLoss).slice(0, 2),
      ]),
    ),
  ];
}

/** Every path, without series by session. */
export function cpcvJson({ blocks, contenders }: Cpcv) {
  return {
    nFolds: blocks.length,
    contenders: contenders.map((row) => ({ ...row, paths: row.paths.map(scoresJson) })),
  };
}

/** Mean, sample standard deviation, least and greatest. */
function spread(paths: readonly Scores[], valueOf: (row: Scores) => number | null): string[] {
  const values = paths.map(valueOf).filter((value) => value !== null);
  if (values.length < paths.length) return ["-", "-", "-", "-"];
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = values.length < 2 ? "-" : Math.sqrt(squares / (values.length - 1)).toFixed(4);
  return [mean.toFixed(4), deviation, Math.min(...values).toFixed(4), Math.max(...values).toFixed(4)];
}
