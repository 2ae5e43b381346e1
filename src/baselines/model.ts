/**
 * The model behind every baseline: looking up a table.
 *
 * @module
 */

import { checkSamples, CLASSES, type Forecast, type Model, type Samples } from "~/core/mod.ts";
import { encodeTable } from "./artifact.ts";
import type { Table } from "./table.ts";
import { columnOf, thirdsBySession } from "./thirds.ts";

/** The model that answers from a table. */
export function tableModel(table: Table): Model {
  return {
    features: table.features,
    predict: (samples) => Promise.try(() => lookUp(table, samples)),
    toArtifact: () => encodeTable(table),
  };
}

function lookUp(table: Table, samples: Samples): Forecast {
  checkSamples("a baseline", table.features, samples);
  const { nSamples } = samples;
  const { ranked, expectedReturn } = table;
  const score = ranked === null ? new Float64Array(nSamples) : columnOf(samples, ranked.feature);
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
