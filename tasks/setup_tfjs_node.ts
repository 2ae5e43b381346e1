/**
 * `deno task setup:tfjs-node`: installs TensorFlow.js, which the LSTM can compute with, into a folder of its own.
 *
 * @module
 */

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ConfigError } from "~/core/mod.ts";
import { tensorFlowFolder } from "~/tfjs/mod.ts";
import { buildCommand, runTask } from "./cli/command.ts";
import { print } from "./cli/output.ts";
import { buildAddon, hasAddon } from "./tfjs/addon.ts";
import { runChild } from "./tfjs/child.ts";
import type { Smoke } from "./tfjs/smoke.ts";

/** The package whose install script fetches the native part. */
const TFJS_NODE = "npm:@tensorflow/tfjs-node@4.22.0";

/** What is installed; the headers are for building the native part. */
const CONFIG = {
  nodeModulesDir: "manual",
  imports: {
    "@tensorflow/tfjs": "npm:@tensorflow/tfjs@4.22.0",
    "@tensorflow/tfjs-backend-wasm": "npm:@tensorflow/tfjs-backend-wasm@4.22.0",
    "@tensorflow/tfjs-node": TFJS_NODE,
    "node-api-headers": "npm:node-api-headers@1.9.0",
  },
};

/** What each way of computing is called in a sentence. */
const WORDS: Readonly<Record<string, string>> = {
  "tfjs-node": "TensorFlow's C library (tfjs-node)",
  "tfjs-wasm": "WebAssembly (plain @tensorflow/tfjs, several times slower than tfjs-node)",
  "tfjs-cpu": "plain JavaScript (@tensorflow/tfjs, slow: for small shapes only)",
};

await runTask(
  "setup:tfjs-node",
  buildCommand<Record<never, never>, []>({
    docs: {
      brief: "Installs TensorFlow.js, an optional backend of the LSTM, into optional/tfjs",
      fullDescription:
        "Installs @tensorflow/tfjs, its WebAssembly backend and @tensorflow/tfjs-node, about 1 GB, into " +
        "optional/tfjs or the folder in B3_TFJS. The native part of tfjs-node comes by the package's own " +
        "install script; where its host is not reached, it is built with g++ against the C library of PyPI's " +
        "tensorflow-cpu (by pip); where that fails too, plain TensorFlow.js is what there is. Run again, it " +
        "does only what is missing. It ends with a small training.",
    },
    parameters: {},
    async func() {
      const folder = fileURLToPath(tensorFlowFolder());
      await installPackages(folder);
      await installAddon(folder);
      await tryOut(folder);
    },
  }),
);

/** Installs the packages without their scripts; quick if they are there. */
async function installPackages(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "deno.json"), JSON.stringify(CONFIG, null, 2) + "\n");
  print(`Installing TensorFlow.js into ${folder}`);
  const { ok, reason } = await runChild(Deno.execPath(), ["install", "--quiet"], { cwd: folder });
  if (!ok) throw new ConfigError(`Cannot install TensorFlow.js into ${folder}: ${reason}`);
}

/** Gets the native part of tfjs-node one way or the other, and says which, or why neither worked. */
async function installAddon(folder: string): Promise<void> {
  if (await hasAddon(folder)) return print("The native part of tfjs-node is there already");
  print("Fetching the native part by the install script of the package");
  const script = await runChild(Deno.execPath(), ["install", `--allow-scripts=${TFJS_NODE}`], {
    cwd: folder,
  });
  if (await hasAddon(folder)) return;
  print(`It did not come: ${/Error: .*/.exec(script.reason)?.[0] ?? script.reason}`);
  const why = await buildAddon(folder, (step) => print(`Building it instead: ${step}`));
  if (why !== undefined) print(`It cannot be built either: ${why}`);
}

/** Trains a tiny model in a child process and says what computed it. */
async function tryOut(folder: string): Promise<void> {
  const smoke = fileURLToPath(new URL("./tfjs/smoke.ts", import.meta.url));
  const permissions = ["--no-prompt", "--allow-read", "--allow-env", "--allow-sys", `--allow-ffi=${folder}`];
  const child = await runChild(Deno.execPath(), ["run", "--quiet", ...permissions, smoke], {
    env: { B3_TFJS: folder },
  });
  if (!child.ok) throw new ConfigError(`Cannot train with the TensorFlow.js in ${folder}: ${child.reason}`);
  const { name, passedOver, losses }: Smoke = JSON.parse(child.stdout.trim().split("\n").at(-1) ?? "");
  const [first, last] = [losses[0], losses[losses.length - 1]];
  if (!(last < first)) throw new ConfigError(`TensorFlow.js in ${folder} does not learn: ${losses}`);
  for (const reason of passedOver) print(`Not used, ${reason}`);
  print(
    `TensorFlow.js works: it computes with ${
      WORDS[name]
    }; ${losses.length} steps of a tiny LSTM brought its loss from ` +
      `${first.toFixed(4)} to ${last.toFixed(4)}`,
  );
}
