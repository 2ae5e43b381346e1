/**
 * A fitted network as a model.
 *
 * @module
 */

import {
  type Artifact,
  checkHistory,
  checkSamples,
  CLASSES,
  type Forecast,
  type History,
  ModelError,
  type Samples,
} from "~/core/mod.ts";
import { answerOf } from "./answer.ts";
import { toArtifact } from "./artifact.ts";
import { attribute } from "./attribute.ts";
import { type Fitted, shapeOf } from "./fitted.ts";
import type { LstmModel } from "./model.ts";
import { returnOfScore } from "./score_returns.ts";
import { nWeightsOf, OUTPUTS } from "./shape.ts";

/** Makes a model of a fitted network. */
export function modelOf(fitted: Fitted): LstmModel {
  const { features, settings, epochs, bestEpoch, trainedWith } = fitted;
  const { lookback } = settings;
  const answer = answerOf(fitted);
  const historyOf = (samples: Samples): History => {
    checkSamples("an LSTM", features, samples);
    checkHistory("an LSTM", samples, lookback);
    if (samples.history === undefined) {
      throw new ModelError("Cannot predict with an LSTM: there is no history");
    }
    return samples.history;
  };
  return {
    features,
    lookback,
    settings,
    epochs,
    bestEpoch,
    trainedWith,
    claimsPrice: settings.target === "return",
    nWeights: nWeightsOf(shapeOf(fitted)),
    // deno-lint-ignore require-await -- what goes wrong rejects
    async predict(samples) {
      return forecastOf(fitted, answer(historyOf(samples)));
    },
    // deno-lint-ignore require-await -- what goes wrong rejects
    async attribute(samples) {
      const history = historyOf(samples);
      return attribute(fitted, history, answer(history));
    },
    toArtifact: (): Artifact => toArtifact(fitted),
  };
}

/** Outputs [n, 4] as a forecast. */
function forecastOf({ settings, correction, scoreReturns }: Fitted, outputs: Float32Array): Forecast {
  const n = outputs.length / OUTPUTS;
  const width = CLASSES.length;
  const probabilities = new Float64Array(n * width);
  const classes = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const logits = outputs.subarray(i * OUTPUTS, i * OUTPUTS + width);
    const greatest = Math.max(...logits);
    const odds = [...logits].map((logit) => Math.exp(logit - greatest));
    const sum = odds.reduce((a, b) => a + b, 0);
    probabilities.set(odds.map((value) => value / sum), i * width);
    const said = [...logits].map((logit, k) => logit - correction[k]);
    classes[i] = said.indexOf(Math.max(...said));
  }
  const score = Float64Array.from({ length: n }, (_, i) => outputs[i * OUTPUTS + width]);
  return {
    ...((settings.sampling !== "uniform" || settings.useClassWeights) && { classes }),
    probabilities,
    score,
    expectedReturn: scoreReturns === null ? score.slice() : score.map((s) => returnOfScore(s, scoreReturns)),
  };
}
