/**
 * A child process: trains a tiny LSTM with the TensorFlow.js of a folder and prints what came of it as JSON.
 *
 * @module
 */

import { printJson } from "../cli/output.ts";
import { loadTensorFlow, tensorFlowFolder } from "~/tfjs/mod.ts";

/** What came of the training. */
export interface Smoke {
  /** What computed. */
  readonly name: string;
  /** Why nothing faster did. */
  readonly passedOver: readonly string[];
  /** Mean squared error after each epoch. */
  readonly losses: readonly number[];
}

if (import.meta.main) {
  const { tf, name, passedOver } = await loadTensorFlow(tensorFlowFolder());
  const [nSamples, lookback, nFeatures] = [32, 4, 3];
  const recurrent = { recurrentActivation: "sigmoid", recurrentInitializer: "glorotUniform" } as const;
  const model = tf.sequential({
    layers: [
      tf.layers.lstm({ units: 8, inputShape: [lookback, nFeatures], ...recurrent }),
      tf.layers.dense({ units: 1 }),
    ],
  });
  const wave = (length: number, pace: number) => Float32Array.from({ length }, (_, i) => Math.sin(pace * i));
  const x = tf.tensor(wave(nSamples * lookback * nFeatures, 0.7), [nSamples, lookback, nFeatures]);
  const y = tf.tensor(wave(nSamples, 0.7 * lookback * nFeatures), [nSamples, 1]);
  model.compile({ optimizer: "adam", loss: "meanSquaredError" });
  const { history } = await model.fit(x, y, { epochs: 2, verbose: 0 });
  printJson({ name, passedOver, losses: history.loss } satisfies Smoke);
}
