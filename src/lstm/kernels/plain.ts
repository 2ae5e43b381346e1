/**
 * The kernels in plain TypeScript: what they compute, said as simply as possible. The other sets are tested against it,
 * and where there is no WebAssembly with SIMD it does their work, some thirty times as slowly.
 *
 * @module
 */

import { type AdamStep, BETA1, BETA2, type LayerSize, type LstmKernels } from "./kernels.ts";

/** Makes the kernels of a memory. */
export function plainKernels(memory: ArrayBufferLike): LstmKernels {
  const floats = new Float32Array(memory);
  const ints = new Int32Array(memory);
  const at = (address: number) => address >> 2;

  const kernels: LstmKernels = {
    name: "plain",

    gather(source, offsets, xh, inputs, { steps, depth, lanes }) {
      for (let t = 0; t < steps; t++) {
        for (let f = 0; f < inputs; f++) {
          for (let b = 0; b < lanes; b++) {
            const from = at(source) + ints[at(offsets) + b] + t * inputs + f;
            floats[at(xh) + (t * depth + f) * lanes + b] = floats[from];
          }
        }
      }
    },

    forward(w, xh, gates, cell, squashed, { steps, depth, units, lanes }, saves) {
      const sizeH = units * lanes;
      for (let t = 0; t < steps; t++) {
        const slot = saves ? t : 0;
        const x = at(xh) + t * depth * lanes;
        const hidden = x + (2 * depth - units) * lanes;
        const before = at(cell) + slot * sizeH;
        const after = saves ? before + sizeH : before;
        for (let u = 0; u < units; u++) {
          for (let b = 0; b < lanes; b++) {
            const sums = [0, 0, 0, 0];
            for (let k = 0; k < depth; k++) {
              for (let g = 0; g < 4; g++) {
                sums[g] += floats[at(w) + (u * depth + k) * 4 + g] * floats[x + k * lanes + b];
              }
            }
            const r = u * lanes + b;
            const moved = moveCell(sums, floats[before + r]);
            floats[after + r] = moved.cell;
            floats[hidden + r] = moved.hidden;
            if (!saves) continue;
            floats[at(squashed) + slot * sizeH + r] = moved.squashed;
            moved.gates.forEach((gate, g) => {
              floats[at(gates) + ((slot * units + u) * 4 + g) * lanes + b] = gate;
            });
          }
        }
      }
    },

    backward(wt, xh, gates, cell, squashed, dh, dc, dw, outer, { steps, depth, units, lanes }) {
      const sizeH = units * lanes;
      floats.fill(0, at(dc), at(dc) + sizeH);
      for (let t = steps - 1; t >= 0; t--) {
        const gate = gates + 16 * t * sizeH;
        for (let u = 0; u < units; u++) {
          for (let b = 0; b < lanes; b++) {
            const r = u * lanes + b;
            const p = at(gate) + 4 * u * lanes + b;
            const [i, f, g, o] = [0, 1, 2, 3].map((k) => floats[p + k * lanes]);
            const s = floats[at(squashed) + t * sizeH + r];
            const d = floats[at(dh) + r] + (outer === 0 ? 0 : floats[at(outer) + t * sizeH + r]);
            const dCell = floats[at(dc) + r] + d * o * (1 - s * s);
            floats[p] = dCell * g * i * (1 - i);
            floats[p + lanes] = dCell * floats[at(cell) + t * sizeH + r] * f * (1 - f);
            floats[p + 2 * lanes] = dCell * i * (1 - g * g);
            floats[p + 3 * lanes] = d * s * o * (1 - o);
            floats[at(dc) + r] = dCell * f;
          }
        }
        kernels.accumulate(gate, xh + 4 * t * depth * lanes, dw, units, depth, lanes);
        if (t > 0) kernels.multiply(wt, gate, dh, units, 4 * units, lanes);
      }
    },

    multiply(w, x, out, rows, depth, lanes) {
      for (let m = 0; m < rows; m++) {
        for (let b = 0; b < lanes; b++) {
          let sum = 0;
          for (let k = 0; k < depth; k++) {
            sum += floats[at(w) + ((m >> 2) * depth + k) * 4 + (m & 3)] * floats[at(x) + k * lanes + b];
          }
          floats[at(out) + m * lanes + b] = sum;
        }
      }
    },

    accumulate(d, x, dw, units, depth, lanes) {
      for (let j = 0; j < 4 * units; j++) {
        for (let k = 0; k < depth; k++) {
          let sum = 0;
          for (let b = 0; b < lanes; b++) {
            sum += floats[at(d) + j * lanes + b] * floats[at(x) + k * lanes + b];
          }
          floats[at(dw) + ((j >> 2) * depth + k) * 4 + (j & 3)] += sum;
        }
      }
    },

    transpose(w, wt, first, rows, depth, units) {
      for (let r = 0; r < rows; r++) {
        for (let j = 0; j < 4 * units; j++) {
          const from = at(w) + ((j >> 2) * depth + first + r) * 4 + (j & 3);
          floats[at(wt) + ((r >> 2) * 4 * units + j) * 4 + (r & 3)] = floats[from];
        }
      }
    },

    add(target, source, n) {
      for (let i = 0; i < n; i++) floats[at(target) + i] += floats[at(source) + i];
    },

    sumOfSquares(values, n) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += floats[at(values) + i] ** 2;
      return sum;
    },

    adam(w, gradient, m, v, n, { rate, epsilon, scale, l2, decay }: AdamStep) {
      for (let i = 0; i < n; i++) {
        const weight = floats[at(w) + i];
        const g = floats[at(gradient) + i] * scale + l2 * weight;
        const mean = floats[at(m) + i] = BETA1 * floats[at(m) + i] + (1 - BETA1) * g;
        const square = floats[at(v) + i] = BETA2 * floats[at(v) + i] + (1 - BETA2) * g * g;
        floats[at(w) + i] = weight * (1 - decay) - rate * mean / (Math.sqrt(square) + epsilon);
      }
    },

    answerOne(w, x, scratch, out, inputs, { steps, depth, units }: LayerSize, keepsAll) {
      const row = at(scratch);
      const cell = row + depth;
      const next = cell + units;
      floats.fill(0, row, next);
      floats[row + inputs] = 1;
      for (let t = 0; t < steps; t++) {
        floats.copyWithin(row, at(x) + t * inputs, at(x) + (t + 1) * inputs);
        for (let u = 0; u < units; u++) {
          const sums = [0, 0, 0, 0];
          for (let k = 0; k < depth; k++) {
            for (let g = 0; g < 4; g++) sums[g] += floats[at(w) + (u * depth + k) * 4 + g] * floats[row + k];
          }
          const moved = moveCell(sums, floats[cell + u]);
          floats[cell + u] = moved.cell;
          floats[next + u] = moved.hidden;
        }
        floats.copyWithin(row + depth - units, next, next + units);
        floats.copyWithin(at(out) + (keepsAll ? t * units : 0), next, next + units);
      }
    },
  };
  return kernels;
}

function moveCell([i, f, g, o]: readonly number[], cellBefore: number) {
  const gates = [sigmoid(i), sigmoid(f), Math.tanh(g), sigmoid(o)];
  const cell = gates[1] * cellBefore + gates[0] * gates[2];
  const squashed = Math.tanh(Math.fround(cell));
  return { gates, cell, squashed, hidden: gates[3] * squashed };
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
