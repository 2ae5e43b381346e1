import assert from "node:assert/strict";
import { ANSWERS_ONLY, networkOf } from "~/lstm/network.ts";
import { kernelsOf, newMemory } from "~/lstm/kernels/load.ts";
import { CHUNK, memoryMap } from "~/lstm/memory.ts";
import { lstm } from "~/lstm/mod.ts";
import { OUTPUTS, roundUp } from "~/lstm/shape.ts";
import { turnWeights } from "~/lstm/turn.ts";
import { viewsOf } from "~/lstm/views.ts";
import { packWeights } from "~/lstm/weights.ts";
import { syntheticDataset, withHistory } from "../synthetic.ts";
import { goldenCases } from "./golden.ts";

for (const golden of (await goldenCases()).filter(({ batch }) => batch <= CHUNK)) {
  Deno.test(`the gradient of the inputs is PyTorch's: ${golden.name}`, () => {
    const { batch, steps, features, units, layers, layerNorm, x, y, target, sampleWeight } = golden;
    const shape = { inputs: features, steps, units, layers, layerNorm };
    const map = memoryMap({ shape, nRows: batch * steps, nChunks: 1, nThreads: 1, learns: true });
    const memory = newMemory(map.bytes);
    const kernels = kernelsOf(memory, "wasm");
    const views = viewsOf(memory.buffer);
    packWeights(golden.weights, shape, views.floats(map.weights, map.packing.length));
    turnWeights(kernels, map, true);
    views.floats(map.rows, x.length).set(x);
    views.ints(map.chunks[0].offsets, CHUNK).forEach((_, b, all) =>
      all[b] = b < batch ? b * steps * features : 0
    );
    const out = new Float32Array(steps * roundUp(features, 4) * CHUNK);
    networkOf(kernels, memory.buffer, map, 0, ANSWERS_ONLY).inputGradient(0, (outputs) => {
      // the derivative of the case's loss, by its formula
      const weightSum = sampleWeight.reduce((a, b) => a + b, 0);
      for (let b = 0; b < CHUNK; b++) {
        const logits = [0, 1, 2].map((k) => outputs[k * CHUNK + b]);
        const odds = logits.map(Math.exp);
        const p = odds.map((value) => value / odds.reduce((a, c) => a + c));
        const share = b < batch ? sampleWeight[b] / weightSum : 0;
        const truth = y[b] ?? 0;
        const { actionWeight, returnWeight, classWeights, focalGamma } = golden;
        const easy = (1 - p[truth]) ** focalGamma;
        const slope = actionWeight * classWeights[truth] *
          ((focalGamma === 0
            ? 0
            : focalGamma * (1 - p[truth]) ** (focalGamma - 1) * p[truth] * Math.log(p[truth])) - easy);
        for (let k = 0; k < 3; k++) outputs[k * CHUNK + b] = share * slope * (Number(k === truth) - p[k]);
        const error = outputs[(OUTPUTS - 1) * CHUNK + b] - (target[b] ?? 0);
        outputs[(OUTPUTS - 1) * CHUNK + b] = share * 2 * returnWeight * error;
      }
    }, out);
    const greatest = Math.max(...golden.inputGradient.map(Math.abs));
    golden.inputGradient.forEach((wanted, i) => {
      const [b, t, f] = [Math.floor(i / features / steps), Math.floor(i / features) % steps, i % features];
      const found = out[(t * roundUp(features, 4) + f) * CHUNK + b];
      assert.ok(Math.abs(found - wanted) < 1e-5 * greatest, `${b} ${t} ${f}: ${found}, ${wanted}`);
    });
  });
}

Deno.test("contributions add up to the score's distance from the baseline's", async () => {
  const lookback = 6;
  const data = withHistory(
    syntheticDataset({ nSessions: 50, nTickers: 10, nFeatures: 5, signal: 0.8, seed: 4 }),
    lookback,
  );
  for (const layers of [1, 2] as const) {
    const recipe = {
      lookback,
      units: 12,
      layers,
      layerNorm: layers === 2,
      epochs: 8,
      batchSize: 64,
      learningRate: 0.01,
    };
    const model = await lstm(recipe).fit(data, { seed: 1 });
    const { score } = await model.predict(data);
    const { value, score: explained, baseline } = await model.attribute(data);
    assert.deepEqual(explained, score);
    const width = lookback * data.features.length;
    const spread = Math.max(...score) - Math.min(...score);
    score.forEach((s, i) => {
      const sum = value.subarray(i * width, (i + 1) * width).reduce((a, b) => a + b, 0);
      assert.ok(Math.abs(sum - (s - baseline)) < 2e-3 * spread, `${sum}, ${s - baseline}`);
    });
    // what the returns come from is the first feature of the last session
    const shares = Float64Array.from({ length: width }, (_, k) => {
      let sum = 0;
      for (let i = 0; i < data.nSamples; i++) sum += Math.abs(value[i * width + k]);
      return sum;
    });
    assert.equal(shares.indexOf(Math.max(...shares)), (lookback - 1) * data.features.length);
  }
});
