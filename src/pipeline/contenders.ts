/**
 * Who takes part in an evaluation.
 *
 * @module
 */

import { climatology, majority, persistence, untrainedBaselines } from "~/baselines/mod.ts";
import type { Estimator } from "~/core/mod.ts";
import { type Contender, type Entry, meanRank } from "~/evaluation/mod.ts";
import { forestClassifier, forestRegressor } from "~/forest/mod.ts";
import { lstm } from "~/lstm/mod.ts";
import { ridge } from "~/ridge/mod.ts";
import type { RunModel } from "./model_facts.ts";
import type { Prepared } from "./prepare.ts";
import type { ForestRun, Run } from "./run.ts";

/** The run's estimator. */
export function estimatorOf(run: Run, { workers = 1 }: { readonly workers?: number }): Estimator<RunModel> {
  return run.kind === "rf" ? forestClassifier({ ...run.forest, workers }) : lstm({ ...run.lstm, workers });
}

/** Contenders that draw lots. */
export const SEEDED: readonly string[] = ["forest", "forest, rank target", "lstm"];

/** Models that rank, whose mean rank is a contender of its own. */
const RANKING = ["forest, rank target", "lstm", "ridge"];

/**
 * The run's model first; with it, where the label is of the future, a ridge and, beside a forest, another that learn
 * ranks. Then the baselines: those that know frequencies only, and the untrained rankings, of which the combined one is the bar.
 */
export function contendersOf(
  run: Run,
  { returns }: Pick<Prepared, "returns">,
  { workers = 1 }: { readonly workers?: number },
): Contender[] {
  const model = (name: string, estimator: Estimator): Contender => ({ name, isBaseline: false, estimator });
  const baseline = (estimator: Estimator): Contender => ({
    name: estimator.name,
    isBaseline: true,
    estimator,
  });
  const isOfFuture = run.label.kind === "xs_tercile";
  return [
    model(run.kind === "rf" ? "forest" : "lstm", estimatorOf(run, { workers })),
    ...(isOfFuture && run.kind === "rf" ? [model("forest, rank target", rankForest(run, workers))] : []),
    ...(isOfFuture ? [model("ridge", ridge())] : []),
    ...[majority(), climatology(), persistence(), ...untrainedBaselines(returns)].map(baseline),
  ];
}

function rankForest({ forest: { classWeight: _, ...regression } }: ForestRun, workers: number): Estimator {
  return forestRegressor({ ...regression, workers });
}

/** The entries with the mean rank of the ranking models after them, where there is more than one. */
export function withEnsemble(entries: readonly Entry[], session: Int32Array): Entry[] {
  const members = entries.filter(({ name }) => RANKING.includes(name));
  if (members.length < 2) return [...entries];
  const forecast = meanRank(members.map((member) => member.forecast), session);
  const nModels = entries.filter(({ isBaseline }) => !isBaseline).length;
  const names = members.map(({ name }) => name.split(",")[0]).join(" + ");
  return entries.toSpliced(nModels, 0, { name: `${names}, mean rank`, isBaseline: false, forecast });
}
