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

/** Where the library and its record lie. */
export const NATIVE_FOLDER = new URL("../../../build/", import.meta.url);

const SUFFIX: Readonly<Record<string, string>> = { windows: "dll", darwin: "dylib" };

/** The library in a folder. */
export function nativeLibrary(folder = NATIVE_FOLDER): URL {
  return new URL(`lstm_native.${SUFFIX[Deno.build.os] ?? "so"}`, folder);
}

/** What a library in a folder was built from and for, beside it. */
export function nativeRecordFile(folder = NATIVE_FOLDER): URL {
  return new URL("lstm_native.json", folder);
}

const RECORD = z.strictObject({
  /** Hash of the source. */
  source: z.string(),
  /** Hash of the library: a damaged one would take the process down with it. */
  library: z.string(),
  /** Operating system and architecture. */
  system: z.string(),
  /** What the library itself says of the processor. */
  processor: z.int(),
});

/** What a library was built from and for. */
export type NativeRecord = Readonly<z.infer<typeof RECORD>>;

/** Why native kernels cannot be used. */
export interface NativeObstacle {
  /** In a sentence, with what helps. */
  readonly reason: string;
  /** Whether there is a library at all, so that it is left aside. */
  readonly isBuilt: boolean;
}

/**
 * The record of a library, as it is here and now.
 *
 * @throws {Error} If the library cannot be read or opened.
 */
export function nativeRecord(library: URL): NativeRecord {
  return { ...recordOfFiles(library), processor: processorHere(library) };
}

/** Why native kernels cannot be used here; `null` if they can. Nothing is opened that does not fit, and nobody is asked. */
export function nativeObstacle(folder = NATIVE_FOLDER): NativeObstacle | null {
  const library = nativeLibrary(folder);
  const isGranted = (name: "read" | "ffi") =>
    Deno.permissions.querySync({ name, path: library }).state === "granted";
  if (!isGranted("read")) {
    return { isBuilt: false, reason: "native kernels are not looked for: reading is not allowed" };
  }
  try {
    const found = readFileSync(nativeRecordFile(folder), "utf8");
    const reason = obstacleOf(found, recordOfFiles(library), isGranted("ffi"), () => processorHere(library));
    return reason === null ? null : { isBuilt: true, reason };
  } catch (error) {
    const isBuilt = !(error instanceof Error && "code" in error && error.code === "ENOENT");
    return {
      isBuilt,
      reason: isBuilt
        ? `the native kernels cannot be opened; ${AGAIN}`
        : "native kernels are not built; deno task build:native builds them",
    };
  }
}

/**
 * Why a library must not be used, in a sentence; `null` if it may.
 *
 * @param found Text of the record beside it.
 * @param wanted What it should say.
 * @param isAllowed Whether this process may call native code.
 * @param processor Asks the library, if all else fits, what the processor is.
 */
export function obstacleOf(
  found: string,
  wanted: Omit<NativeRecord, "processor">,
  isAllowed: boolean,
  processor: () => number,
): string | null {
  const record = parseRecord(found);
  if (record === null) return `the record of the native kernels is damaged; ${AGAIN}`;
  if (record.system !== wanted.system) return FOREIGN;
  if (record.source !== wanted.source) return `the native kernels are of another source; ${AGAIN}`;
  if (record.library !== wanted.library) return `the native kernels are not those of their record; ${AGAIN}`;
  if (!isAllowed) return "native kernels are not allowed here; --allow-ffi=build allows them";
  return record.processor === processor() ? null : FOREIGN;
}

const AGAIN = "deno task build:native builds them anew";
const FOREIGN = `the native kernels are for another processor; ${AGAIN}`;

function recordOfFiles(library: URL): Omit<NativeRecord, "processor"> {
  const hash = (file: URL) => createHash("sha256").update(readFileSync(file)).digest("hex");
  return {
    source: hash(NATIVE_SOURCE),
    library: hash(library),
    system: `${Deno.build.os} ${Deno.build.arch}`,
  };
}

/** What a library says of this processor: by the one function that is compiled for any. */
function processorHere(library: URL): number {
  const opened = Deno.dlopen(library, { processor: { parameters: [], result: "u32" } });
  try {
    return opened.symbols.processor();
  } finally {
    opened.close();
  }
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
