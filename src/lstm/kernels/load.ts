/**
 * Which kernels to work with here.
 *
 * @module
 */

import { ConfigError, ModelError } from "~/core/mod.ts";
import type { KernelsName, LstmKernels } from "./kernels.ts";
import { nativeKernels, type NativeObstacle, nativeObstacle } from "./native.ts";
import { plainKernels } from "./plain.ts";
import { wasmKernels, wasmVariant } from "./wasm.ts";

/** Memory that kernels work in. */
export type KernelMemory = Pick<WebAssembly.Memory, "buffer">;

/** What this machine has to offer. */
export interface Offer {
  /** Which WebAssembly the runtime takes; `null` without SIMD or shared memory. */
  readonly wasm: ReturnType<typeof wasmVariant>;
  /** Why there is no native code; `null` if there is. */
  readonly nativeObstacle: NativeObstacle | null;
}

/** A choice of kernels. */
export interface KernelsChoice {
  /** The set. */
  readonly name: KernelsName;
  /** Why it is not a quicker one that could be expected, in a sentence; `null` if it is. */
  readonly note: string | null;
}

/** What this machine has to offer. */
export function offerHere(): Offer {
  return { wasm: canShare() ? wasmVariant() : null, nativeObstacle: nativeObstacle() };
}

/**
 * Chooses what learns: what is wanted, or native code where it was built, else WebAssembly, else plain TypeScript.
 *
 * @throws {ConfigError} If what is wanted is not to be had; the message says why.
 */
export function chooseKernels(
  wanted: "auto" | "native" | "wasm" | "plain",
  offer: Offer = offerHere(),
): KernelsChoice {
  const { wasm, nativeObstacle } = offer;
  const noWasm =
    "WebAssembly with SIMD and shared memory is not available: plain TypeScript takes some thirty times as long";
  if (wanted === "plain") return { name: "plain", note: null };
  if (wanted !== "wasm" && wasm !== null && nativeObstacle === null) return { name: "native", note: null };
  if (wanted === "native") {
    throw new ConfigError(`Cannot train with native kernels: ${nativeObstacle?.reason ?? noWasm}`);
  }
  if (wasm === null) {
    if (wanted === "wasm") throw new ConfigError(`Cannot train with WebAssembly: ${noWasm}`);
    return { name: "plain", note: noWasm };
  }
  const notes = [
    ...(wanted === "auto" && nativeObstacle?.isBuilt ? [nativeObstacle.reason] : []),
    ...(wasm === "wasm" ? [] : ["relaxed SIMD is not available: plain SIMD is a little slower"]),
  ];
  return { name: wasm, note: notes.length === 0 ? null : notes.join("; ") };
}

/** What answers: never native code, so that answers do not depend on what was built. */
export function answeringKernels(): KernelsName {
  return (canShare() ? wasmVariant() : null) ?? "plain";
}

/**
 * The kernels of a choice in a memory.
 *
 * @throws {RangeError} If compiled kernels are to work in a memory that is not WebAssembly's.
 */
export function kernelsOf(memory: KernelMemory, name: KernelsName): LstmKernels {
  if (name === "plain") return plainKernels(memory.buffer);
  if (!(memory instanceof WebAssembly.Memory)) {
    throw new RangeError(`Cannot use the kernels "${name}": a WebAssembly memory is wanted`);
  }
  return name === "native"
    ? nativeKernels(memory, wasmKernels(memory, wasmVariant() ?? "wasm"))
    : wasmKernels(memory, name);
}

/** Bytes of a page of memory. */
const PAGE = 65536;

/** Whether there is memory that threads share, which compiled kernels work in. */
export function canShare(): boolean {
  try {
    return new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer instanceof
      SharedArrayBuffer;
  } catch {
    return false;
  }
}

/** A memory of whole pages: shared, or where there is no such thing, one for plain kernels on a single thread. */
export function newMemory(bytes: number): KernelMemory {
  const pages = Math.ceil(bytes / PAGE);
  try {
    return canShare()
      ? new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true })
      : { buffer: new ArrayBuffer(pages * PAGE) };
  } catch (cause) {
    throw new ModelError(
      `Cannot have the ${Math.ceil(bytes / 2 ** 20)} MiB of memory that an LSTM takes here: ` +
        "make batch, units or lookback smaller, or learn from fewer channels or tickers",
      { cause },
    );
  }
}
