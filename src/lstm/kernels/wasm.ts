/**
 * The kernels in WebAssembly, compiled from `assembly/kernels.ts` by `deno task build:wasm`.
 *
 * @module
 */

import { BETA1, BETA2, type LstmKernels } from "./kernels.ts";
import { PLAIN_SIMD, RELAXED_SIMD } from "./wasm_code.ts";

/** The functions of the module; all numbers are addresses or counts, see `assembly/kernels.ts`. */
type Exports = Readonly<Record<string, (...numbers: number[]) => number>>;

/** Which WebAssembly this runtime takes: with fused multiply-adds, with plain SIMD, or none of it. */
export function wasmVariant(): "wasm" | "wasm, plain SIMD" | null {
  if (WebAssembly.validate(bytesOf(RELAXED_SIMD))) return "wasm";
  return WebAssembly.validate(bytesOf(PLAIN_SIMD)) ? "wasm, plain SIMD" : null;
}

/**
 * Makes the kernels of a memory.
 *
 * @param memory A shared memory.
 * @param name A variant that {@link wasmVariant} may give.
 */
export function wasmKernels(memory: WebAssembly.Memory, name: "wasm" | "wasm, plain SIMD"): LstmKernels {
  const module = new WebAssembly.Module(bytesOf(name === "wasm" ? RELAXED_SIMD : PLAIN_SIMD));
  const wasm = new WebAssembly.Instance(module, { env: { memory } }).exports as Exports;
  wasm.begin();
  return {
    name,
    gather: (source, offsets, xh, inputs, { steps, depth, lanes }) =>
      wasm.gather(source, offsets, xh, inputs, steps, depth, lanes),
    forward: (w, xh, gates, cell, squashed, { steps, depth, units, lanes }, saves) =>
      wasm.forward(w, xh, gates, cell, squashed, steps, depth, units, lanes, Number(saves)),
    backward: (wt, xh, gates, cell, squashed, dh, dc, dw, outer, { steps, depth, units, lanes }) =>
      wasm.backward(wt, xh, gates, cell, squashed, dh, dc, dw, outer, steps, depth, units, lanes),
    multiply: (w, x, out, rows, depth, lanes) => wasm.multiply(w, x, out, rows, depth, lanes),
    accumulate: (d, x, dw, units, depth, lanes) => wasm.accumulate(d, x, dw, units, depth, lanes),
    transpose: (w, wt, first, rows, depth, units) => wasm.transpose(w, wt, first, rows, depth, units),
    add: (target, source, n) => wasm.add(target, source, n),
    sumOfSquares: (values, n) => wasm.sumOfSquares(values, n),
    adam: (w, gradient, m, v, n, { rate, epsilon, scale, l2, decay }) =>
      wasm.adam(w, gradient, m, v, n, rate, BETA1, BETA2, epsilon, scale, l2, decay),
    answerOne: (w, x, scratch, out, inputs, { steps, depth, units }, keepsAll) =>
      wasm.answerOne(w, x, scratch, out, inputs, steps, depth, units, Number(keepsAll)),
  };
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
