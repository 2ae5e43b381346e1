/**
 * The golden numbers themselves, which PyTorch made, held against a second library: networks of TensorFlow.js' own layers,
 * its own derivatives and its own Adam, in float32. Nothing of `src/lstm` takes part.
 */

import assert from "node:assert/strict";
import { type Gradients, type Layer, loadTensorFlow, type Tensor, type TensorFlow } from "~/tfjs/mod.ts";
import { testWithTensorFlow } from "../tensor_flow.ts";
import { type GoldenCase, goldenCases, type WeightArrays } from "./golden.ts";

/** Greatest error of a number, as a share of the greatest number of its block. */
const TOLERANCE = 1e-5;

const CASES = await goldenCases();

/** A case's network with its weights, lowest layer first; the heads are its last layer. */
function networkOf(tf: TensorFlow, golden: GoldenCase): Layer[] {
  const { steps, features, units, layers, layerNorm, weights } = golden;
  const lstm = (isTop: boolean) =>
    tf.layers.lstm({
      units,
      recurrentActivation: "sigmoid",
      recurrentInitializer: "zeros",
      returnSequences: !isTop,
    });
  const network = [
    ...Array.from({ length: layers }, (_, l) => lstm(l === layers - 1)),
    ...(layerNorm ? [tf.layers.layerNormalization({ epsilon: 1e-5 })] : []),
    tf.layers.dense({ units: 4 }),
  ];
  tf.tidy(() => {
    apply(network, tf.tensor(new Float32Array(steps * features), [1, steps, features])); // makes the weights
    const blocks = blocksOf(weights).values();
    for (const layer of network) {
      layer.setWeights(layer.getWeights().map(({ shape }) => tf.tensor(blocks.next().value ?? [], shape)));
    }
  });
  return network;
}

const apply = (network: readonly Layer[], x: Tensor) => network.reduce((h, layer) => layer.apply(h), x);

/** All blocks, in the order of the layers' weights. */
function blocksOf<A>({ layers, norm, headKernel, headBias }: WeightArrays<A>): A[] {
  return [
    ...layers.flatMap(({ kernel, recurrent, bias }) => [kernel, recurrent, bias]),
    ...(norm ? [norm.gamma, norm.beta] : []),
    headKernel,
    headBias,
  ];
}

const namesOf = (network: readonly Layer[]) =>
  network.flatMap(({ trainableWeights }) => trainableWeights.map(({ name }) => name));

/** The loss as `GoldenLoss` says it. */
function lossOf(tf: TensorFlow, outputs: Tensor, golden: GoldenCase): Tensor {
  const { batch, y, target, sampleWeight, actionWeight, returnWeight, classWeights, focalGamma } = golden;
  const truth = Array.from({ length: batch * 3 }, (_, k) => Number(y[Math.floor(k / 3)] === k % 3));
  const logits = tf.slice(outputs, [0, 0], [batch, 3]);
  const returns = tf.sum(tf.slice(outputs, [0, 3], [batch, 1]), 1);
  const logP = tf.sum(tf.mul(tf.logSoftmax(logits), tf.tensor(truth, [batch, 3])), 1);
  const classWeight = tf.tensor([...y].map((label) => classWeights[label]), [batch]);
  const focal = tf.mul(tf.mul(classWeight, tf.pow(tf.sub(1, tf.exp(logP)), focalGamma)), tf.neg(logP));
  const squared = tf.square(tf.sub(returns, tf.tensor(target, [batch])));
  const each = tf.add(tf.mul(actionWeight, focal), tf.mul(returnWeight, squared));
  const weight = tf.tensor(sampleWeight, [batch]);
  return tf.div(tf.sum(tf.mul(each, weight)), tf.sum(weight));
}

function assertNear(found: Tensor, wanted: Float64Array | readonly number[], what: string): void {
  const values = found.dataSync();
  assert.equal(values.length, wanted.length, what);
  const greatest = Math.max(...wanted.map(Math.abs));
  const error = Math.max(...values.map((value, i) => Math.abs(value - wanted[i]))) / greatest;
  assert.ok(error < TOLERANCE, `${what}: ${error}`);
}

for (const golden of CASES) {
  const { name, batch, steps, features } = golden;
  testWithTensorFlow(`golden outputs, loss and gradients are those of TensorFlow.js: ${name}`, async () => {
    const { tf } = await loadTensorFlow();
    const held = tf.memory().numTensors;
    const network = networkOf(tf, golden);
    const x = tf.tidy(() => tf.variable(tf.tensor(golden.x, [batch, steps, features])));
    tf.tidy(() => {
      assertNear(apply(network, x), golden.outputs, "outputs");
      const { value, grads } = tf.variableGrads(() => lossOf(tf, apply(network, x), golden));
      assertNear(value, [golden.loss], "loss");
      assertNear(grads[x.name], golden.inputGradient, "gradient of the inputs");
      const blocks = blocksOf(golden.gradient);
      namesOf(network).forEach((name, i) => assertNear(grads[name], blocks[i], `gradient of ${name}`));
    });
    for (const own of [x, ...network]) own.dispose();
    assert.equal(tf.memory().numTensors, held);
  });
}

/** Trains a case with Adam and clipping, and compares what the golden steps came to. */
async function assertTrained(golden: GoldenCase, optimizer: "adam" | "adamW"): Promise<void> {
  const { batch, steps, features, trained } = golden;
  assert.ok(trained);
  const { nSteps, clipNorm, learningRate, weightDecay } = trained;
  const { tf } = await loadTensorFlow();
  const network = networkOf(tf, golden);
  const adam = tf.train.adam(learningRate, 0.9, 0.999, 1e-8);
  const x = tf.tensor(golden.x, [batch, steps, features]);
  const names = namesOf(network);
  const weights = () => network.flatMap((layer) => layer.getWeights());
  for (let step = 0; step < nSteps; step++) {
    tf.tidy(() => {
      const { grads } = tf.variableGrads(() => lossOf(tf, apply(network, x), golden));
      const norm = Math.hypot(...names.flatMap((name) => [...grads[name].dataSync()]));
      assertNear(tf.tensor([norm], [1]), [trained[optimizer].gradientNorm[step]], "norm");
      const clipped = names.map((name) => tf.mul(grads[name], Math.min(1, clipNorm / norm)));
      const added = optimizer === "adam" ? weightDecay : 0;
      const entries = weights().map((weight, i) => [names[i], tf.add(clipped[i], tf.mul(weight, added))]);
      if (optimizer === "adamW") {
        const kept = 1 - learningRate * weightDecay;
        for (const layer of network) {
          layer.setWeights(layer.getWeights().map((weight) => tf.mul(weight, kept)));
        }
      }
      adam.applyGradients(Object.fromEntries(entries) satisfies Gradients);
    });
  }
  const blocks = blocksOf(trained[optimizer].weights);
  weights().forEach((weight, i) => assertNear(weight, blocks[i], names[i]));
  for (const own of [x, adam, ...network]) own.dispose();
}

for (const golden of CASES.filter(({ trained }) => trained !== null)) {
  for (const optimizer of ["adam", "adamW"] as const) {
    testWithTensorFlow(
      `golden steps of ${optimizer} are those of TensorFlow.js: ${golden.name}`,
      () => assertTrained(golden, optimizer),
    );
  }
}
