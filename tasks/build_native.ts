/**
 * `deno task build:native`: the LSTM's kernels for this machine's processor. Training takes them up by itself.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { ConfigError, ModelError } from "~/core/mod.ts";
import { NATIVE_RECORD, NATIVE_SOURCE, nativeLibrary, nativeRecord } from "~/lstm/kernels/native.ts";
import { buildCommand, runTask } from "./cli/command.ts";
import { print } from "./cli/output.ts";

/** Compilers that are looked for, the one that CC names before them. */
const COMPILERS = ["cc", "gcc", "clang"];

/** What they are told: all that this processor knows, fused multiply-adds, and no liberties with rounding. */
const FLAGS = ["-O3", "-march=native", "-ffp-contract=fast", "-fPIC", "-shared"];

/**
 * Compiles the kernels.
 *
 * @returns The compiler that did it.
 * @throws {ConfigError} If there is no compiler.
 * @throws {ModelError} If it fails; the message is its own.
 */
async function buildNative(compilers: readonly string[]): Promise<string> {
  const library = fileURLToPath(nativeLibrary());
  await Deno.mkdir(new URL(".", nativeLibrary()), { recursive: true });
  const fresh = `${library}.${Deno.pid}.tmp`;
  for (const compiler of compilers) {
    const args = [...FLAGS, "-o", fresh, fileURLToPath(NATIVE_SOURCE)];
    const result = await new Deno.Command(compiler, { args }).output().catch((error) => {
      if (error instanceof Deno.errors.NotFound) return null;
      throw error;
    });
    if (result === null) continue;
    if (!result.success) {
      throw new ModelError(
        `Cannot build native kernels: ${compiler}: ${new TextDecoder().decode(result.stderr).trim()}`,
      );
    }
    await Deno.rename(fresh, library);
    await Deno.writeTextFile(NATIVE_RECORD, JSON.stringify(nativeRecord()));
    return compiler;
  }
  throw new ConfigError(
    `Cannot build native kernels: a C compiler is wanted, found none of ${
      compilers.join(", ")
    }; install one, or name ` +
      "one in CC. Training does without, on WebAssembly",
  );
}

if (import.meta.main) {
  await runTask(
    "build:native",
    buildCommand<Record<never, never>, []>({
      docs: {
        brief: "Compiles the LSTM's kernels for this processor",
        fullDescription:
          "Training takes them up by itself from then on; what a model answers does not depend on them. " +
          "They are built with the compiler that CC names, else cc, gcc or clang.",
      },
      parameters: { flags: {} },
      async func() {
        const own = Deno.env.get("CC");
        const compiler = await buildNative(own === undefined ? COMPILERS : [own]);
        print(`${fileURLToPath(nativeLibrary())} built by ${compiler} for this processor.`);
      },
    }),
  );
}
