/**
 * `deno task build:wasm`: the LSTM's kernels from AssemblyScript to WebAssembly, as text that every runtime can import.
 *
 * @module
 */

import { join } from "node:path";
import { buildCommand, runTask } from "./cli/command.ts";
import { print } from "./cli/output.ts";

const KERNELS = new URL("../src/lstm/kernels/", import.meta.url);
const SOURCE = new URL("assembly/kernels.ts", KERNELS);
const TARGET = new URL("wasm_code.ts", KERNELS);

const COMPILER = "npm:assemblyscript@0.28.20/asc";
const FLAGS =
  "-O3 --noAssert --runtime stub --importMemory --sharedMemory --initialMemory 1 --maximumMemory 65536 --enable simd --enable threads"
    .split(" ");

/**
 * Compiles the kernels; the same source gives the same text.
 *
 * @param runFlags What `deno run` is told besides as it runs the compiler, for example `--cached-only`.
 * @throws {Error} If the compiler fails or cannot be had; the message is its own.
 */
export async function wasmCode(runFlags: readonly string[] = []): Promise<string> {
  const [relaxed, plain] = [
    await compile(runFlags, ["--enable", "relaxed-simd"]),
    await compile(runFlags, []),
  ];
  return `/**
 * WebAssembly of \`assembly/kernels.ts\`, base64: written by \`deno task build:wasm\`, not by hand.
 *
 * @module
 */

/** With relaxed SIMD: fused multiply-adds. */
export const RELAXED_SIMD =
  "${relaxed.toBase64()}";

/** With plain SIMD. */
export const PLAIN_SIMD =
  "${plain.toBase64()}";
`;
}

async function compile(runFlags: readonly string[], flags: readonly string[]): Promise<Uint8Array> {
  const folder = await Deno.makeTempDir({ prefix: "b3_wasm_" });
  try {
    const source = join(folder, "kernels.ts");
    const target = join(folder, "kernels.wasm");
    await Deno.copyFile(SOURCE, source);
    const args = [
      "run",
      "--no-lock",
      "--no-config",
      "-A",
      ...runFlags,
      COMPILER,
      source,
      "-o",
      target,
      ...FLAGS,
      ...flags,
    ];
    const { success, stderr } = await new Deno.Command(Deno.execPath(), { args, cwd: folder }).output();
    if (!success) throw new Error(`asc failed: ${new TextDecoder().decode(stderr).trim()}`);
    return await Deno.readFile(target);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

if (import.meta.main) {
  await runTask(
    "build:wasm",
    buildCommand<Record<never, never>, []>({
      docs: { brief: "Compiles the LSTM's kernels to WebAssembly" },
      parameters: { flags: {} },
      async func() {
        const code = await wasmCode();
        await Deno.writeTextFile(TARGET, code);
        print(`${code.length} characters written to ${TARGET.pathname}`);
      },
    }),
  );
}
