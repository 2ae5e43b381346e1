import assert from "node:assert/strict";
import type { KernelsName } from "~/lstm/kernels/kernels.ts";
import { ABSENT, layerTest, newLayer } from "./layer.ts";

const TESTS = [
  layerTest(13, 5, 8, 32),
  layerTest(4, 17, 16, 64),
  layerTest(1, 1, 24, 32),
  layerTest(3, 3, 24, 32, 8),
];

/** Sets that answer. */
const ANSWERING: readonly Exclude<KernelsName, "native">[] = ["plain", "wasm, plain SIMD", "wasm"];

for (const name of ANSWERING) {
  Deno.test({
    name: `${name}: answerOne() gives the bits of forward()`,
    ignore: name !== "plain" && ABSENT[name],
    fn() {
      for (const test of TESTS) {
        const { kernels, at, block } = newLayer(test, name);
        const { inputs, steps, depth, units, lanes } = test;
        kernels.forward(at.w, at.xh, at.gates, at.cell, at.squashed, test, true);
        const xh = block("xh");
        for (const lane of [0, 7, lanes - 1]) {
          const row = (t: number, k: number) => xh[(t * depth + k) * lanes + lane];
          block("x").forEach((_, i, x) => x[i] = row(Math.floor(i / inputs), i % inputs));
          const wanted = Float32Array.from(
            { length: steps * units },
            (_, i) => row(Math.floor(i / units) + 1, depth - units + i % units),
          );
          kernels.answerOne(at.w, at.x, at.scratch, at.out, inputs, test, true);
          assert.deepEqual(block("out").slice(), wanted);
          kernels.answerOne(at.w, at.x, at.scratch, at.out, inputs, test, false);
          assert.deepEqual(block("out").slice(0, units), wanted.slice(-units));
        }
      }
    },
  });
}

for (const name of [...ANSWERING, "native"] as const) {
  Deno.test({
    name: `${name}: an input that is no number makes its own sample none, and no other`,
    ignore: name !== "plain" && ABSENT[name],
    fn() {
      const test = layerTest(4, 3, 8, 32);
      const { kernels, at, block } = newLayer(test, name);
      const { steps, depth, units, lanes } = test;
      block("xh")[(depth + 2) * lanes + 5] = NaN; // third input of the second step of sample 5
      kernels.forward(at.w, at.xh, at.gates, at.cell, at.squashed, test, true);
      const last = block("xh").slice((steps * depth + depth - units) * lanes);
      last.forEach((hidden, i) => assert.equal(Number.isNaN(hidden), i % lanes === 5));
    },
  });
}
