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
  const { focalLossGamma: gamma } = settings;
  for (let i = 0; i < n; i++) {
    const logits = [...outputs.subarray(i * OUTPUTS, i * OUTPUTS + width)];
    const uncorrected = gamma === 0 ? logits.map((logit, k) => logit - correction[k]) : logits;
    classes[i] = uncorrected.indexOf(Math.max(...uncorrected));
    probabilities.set(
      gamma === 0 ? softmax(logits) : unfocused(softmax(logits), gamma, correction),
      i * width,
    );
  }
  const score = Float64Array.from({ length: n }, (_, i) => outputs[i * OUTPUTS + width]);
  return {
    ...((settings.sampling !== "uniform" || settings.useClassWeights) && { classes }),
    probabilities,
    score,
    expectedReturn: scoreReturns === null ? score.slice() : score.map((s) => returnOfScore(s, scoreReturns)),
  };
}

function softmax(logits: readonly number[]): number[] {
  const greatest = Math.max(...logits);
  return shares(logits.map((logit) => Math.exp(logit - greatest)));
}

/**
 * What a network that was punished by the focal loss means by its softmax: it says too little of what it is sure of.
 *
 * @param said Its softmax.
 * @param gamma Exponent of the loss.
 * @param correction What to add to logits for how samples were drawn and weighted.
 * @see Charoenphakdee, Vongkulbhisal, Chairatanakul and Sugiyama (2021), "On Focal Loss for Class-Posterior Probability
 *   Estimation", theorem 11.
 *
 * @example Even odds stay even, others are drawn apart
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(unfocused([0.5, 0.5, 0], 2, [0, 0, 0]), [0.5, 0.5, 0]);
 * assert.ok(unfocused([0.7, 0.2, 0.1], 3, [0, 0, 0])[0] > 0.85);
 * ```
 */
export function unfocused(said: readonly number[], gamma: number, correction: readonly number[]): number[] {
  return shares(said.map((p, k) => {
    const doubt = Math.max(1 - p, 1e-12);
    const slope = doubt ** gamma - (p > 0 ? gamma * doubt ** (gamma - 1) * p * Math.log(p) : 0);
    return p / slope * Math.exp(correction[k]);
  }));
}

function shares(odds: readonly number[]): number[] {
  const sum = odds.reduce((a, b) => a + b, 0);
  return odds.map((value) => value / sum);
}
