/**
 * What a fitted model is like, for those who judge it: what a forest leans on, how a network learned.
 *
 * @module
 */

import { z } from "zod";
import { type Dataset, type LearningCurve, takeSamples } from "~/core/mod.ts";
import type { ForestModel } from "~/forest/mod.ts";
import type { LstmModel } from "~/lstm/mod.ts";
import type { AnswerAttribution } from "~/report/mod.ts";

/** A model that a run trains. */
export type RunModel = ForestModel | LstmModel;

/** What a forest is like. */
export type ForestFacts = Pick<ForestModel, "importances" | "outOfBag" | "nTrees" | "nLeaves" | "depth">;

/** What an LSTM is like. */
export interface LstmFacts extends LearningCurve, Pick<LstmModel, "nWeights" | "trainedWith"> {
  /** The highest and the lowest scores of its last session, explained. */
  readonly attributions: readonly AnswerAttribution[];
}

/** What a model is like. */
export type ModelFacts = ForestFacts | LstmFacts;

/** Scores explained at either end. */
const N_EXPLAINED = 2;

/** The outline of facts, of either kind. */
export const FACTS_OUTLINE = z.union([
  z.looseObject({ importances: z.looseObject({}) }),
  z.looseObject({ epochs: z.array(z.unknown()).min(1), attributions: z.array(z.unknown()) }),
]);

/**
 * Facts of a model.
 *
 * @param dataset What it learned from; answers of its last session are explained.
 */
export async function factsOf(model: RunModel, dataset: Dataset): Promise<ModelFacts> {
  if ("attribute" in model) {
    const { epochs, bestEpoch, nWeights, trainedWith } = model;
    return { epochs, bestEpoch, nWeights, trainedWith, attributions: await explain(model, dataset) };
  }
  const { importances, outOfBag, nTrees, nLeaves, depth } = model;
  return { importances, outOfBag, nTrees, nLeaves, depth };
}

async function explain(model: LstmModel, dataset: Dataset): Promise<AnswerAttribution[]> {
  const first = dataset.session.indexOf(dataset.session[dataset.nSamples - 1]);
  const last = Int32Array.from({ length: dataset.nSamples - first }, (_, i) => first + i);
  const { score } = await model.predict(takeSamples(dataset, last));
  const byScore = [...last.keys()].sort((a, b) => score[b] - score[a] || a - b);
  const shown = [...new Set([...byScore.slice(0, N_EXPLAINED), ...byScore.slice(-N_EXPLAINED)])];
  const samples = takeSamples(dataset, Int32Array.from(shown, (i) => last[i]));
  const attribution = await model.attribute(samples);
  const width = model.features.length;
  return shown.map((_, i) => ({
    ticker: samples.tickers[samples.ticker[i]],
    session: samples.session[i],
    value: Array.from({ length: model.lookback }, (_, t) => {
      const begin = (i * model.lookback + t) * width;
      return [...attribution.value.subarray(begin, begin + width)];
    }),
    score: attribution.score[i],
    baseline: attribution.baseline,
  }));
}
