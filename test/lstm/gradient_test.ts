import assert from "node:assert/strict";
import { kernelTrainer } from "~/lstm/kernel_trainer.ts";
import { BETA1, type KernelsName } from "~/lstm/kernels/kernels.ts";
import { nativeObstacle } from "~/lstm/kernels/native.ts";
import { tfjsTrainer } from "~/lstm/tfjs_trainer.ts";
import { namedArrays, type Weights } from "~/lstm/weights.ts";
import { type GoldenCase, goldenCases, mapWeights, type WeightArrays } from "./golden.ts";
import { testWithTensorFlow } from "../tensor_flow.ts";

type TrainerName = KernelsName | "tfjs";

/** What must agree with PyTorch: every set of kernels that can be had here, and TensorFlow.js if it is installed. */
const TRAINERS: readonly TrainerName[] = ["plain", "wasm, plain SIMD", "wasm", "native", "tfjs"];
const CASES = await goldenCases();

/** A trainer with a case's weights, and the case's samples as a batch. */
async function setUp(golden: GoldenCase, name: TrainerName, workers = 1) {
  const { batch, steps, features, units, layers, layerNorm, x, y, target, sampleWeight, weights } = golden;
  const options = {
    shape: { inputs: features, steps, units, layers, layerNorm },
    rows: x,
    batchSize: batch,
    settings: { loss: golden, dropout: 0, seed: 1 },
  };
  const trainer = name === "tfjs"
    ? await tfjsTrainer(options)
    : await kernelTrainer({ ...options, kernels: name, workers });
  await trainer.restore(weights);
  const row = Int32Array.from({ length: batch }, (_, i) => i * steps + steps - 1);
  return { trainer, samples: { row, y, target, weight: sampleWeight } };
}

/** One number for each block: the greatest error, as a share of the block's greatest number. */
function blockErrors(found: Weights, wanted: WeightArrays<Float64Array>, golden: GoldenCase): number[] {
  const shape = { inputs: golden.features, units: golden.units };
  const blocks = [...namedArrays(mapWeights(wanted, (block) => Float32Array.from(block)), shape)];
  return [...namedArrays(found, shape)].map(({ values }, b) => {
    const greatest = Math.max(...blocks[b].values.map(Math.abs));
    return Math.max(...values.map((value, i) => Math.abs(value - blocks[b].values[i]))) / greatest;
  });
}

for (const name of TRAINERS) {
  const isAbsent = name === "native" && nativeObstacle() !== null;
  const test = (what: string, run: () => Promise<void>) =>
    name === "tfjs"
      ? testWithTensorFlow(`${name}: ${what}`, run)
      : Deno.test({ name: `${name}: ${what}`, ignore: isAbsent, fn: run });

  for (const golden of CASES) {
    test(`PyTorch's outputs and loss, ${golden.name}`, async () => {
      const { trainer, samples } = await setUp(golden, name);
      const answers = await trainer.answer(samples.row);
      assert.ok(answers.every((value, i) => Math.abs(value - golden.outputs[i]) < 5e-6));
      const weightSum = samples.weight.reduce((a, b) => a + b, 0);
      assert.ok(Math.abs(await trainer.loss(samples) / weightSum / golden.loss - 1) < 1e-6);
      trainer.close();
    });

    test(`PyTorch's gradient of every weight, ${golden.name}`, async () => {
      const { trainer, samples } = await setUp(golden, name);
      const step = { step: 1, rate: 1e-3, clipNorm: Infinity, weightDecay: 0, decoupledDecay: false };
      assert.ok(Math.abs(await trainer.learn(samples, step) / golden.loss - 1) < 1e-6);
      // after the first step, Adam's running mean is that share of the gradient
      const gradient = mapWeights(
        (await trainer.moments()).mean,
        (block) => block.map((m) => m / (1 - BETA1)),
      );
      for (const error of blockErrors(gradient, golden.gradient, golden)) assert.ok(error < 1e-5, `${error}`);
      trainer.close();
    });
  }

  for (const optimizer of ["adam", "adamW"] as const) {
    test(`PyTorch's steps of ${optimizer}`, async () => {
      const golden = CASES.find(({ trained }) => trained !== null);
      assert.ok(golden?.trained);
      const { nSteps, clipNorm, learningRate: rate, weightDecay } = golden.trained;
      const { trainer, samples } = await setUp(golden, name);
      for (let step = 1; step <= nSteps; step++) {
        await trainer.learn(samples, {
          step,
          rate,
          clipNorm,
          weightDecay,
          decoupledDecay: optimizer === "adamW",
        });
      }
      const errors = blockErrors(await trainer.weights(), golden.trained[optimizer].weights, golden);
      for (const error of errors) assert.ok(error < 1e-5, `${error}`);
      trainer.close();
    });
  }

  if (name === "tfjs") continue; // it has threads of its own
  test("the same bytes with one thread and with two", async () => {
    const golden = CASES.find(({ batch }) => batch > 64);
    assert.ok(golden);
    const trained = await Promise.all([1, 2].map(async (workers) => {
      const { trainer, samples } = await setUp(golden, name, workers);
      const settings = { rate: 1e-2, clipNorm: 1, weightDecay: 0.01, decoupledDecay: true };
      for (let step = 1; step <= 5; step++) await trainer.learn(samples, { step, ...settings });
      const weights = await trainer.weights();
      trainer.close();
      return weights;
    }));
    assert.deepEqual(trained[0], trained[1]);
  });
}
