/**
 * A child process: trains a tiny LSTM with the TensorFlow.js of a folder and prints what came of it as JSON.
 *
 * @module
 */

import { Random } from "~/core/mod.ts";
import { tfjsTrainer } from "~/lstm/tfjs_trainer.ts";
import { initialWeights } from "~/lstm/weights.ts";
import { loadTensorFlow, type TensorFlowName } from "~/tfjs/mod.ts";
import { printJson } from "../cli/output.ts";

/** What came of the training. */
export interface Smoke {
  /** What computed. */
  readonly name: TensorFlowName;
  /** Why nothing faster did. */
  readonly passedOver: readonly string[];
  /** Loss of each step. */
  readonly losses: readonly number[];
}

const SHAPE = { inputs: 3, steps: 4, units: 8, layers: 1, layerNorm: false };
const SETTINGS = {
  loss: { actionWeight: 1, returnWeight: 1, classWeights: [1, 1, 1], focalGamma: 0 },
  dropout: 0,
  seed: 1,
};

if (import.meta.main) {
  const { name, passedOver } = await loadTensorFlow();
  const random = new Random(1);
  const nSamples = 32;
  const rows = Float32Array.from({ length: (nSamples + SHAPE.steps) * SHAPE.inputs }, () => random.normal());
  const row = Int32Array.from({ length: nSamples }, (_, i) => i + SHAPE.steps - 1);
  const y = Uint8Array.from(row, (own) => rows[own * SHAPE.inputs] > 0 ? 2 : 0);
  const target = Float32Array.from(row, (own) => rows[own * SHAPE.inputs]);
  const trainer = await tfjsTrainer({ shape: SHAPE, rows, batchSize: nSamples, settings: SETTINGS });
  await trainer.restore(initialWeights(SHAPE, random));
  const losses: number[] = [];
  for (let step = 1; step <= 10; step++) {
    const how = { step, rate: 0.05, clipNorm: 1, weightDecay: 0, decoupledDecay: false };
    losses.push(await trainer.learn({ row, y, target }, how));
  }
  printJson({ name, passedOver, losses } satisfies Smoke);
}
