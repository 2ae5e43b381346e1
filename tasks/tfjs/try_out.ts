/**
 * A small training with the TensorFlow.js of a folder, in a process of its own.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { ConfigError } from "~/core/mod.ts";
import { runChild } from "./child.ts";
import type { Smoke } from "./smoke.ts";

/**
 * Trains, with no more permissions than loading TensorFlow.js takes.
 *
 * @throws {ConfigError} If it ends badly or learns nothing.
 */
export async function tryOut(folder: string): Promise<Smoke> {
  const smoke = fileURLToPath(new URL("./smoke.ts", import.meta.url));
  const variables = "--allow-env=B3_TFJS,TF_CPP_MIN_LOG_LEVEL";
  const permissions = ["--no-prompt", "--allow-read", variables, `--allow-ffi=${folder}`];
  const child = await runChild(Deno.execPath(), ["run", "--quiet", ...permissions, smoke], {
    env: { B3_TFJS: folder },
  });
  if (!child.ok) throw new ConfigError(`Cannot train with the TensorFlow.js in ${folder}: ${child.reason}`);
  const tried: Smoke = JSON.parse(child.stdout.trim().split("\n").at(-1) ?? "");
  const { losses } = tried;
  if (!(losses[losses.length - 1] < losses[0])) {
    throw new ConfigError(`TensorFlow.js in ${folder} does not learn: losses are ${losses.join(", ")}`);
  }
  return tried;
}
