import assert from "node:assert/strict";
import { Random } from "~/core/mod.ts";
import type { KernelsName, LayerSize, LstmKernels } from "~/lstm/kernels/kernels.ts";
import { chooseKernels, kernelsOf, newMemory } from "~/lstm/kernels/load.ts";
import { nativeObstacle, obstacleOf } from "~/lstm/kernels/native.ts";

/** Addresses of blocks of a random memory, and its kernels. */
function setUp(name: KernelsName, inputs: number, { steps, depth, units, lanes }: LayerSize, seed: number) {
  const sizes = {
    w: units * depth * 4,
    turned: 4 * units * units,
    xh: (steps + 1) * depth * lanes,
    gates: steps * units * 4 * lanes,
    cell: (steps + 1) * units * lanes,
    squashed: steps * units * lanes,
    outer: steps * units * lanes,
    dh: units * lanes,
    dc: units * lanes,
    dw: units * depth * 4,
    rows: steps * inputs * lanes,
    offsets: lanes,
    single: depth + 2 * units,
    states: steps * units,
  };
  let bytes = 128;
  const at = Object.fromEntries(
    Object.entries(sizes).map(([block, floats]) => {
      const address = bytes;
      bytes += Math.ceil(floats / 32) * 128;
      return [block, address];
    }),
  ) as Record<keyof typeof sizes, number>;
  const memory = newMemory(bytes);
  const kernels = kernelsOf(memory, name);
  const read = (block: keyof typeof sizes) => new Float32Array(memory.buffer, at[block], sizes[block]);
  const random = new Random(seed);
  for (const block of ["w", "xh", "outer", "dh", "rows"] as const) {
    read(block).forEach((_, i, values) => values[i] = random.normal() / 2);
  }
  for (let t = 0; t <= steps; t++) {
    const row = t * depth * lanes;
    read("xh").fill(0, row + inputs * lanes, row + (depth - units) * lanes).fill(
      1,
      row + inputs * lanes,
      row + (inputs + 1) * lanes,
    );
  }
  read("xh").fill(0, (depth - units) * lanes, depth * lanes);
  new Int32Array(memory.buffer, at.offsets, lanes).forEach((_, b, offsets) =>
    offsets[b] = b * steps * inputs
  );
  return { kernels, at, read };
}

const SIZES: readonly { inputs: number; size: LayerSize }[] = [
  { inputs: 3, size: { steps: 1, depth: 4 + 8, units: 8, lanes: 32 } },
  { inputs: 4, size: { steps: 5, depth: 6 + 16, units: 16, lanes: 64 } },
  { inputs: 10, size: { steps: 17, depth: 12 + 24, units: 24, lanes: 64 } },
];

/** Everything a layer does, forward and back: the blocks that come of it. */
function passThrough(
  { kernels, at, read }: ReturnType<typeof setUp>,
  inputs: number,
  size: LayerSize,
  hasOuter: boolean,
) {
  const { depth, units, lanes } = size;
  kernels.gather(at.rows, at.offsets, at.xh, inputs, size);
  kernels.forward(at.w, at.xh, at.gates, at.cell, at.squashed, size, true);
  const forward = { xh: read("xh").slice(), cell: read("cell").slice(), squashed: read("squashed").slice() };
  kernels.transpose(at.w, at.turned, depth - units, units, depth, units);
  kernels.backward(
    at.turned,
    at.xh,
    at.gates,
    at.cell,
    at.squashed,
    at.dh,
    at.dc,
    at.dw,
    hasOuter ? at.outer : 0,
    size,
  );
  const backward = { turned: read("turned").slice(), gates: read("gates").slice(), dw: read("dw").slice() };
  kernels.multiply(at.w, at.xh, at.gates, 4 * units, depth, lanes);
  const product = read("gates").slice(0, 4 * units * lanes);
  kernels.accumulate(at.gates, at.xh, at.dw, units, depth, lanes);
  return { ...forward, ...backward, product, sum: read("dw").slice() };
}

/** Float32 sums in another order differ by some units in the last place of their largest terms. */
const TOLERANCE = 2e-5;

for (const name of ["wasm", "wasm, plain SIMD", "native"] as const) {
  for (const [k, { inputs, size }] of SIZES.entries()) {
    for (const hasOuter of [false, true]) {
      Deno.test({
        name: `${name} kernels do what the plain ones do: ${JSON.stringify(size)}${
          hasOuter ? ", a layer above" : ""
        }`,
        ignore: name === "native" && nativeObstacle() !== null,
        fn() {
          const [found, wanted] = [name, "plain" as const].map((set) =>
            passThrough(setUp(set, inputs, size, k + 1), inputs, size, hasOuter)
          );
          for (const [block, values] of Object.entries(wanted)) {
            const scale = Math.max(1, ...values.map(Math.abs));
            const others = found[block as keyof typeof found];
            values.forEach((value, i) => {
              assert.ok(
                Math.abs(value - others[i]) < TOLERANCE * scale,
                `${block} ${i}: ${value}, ${others[i]}`,
              );
            });
          }
        },
      });
    }
  }
}

for (const name of ["plain", "wasm", "wasm, plain SIMD"] as const) {
  for (const { inputs, size } of SIZES) {
    Deno.test(`${name} kernels answer one sample bit for bit as a chunk: ${JSON.stringify(size)}`, () => {
      const { kernels, at, read } = setUp(name, inputs, size, 7);
      const { steps, depth, units, lanes } = size;
      kernels.gather(at.rows, at.offsets, at.xh, inputs, size);
      read("cell").fill(0, 0, units * lanes);
      kernels.forward(at.w, at.xh, at.gates, at.cell, at.squashed, size, false);
      for (const b of [0, 5, lanes - 1]) {
        kernels.answerOne(at.w, at.rows + 4 * b * steps * inputs, at.single, at.states, inputs, size, true);
        const states = read("states");
        for (let t = 0; t < steps; t++) {
          const hidden = read("xh").subarray(((t + 2) * depth - units) * lanes, (t + 2) * depth * lanes);
          for (let u = 0; u < units; u++) assert.equal(states[t * units + u], hidden[u * lanes + b]);
        }
        const last = states.slice((steps - 1) * units);
        kernels.answerOne(at.w, at.rows + 4 * b * steps * inputs, at.single, at.states, inputs, size, false);
        assert.deepEqual(read("states").subarray(0, units), last);
      }
    });
  }
}

Deno.test("a unit moves as the formula of an LSTM says", () => {
  const size: LayerSize = { steps: 2, depth: 2 + 8, units: 8, lanes: 32 };
  const { kernels, at, read } = setUp("plain", 1, size, 1);
  const w = read("w").fill(0); // one unit, one input: [w, bias, recurrent] of i, f, g, o
  const gates = [[0.5, 0.1, 0.3], [-0.4, 1, 0.2], [0.8, -0.2, -0.6], [0.7, 0, 0.4]];
  gates.forEach(([input, bias, recurrent], g) => {
    w[g] = input;
    w[4 + g] = bias;
    w[8 + g] = recurrent;
  });
  const inputs = [0.9, -1.3];
  read("rows").set(inputs);
  kernels.gather(at.rows, at.offsets, at.xh, 1, size);
  kernels.forward(at.w, at.xh, at.gates, at.cell, at.squashed, size, true);
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
  let [h, c] = [0, 0];
  for (const x of inputs) {
    const [i, f, g, o] = gates.map(([input, bias, recurrent]) => input * x + bias + recurrent * h);
    c = sigmoid(f) * c + sigmoid(i) * Math.tanh(g);
    h = sigmoid(o) * Math.tanh(c);
  }
  const hidden = read("xh")[(2 * size.depth + 2) * size.lanes];
  assert.ok(Math.abs(hidden - h) < 1e-6);
});

Deno.test("adam() moves the first step by the rate, whatever the gradient's size, and decays as told", () => {
  for (const name of ["plain", "wasm", "wasm, plain SIMD"] as const) {
    const memory = newMemory(128 * 5);
    const kernels: LstmKernels = kernelsOf(memory, name);
    const [w, gradient] = [128, 256].map((at) => new Float32Array(memory.buffer, at, 32));
    w.fill(2);
    gradient.forEach((_, i) => gradient[i] = (i % 2 === 0 ? 1 : -1) * 10 ** (i % 5 - 3));
    const rate = 0.1 * Math.sqrt(1 - 0.999) / (1 - 0.9);
    const epsilon = 1e-12;
    kernels.adam(128, 256, 384, 512, 32, { rate, epsilon, scale: 1, l2: 0, decay: 0.01 });
    w.forEach((value, i) =>
      assert.ok(Math.abs(value - (1.98 - Math.sign(gradient[i]) * 0.1)) < 1e-4, `${name} ${value}`)
    );
  }
});

Deno.test("chooseKernels() takes the quickest there is, and says why it is not a quicker one", () => {
  const native = { wasm: "wasm", nativeObstacle: null } as const;
  const built = { wasm: "wasm", nativeObstacle: "not built" } as const;
  const old = { wasm: "wasm, plain SIMD", nativeObstacle: "not built" } as const;
  const none = { wasm: null, nativeObstacle: "not built" } as const;
  assert.deepEqual(chooseKernels("auto", native), { name: "native", note: null });
  assert.deepEqual(chooseKernels("wasm", native), { name: "wasm", note: null });
  assert.deepEqual(chooseKernels("auto", built), { name: "wasm", note: null });
  assert.deepEqual(chooseKernels("plain", native), { name: "plain", note: null });
  assert.match(chooseKernels("auto", old).note ?? "", /relaxed SIMD/);
  assert.equal(chooseKernels("auto", none).name, "plain");
  assert.match(
    chooseKernels("auto", none).note ?? "",
    /WebAssembly with SIMD and shared memory is not available/,
  );
  assert.throws(() => chooseKernels("native", built), /Cannot train with native kernels: not built/);
  assert.throws(() => chooseKernels("wasm", none), /Cannot train with WebAssembly/);
});

Deno.test("native kernels of another source or system, or that are not allowed, are not opened", () => {
  const wanted = { source: "s", system: "linux x86_64" };
  const of = (record: object, isAllowed = true) => obstacleOf(JSON.stringify(record), wanted, isAllowed);
  assert.equal(of(wanted), null);
  assert.match(of({ ...wanted, source: "older" }) ?? "", /of another source; deno task build:native/);
  assert.match(of({ ...wanted, system: "linux aarch64" }) ?? "", /for another processor/);
  assert.match(of({}) ?? "", /damaged/);
  assert.match(obstacleOf("{", wanted, true) ?? "", /damaged/);
  assert.match(of(wanted, false) ?? "", /--allow-ffi=build/);
});
