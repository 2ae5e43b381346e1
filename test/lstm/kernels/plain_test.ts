import assert from "node:assert/strict";
import { plainKernels } from "~/lstm/kernels/plain.ts";
import { type LayerTest, layerTest, newLayer } from "./layer.ts";

/** Loss is linear in hidden states, so that its gradient by them is a coefficient of each: [steps][units][lanes]. */
type Loss = Float32Array;

/** The same layer in another way: float64, sample by sample, from the textbook's formulas. */
function hiddenStates(w: Float64Array, xh: Float32Array, { inputs, steps, depth, units, lanes }: LayerTest) {
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
  const states = new Float64Array(steps * units * lanes);
  for (let b = 0; b < lanes; b++) {
    let hidden = new Array<number>(units).fill(0);
    let cell = new Array<number>(units).fill(0);
    for (let t = 0; t < steps; t++) {
      const x = Array.from({ length: inputs }, (_, f) => xh[(t * depth + f) * lanes + b]);
      const column = [...x, 1, ...new Array<number>(depth - units - inputs - 1).fill(0), ...hidden];
      const gate = (u: number, g: number) =>
        column.reduce((sum, value, k) => sum + value * w[(u * depth + k) * 4 + g], 0);
      cell = cell.map((c, u) => sigmoid(gate(u, 1)) * c + sigmoid(gate(u, 0)) * Math.tanh(gate(u, 2)));
      hidden = cell.map((c, u) => sigmoid(gate(u, 3)) * Math.tanh(c));
      hidden.forEach((h, u) => states[(t * units + u) * lanes + b] = h);
    }
  }
  return states;
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, value, i) => sum + value * b[i], 0);

/** The gradient of a loss by central differences, good to about 1e-9. */
function numericGradient(w: Float64Array, xh: Float32Array, loss: Loss, test: LayerTest): Float64Array {
  const step = 1e-5;
  return w.map((_, i) => {
    const [up, down] = [step, -step].map((move) => {
      const moved = w.slice();
      moved[i] += move;
      return dot(hiddenStates(moved, xh, test), loss);
    });
    return (up - down) / (2 * step);
  });
}

const TESTS = [layerTest(2, 4, 2, 3), layerTest(3, 5, 3, 2, 1), layerTest(1, 1, 1, 2)];

Deno.test("plain: forward() is the textbook's LSTM", () => {
  for (const test of TESTS) {
    const { kernels, at, block } = newLayer(test, "plain");
    const { steps, depth, units, lanes } = test;
    const wanted = hiddenStates(Float64Array.from(block("w")), block("xh"), test);
    kernels.forward(at.w, at.xh, at.gates, at.cell, at.squashed, test, true);
    for (let t = 0; t < steps; t++) {
      const found = block("xh").subarray(((t + 2) * depth - units) * lanes).subarray(0, units * lanes);
      found.forEach((h, i) => assert.ok(Math.abs(h - wanted[t * units * lanes + i]) < 1e-6));
    }
  }
});

for (const hasOuter of [false, true]) {
  Deno.test(`plain: backward() ${hasOuter ? "below" : "without"} a layer gives the numeric gradient`, () => {
    for (const test of TESTS) {
      const { kernels, at, block } = newLayer(test, "plain");
      const { steps, depth, units, lanes } = test;
      const state = units * lanes;
      const loss = hasOuter ? block("outer").slice() : new Float32Array(steps * state);
      block("dh").forEach((d, i) => loss[(steps - 1) * state + i] += d);
      const wanted = numericGradient(Float64Array.from(block("w")), block("xh"), loss, test);

      const before = block("dw").slice(); // gradients are added to what is there
      kernels.forward(at.w, at.xh, at.gates, at.cell, at.squashed, test, true);
      kernels.transpose(at.w, at.wt, depth - units, units, depth, units);
      const outer = hasOuter ? at.outer : 0;
      kernels.backward(at.wt, at.xh, at.gates, at.cell, at.squashed, at.dh, at.dc, at.dw, outer, test);
      const greatest = Math.max(...wanted.map(Math.abs));
      block("dw").forEach((found, i) => {
        const error = Math.abs(found - before[i] - wanted[i]);
        assert.ok(error < 2e-6 * greatest, `${found - before[i]} instead of ${wanted[i]}`); // float32 blocks
      });
    }
  });
}

Deno.test("plain: one unit, one step, one sample, by hand", () => {
  const size = { steps: 1, depth: 4, units: 1, lanes: 1 };
  const memory = new ArrayBuffer(1024);
  const kernels = plainKernels(memory);
  const put = (address: number, values: readonly number[]) => new Float32Array(memory, address).set(values);
  const read = (address: number, n: number) => [...new Float32Array(memory, address, n)];
  const near = (found: readonly number[], wanted: readonly number[]) => {
    assert.equal(found.length, wanted.length);
    found.forEach((value, i) =>
      assert.ok(Math.abs(value - wanted[i]) < 1e-7, `${found} instead of ${wanted}`)
    );
  };
  const [w, xh, gates, cell, squashed, wt, dh, dc, dw] = [64, 128, 192, 256, 320, 384, 448, 512, 576];
  // x = 0.5 gives i = sigmoid(2 x - 1) = 1/2, f = sigmoid(0) = 1/2, g = tanh(ln(3) / 2) = 1/2, o = sigmoid(2 ln(3) x) = 3/4
  const ln3 = Math.log(3);
  put(w, [2, 0, 0, 2 * ln3, -1, 0, ln3 / 2, 0, 9, 9, 9, 9, 5, 6, 7, 8]);
  put(xh, [0.5, 1, 0, 0]);
  kernels.forward(w, xh, gates, cell, squashed, size, true);
  near(read(gates, 4), [0.5, 0.5, 0.5, 0.75]);
  near(read(cell, 2), [0, 0.25]);
  near(read(squashed, 1), [0.2449186624]); // tanh(1/4)
  near(read(xh + 4 * 7, 1), [0.1836889968]); // 3/4 of it

  put(dh, [1]);
  kernels.transpose(w, wt, 3, 1, 4, 1);
  near([0, 4, 8, 12].map((gate) => read(wt + 4 * gate, 1)[0]), [5, 6, 7, 8]);
  kernels.backward(wt, xh, gates, cell, squashed, dh, dc, dw, 0, size);
  // by the cell: 3/4 (1 - tanh^2) = 0.7050111362; i: its 1/2 * 1/4; f: nothing, as the cell was 0; g: 1/2 * 3/4; o: tanh * 3/16
  const slopes = [0.0881263920, 0, 0.2643791761, 0.0459222492];
  near(read(dw, 16), [...slopes.map((d) => d / 2), ...slopes, 0, 0, 0, 0, 0, 0, 0, 0]);
});

Deno.test("plain: a first step of Adam moves each weight by the rate against its gradient, a second by the textbook", () => {
  const memory = new ArrayBuffer(1024);
  const kernels = plainKernels(memory);
  const [w, gradient, m, v] = [0, 1, 2, 3].map((k) => new Float32Array(memory, 64 + 128 * k, 2));
  const take = (gradients: readonly number[], t: number) => {
    gradient.set(gradients);
    const correction = Math.sqrt(1 - 0.999 ** t);
    const step = {
      rate: 0.1 * correction / (1 - 0.9 ** t),
      epsilon: 1e-8 * correction,
      scale: 1,
      l2: 0,
      decay: 0,
    };
    kernels.adam(w.byteOffset, gradient.byteOffset, m.byteOffset, v.byteOffset, 2, step);
  };
  w.set([1, -1]);
  take([0.5, -3], 1);
  assert.ok(Math.abs(w[0] - 0.9) < 1e-6 && Math.abs(w[1] + 0.9) < 1e-6);
  take([0.5, 3], 2); // a gradient that stays moves by the rate again; mean (0.3 - 0.27) / 0.19 of root 9 for the one that turned
  assert.ok(Math.abs(w[0] - 0.8) < 1e-6);
  assert.ok(Math.abs(w[1] - (-0.9 - 0.1 * (0.03 / 0.19) / 3)) < 1e-6);
});
