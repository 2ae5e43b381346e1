/**
 * The model behind every baseline: looking up a table.
 *
 * @module
 */

import { checkSamples, CLASSES, type Forecast, type Model, type Samples } from "~/core/mod.ts";
import { encodeTable } from "./artifact.ts";
import type { ScoreOf } from "./score_of.ts";
import type { Table } from "./table.ts";
import { columnOf, thirdsBySession } from "./thirds.ts";

/** The model that answers from a table. `scoreOf` gives the scores of a `ranking`. */
export function tableModel(table: Table, scoreOf: ScoreOf = featureScores(table)): Model {
  return {
    features: table.features,
    predict: (samples) => Promise.try(() => lookUp(table, scoreOf, samples)),
    toArtifact: () => encodeTable(table),
  };
}

function featureScores({ ranked }: Table): ScoreOf {
  return (samples) => ranked === null ? new Float64Array(samples.nSamples) : columnOf(samples, ranked.name);
}

function lookUp(table: Table, scoreOf: ScoreOf, samples: Samples): Forecast {
  checkSamples("a baseline", table.features, samples);
  const { nSamples } = samples;
  const { ranked, expectedReturn } = table;
  const score = scoreOf(samples);
  const group = ranked === null
    ? new Uint8Array(nSamples)
    : thirdsBySession(score, samples.session, ranked.thresholds);
  const expected = Float64Array.from(group, (g) => expectedReturn[g]);
  const certain = table.probabilities.indexOf(1);
  if (certain >= 0) {
    const classes = new Uint8Array(nSamples).fill(certain);
    return { probabilities: null, classes, score, expectedReturn: expected };
  }
  const probabilities = new Float64Array(nSamples * CLASSES.length);
  group.forEach((g, i) => {
    const row = table.probabilities.subarray(g * CLASSES.length, (g + 1) * CLASSES.length);
    probabilities.set(row, i * CLASSES.length);
  });
  return { probabilities, score, expectedReturn: expected };
}
