/**
 * Which kernels to work with here.
 *
 * @module
 */

import type { KernelsName, LstmKernels } from "./kernels.ts";
import { plainKernels } from "./plain.ts";
import { wasmKernels, wasmVariant } from "./wasm.ts";

/** A choice of kernels; plain data, so that threads can be told. */
export interface KernelsChoice {
  readonly name: KernelsName;
}

/** Chooses. */
export function chooseKernels(
  _purpose: "learn" | "answer",
  _wanted = "auto",
): { readonly choice: KernelsChoice; readonly note: string | null } {
  return { choice: { name: wasmVariant() ?? "plain" }, note: null };
}

/** The kernels of a choice in a memory. */
export function kernelsOf(memory: WebAssembly.Memory, { name }: KernelsChoice): LstmKernels {
  return name === "plain" || name === "native" ? plainKernels(memory.buffer) : wasmKernels(memory, name);
}
