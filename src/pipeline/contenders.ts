/**
 * Who takes part in an evaluation.
 *
 * @module
 */

import { climatology, majority, persistence, untrainedBaselines } from "~/baselines/mod.ts";
import type { Estimator } from "~/core/mod.ts";
import { type Contender, type Entry, meanRank } from "~/evaluation/mod.ts";
import { forestClassifier, type ForestModel, forestRegressor } from "~/forest/mod.ts";
import { ridge } from "~/ridge/mod.ts";
import type { Prepared } from "./prepare.ts";
import type { Run } from "./run.ts";

/** The run's estimator. */
export function estimatorOf(
  run: Run,
  { workers = 1 }: { readonly workers?: number },
): Estimator<ForestModel> {
  return forestClassifier({ ...run.forest, workers });
}

/** Contenders that draw lots. */
export const SEEDED: readonly string[] = ["forest", "forest, rank target"];

/** Models that rank, whose mean rank is a contender of its own. */
const ENSEMBLE = ["forest, rank target", "ridge"];

/**
 * The run's model first; with it, where the label is of the future, a forest and a ridge that learn ranks. Then the
 * baselines: those that know frequencies only, and the untrained rankings, of which the combined one is the bar.
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
  const { classWeight: _, ...regression } = run.forest;
  const isOfFuture = run.label.kind === "xs_tercile";
  return [
    model("forest", estimatorOf(run, { workers })),
    ...(isOfFuture
      ? [model(ENSEMBLE[0], forestRegressor({ ...regression, workers })), model(ENSEMBLE[1], ridge())]
      : []),
    ...[majority(), climatology(), persistence(), ...untrainedBaselines(returns)].map(baseline),
  ];
}

/** The entries with the mean rank of the ranking models after them, where there is more than one. */
export function withEnsemble(entries: readonly Entry[], session: Int32Array): Entry[] {
  const members = entries.filter(({ name }) => ENSEMBLE.includes(name));
  if (members.length < 2) return [...entries];
  const forecast = meanRank(members.map((member) => member.forecast), session);
  const nModels = entries.filter(({ isBaseline }) => !isBaseline).length;
  return entries.toSpliced(nModels, 0, { name: "forest + ridge, mean rank", isBaseline: false, forecast });
}
