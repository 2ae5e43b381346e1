/**
 * The kernels that take the time in native code, on the same memory: optional, built by `deno task build:native`.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import * as z from "zod";
import type { LayerSize, LstmKernels } from "./kernels.ts";

/** Source of the library. */
export const NATIVE_SOURCE = new URL("./native/lstm.c", import.meta.url);

const FOLDER = new URL("../../../build/", import.meta.url);
const SUFFIX: Readonly<Record<string, string>> = { windows: "dll", darwin: "dylib" };

/** The library. */
export function nativeLibrary(): URL {
  return new URL(`lstm_native.${SUFFIX[Deno.build.os] ?? "so"}`, FOLDER);
}

/** What the library was built from and for, beside it. */
export const NATIVE_RECORD = new URL("lstm_native.json", FOLDER);

const RECORD = z.strictObject({ source: z.string(), system: z.string() });

/** What a library was built from and for. */
export type NativeRecord = Readonly<z.infer<typeof RECORD>>;

/** The record of a library that is built here and now. */
export function nativeRecord(): NativeRecord {
  const source = createHash("sha256").update(readFileSync(NATIVE_SOURCE)).digest("hex");
  return { source, system: `${Deno.build.os} ${Deno.build.arch}` };
}

/** Why native kernels cannot be used here, in a sentence; `null` if they can. */
export function nativeObstacle(): string | null {
  try {
    const found = readFileSync(NATIVE_RECORD, "utf8");
    const isAllowed = Deno.permissions.querySync({ name: "ffi", path: nativeLibrary() }).state === "granted";
    return obstacleOf(found, nativeRecord(), isAllowed) ?? (fitsProcessor() ? null : FOREIGN);
  } catch {
    return "native kernels are not built; deno task build:native builds them";
  }
}

/**
 * Why a library must not be opened.
 *
 * @param found Text of the record beside it.
 * @param wanted What it should say.
 * @param isAllowed Whether this process may call native code.
 */
export function obstacleOf(found: string, wanted: NativeRecord, isAllowed: boolean): string | null {
  const record = parseRecord(found);
  if (record === null) return `the record of the native kernels is damaged; ${AGAIN}`;
  if (record.system !== wanted.system) return FOREIGN;
  if (record.source !== wanted.source) return `the native kernels are of another source; ${AGAIN}`;
  return isAllowed ? null : "native kernels are not allowed here; --allow-ffi=build allows them";
}

const AGAIN = "deno task build:native builds them anew";
const FOREIGN = `the native kernels are for another processor; ${AGAIN}`;

/** Whether the processor knows the library's instructions: the one function that is compiled for any says so. */
function fitsProcessor(): boolean {
  const library = Deno.dlopen(nativeLibrary(), { fits_processor: { parameters: [], result: "i32" } });
  const fits = library.symbols.fits_processor() === 1;
  library.close();
  return fits;
}

/**
 * Makes the kernels of a memory. To be called only where there is no {@link nativeObstacle}.
 *
 * @param base Kernels of the same memory that do what is not worth native code.
 * @throws {Error} If the library cannot be opened.
 */
export function nativeKernels(memory: WebAssembly.Memory, base: LstmKernels): LstmKernels {
  const { symbols } = Deno.dlopen(nativeLibrary(), FUNCTIONS);
  const all = new Uint8Array(memory.buffer);
  const sized = ({ steps, depth, units, lanes }: LayerSize) => [steps, depth, units, lanes] as const;
  return {
    ...base,
    name: "native",
    forward: (w, xh, gates, cell, squashed, size, saves) =>
      symbols.forward(all, w, xh, gates, cell, squashed, ...sized(size), Number(saves)),
    backward: (wt, xh, gates, cell, squashed, dh, dc, dw, outer, size) =>
      symbols.backward(all, wt, xh, gates, cell, squashed, dh, dc, dw, outer, ...sized(size)),
    multiply: (w, x, out, rows, depth, lanes) => symbols.multiply(all, w, x, out, rows, depth, lanes),
    accumulate: (d, x, dw, units, depth, lanes) => symbols.accumulate(all, d, x, dw, units, depth, lanes),
  };
}

/** The memory, addresses in it, sizes. */
const FUNCTIONS = {
  forward: {
    parameters: ["buffer", "u32", "u32", "u32", "u32", "u32", "i32", "i32", "i32", "i32", "i32"],
    result: "void",
  },
  backward: {
    parameters: [
      ...["buffer", "u32", "u32", "u32", "u32", "u32", "u32", "u32", "u32", "u32"] as const,
      ...["i32", "i32", "i32", "i32"] as const,
    ],
    result: "void",
  },
  multiply: { parameters: ["buffer", "u32", "u32", "u32", "i32", "i32", "i32"], result: "void" },
  accumulate: { parameters: ["buffer", "u32", "u32", "u32", "i32", "i32", "i32"], result: "void" },
} as const;

function parseRecord(text: string): NativeRecord | null {
  try {
    return RECORD.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
