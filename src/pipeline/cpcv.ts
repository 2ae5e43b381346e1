/**
 * A run by combinatorial purged cross-validation: not one out-of-sample history but several.
 *
 * @module
 */

import { ConfigError, takeSamples } from "~/core/mod.ts";
import { type CombinatorialFolds, combinatorialFolds, type FoldBlock, foldBlocks } from "~/dataset/mod.ts";
import { type Entry, score, type Scores, type WalkForward, walkForward } from "~/evaluation/mod.ts";
import { contendersOf } from "./contenders.ts";
import { recordLook } from "./evaluate.ts";
import { evaluationSpans } from "./evaluation_folds.ts";
import { forecastStore } from "./forecast_store.ts";
import type { Prepared } from "./prepare.ts";
import type { Run } from "./run.ts";
import { choosesByValidation } from "./run_schema.ts";
import type { WorkOptions } from "./walk.ts";

/** How to cut, and how to work. */
export interface CpcvOptions extends WorkOptions {
  /** Groups of consecutive sessions. @default {6} */
  readonly nGroups?: number | undefined;
  /** Groups tested in each fold. @default {2} */
  readonly nTest?: number | undefined;
  /** Whether the untouched sessions may be tested on. @default {false} */
  readonly isFinal?: boolean | undefined;
  /** Models folder in which the validation is recorded as tried. @default {not recorded} */
  readonly models?: string | undefined;
}

/** One contender's scores on every path. */
export interface PathScores {
  /** What it is called. */
  readonly name: string;
  /** Whether it needs no learning worth the name. */
  readonly isBaseline: boolean;
  /** Scores of each path: a whole history, every group of which was answered by a model that had not seen it. */
  readonly paths: readonly Scores[];
}

/** What the validation came to. */
export interface Cpcv {
  /** The folds as they were cut, for a table or a picture. */
  readonly blocks: readonly (readonly FoldBlock[])[];
  /** The contenders, the run's model first. */
  readonly contenders: readonly PathScores[];
}

/** Who is scored on the paths besides the run's model: what ranks with learning, and the bar. */
const OTHERS = ["forest, rank target", "ridge", "climatology", "combo4", "combo3", "momentum 12-1"];

/**
 * Fits every contender on every fold and puts the answers together to paths.
 *
 * @throws {DataError} If there are too few sessions.
 * @throws {ConfigError} If the model chooses by validation samples: these folds have none.
 */
export async function cpcv(run: Run, prepared: Prepared, options: CpcvOptions = {}): Promise<Cpcv> {
  const { nGroups = 6, nTest = 2, isFinal, models, workers = 1, walks = null, signal, onProgress } = options;
  if (run.kind === "lstm" && choosesByValidation(run.lstm)) {
    throw new ConfigError(
      `Cannot cross-validate run "${run.name}": its LSTM looks at validation sessions, which these folds have not; ` +
        'set earlyStoppingPatience to null and lrScheduler to another than "plateau"',
    );
  }
  const { dataset } = prepared;
  const { embargoSessions } = run.folds;
  const spans = evaluationSpans(run, dataset, isFinal);
  const cut = combinatorialFolds(spans, { nGroups, nTest, embargoSessions });
  const contenders = contendersOf(run, prepared, { workers }).filter(({ name }, i) =>
    i === 0 || OTHERS.includes(name)
  );
  const store = await forecastStore(walks, dataset, [run, prepared.sha256, "cpcv"]);
  const walk = await walkForward(dataset, cut.folds, contenders, {
    seed: run.seed,
    recall: store.recall,
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
  });
  await store.clear();
  if (models !== undefined) await recordLook(models, run, prepared, cut.folds);
  const positions = cut.paths.map((path) => positionsOf(cut, path));
  return {
    blocks: foldBlocks(spans, cut.folds),
    contenders: walk.entries.map((entry) => ({
      name: entry.name,
      isBaseline: entry.isBaseline,
      paths: positions.map((rows) => scoreOf(entry, walk, rows, run.label.horizon)),
    })),
  };
}

/** Where the samples of a path are among the test samples of all folds, oldest first. */
function positionsOf({ folds, testGroups, groups }: CombinatorialFolds, path: readonly number[]): Int32Array {
  const begins = folds.map((_, f) => folds.slice(0, f).reduce((sum, { test }) => sum + test.length, 0));
  return Int32Array.from(path.flatMap((fold, group) => {
    const before = testGroups[fold].filter((other) => other < group);
    const begin = before.reduce((sum, other) => sum + groups[other].length, begins[fold]);
    return Array.from({ length: groups[group].length }, (_, i) => begin + i);
  }));
}

function scoreOf(
  { name, isBaseline, forecast }: Entry,
  { test }: WalkForward,
  rows: Int32Array,
  horizon: number,
) {
  const { probabilities, expectedReturn, classes } = forecast;
  const at = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]);
  const ofPath = {
    score: at(forecast.score),
    expectedReturn: expectedReturn && at(expectedReturn),
    probabilities: probabilities && Float64Array.from(
      { length: 3 * rows.length },
      (_, k) => probabilities[3 * rows[Math.floor(k / 3)] + k % 3],
    ),
    ...(classes && { classes: Uint8Array.from(rows, (row) => classes[row]) }),
  };
  return score(name, isBaseline, ofPath, takeSamples(test, rows), horizon);
}
