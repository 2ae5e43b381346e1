/**
 * Loads the fastest TensorFlow.js that is installed.
 *
 * @module
 */

import { createRequire, Module } from "node:module";
import process from "node:process";
import { fileURLToPath } from "node:url";
import util from "node:util";
import { ConfigError } from "~/core/mod.ts";
import { tensorFlowFolder } from "./folder.ts";
import type { TensorFlow } from "./tensor_flow.ts";

/** What computes: TensorFlow's C library, WebAssembly or plain JavaScript; the fastest first. */
export const TENSORFLOW_NAMES = ["tfjs-node", "tfjs-wasm", "tfjs-cpu"] as const;

/** One of `TENSORFLOW_NAMES`. */
export type TensorFlowName = typeof TENSORFLOW_NAMES[number];

/** TensorFlow.js, ready to compute. */
export interface LoadedTensorFlow {
  /** The module. */
  readonly tf: TensorFlow;
  /** What computes. */
  readonly name: TensorFlowName;
  /** Why each that was tried before does not, a sentence each; empty if the first one does. */
  readonly passedOver: readonly string[];
}

type Require = (name: string) => TensorFlow;

/**
 * Loads TensorFlow.js from the `node_modules` of a folder: `@tensorflow/tfjs-node`, else `@tensorflow/tfjs` with its
 * WebAssembly backend, else with its plain one.
 *
 * Nothing of it is read before this is called; then it takes about .3 s and 350 MB of memory for `tfjs-node`, .1 s and
 * 50 MB for the others. The process has one TensorFlow.js: loading again gives the same module, with the backend that
 * was loaded last. TensorFlow's library says two lines on standard error when it starts, which nothing keeps it from.
 *
 * Permissions, all of them: to read the folder (`--allow-read`), for `tfjs-node` its foreign functions
 * (`--allow-ffi=optional`, or whatever `B3_TFJS` names) and one variable, `TF_CPP_MIN_LOG_LEVEL`. Nothing is written, no
 * network, program or system information is asked for. Where a permission is missing, the next one is tried.
 *
 * @param folder A `file:` URL that ends with a slash. @default {tensorFlowFolder()}
 * @param names What to try, in this order. @default {TENSORFLOW_NAMES}
 * @throws {ConfigError} If there is none that loads.
 */
export async function loadTensorFlow(
  folder: URL = tensorFlowFolder(),
  names: readonly TensorFlowName[] = TENSORFLOW_NAMES,
): Promise<LoadedTensorFlow> {
  const home = new URL("package.json", folder);
  const require: Require = createRequire(home);
  const ways: Readonly<Record<TensorFlowName, () => Promise<TensorFlow>>> = {
    "tfjs-node": () => tensorFlowNode(home),
    "tfjs-wasm": () => tensorFlowWasm(require),
    "tfjs-cpu": async () => await withBackend("cpu", require("@tensorflow/tfjs")),
  };
  const passedOver: string[] = [];
  for (const name of names) {
    try {
      return { tf: await ways[name](), name, passedOver };
    } catch (error) {
      passedOver.push(`${name}: ${firstLine(error)}`);
    }
  }
  throw new ConfigError(
    `Cannot load TensorFlow.js: none is installed in ${fileURLToPath(folder)} that loads ` +
      `(${passedOver.join("; ")}); run deno task setup:tfjs-node`,
  );
}

/** `@tensorflow/tfjs-node`, whose log is kept to errors. */
async function tensorFlowNode(home: URL): Promise<TensorFlow> {
  const require = createRequire(home);
  const entry = require.resolve("@tensorflow/tfjs-node");
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
  restoreUtil();
  tellWhereAddonIs(createRequire(entry));
  return await withBackend("tensorflow", require(entry));
}

/** `@tensorflow/tfjs` with its WebAssembly backend. */
async function tensorFlowWasm(require: Require): Promise<TensorFlow> {
  const tf = require("@tensorflow/tfjs");
  require("@tensorflow/tfjs-backend-wasm");
  return await withBackend("wasm", tf);
}

/** Gives `node:util` back the two functions that newer Node.js lacks and `tfjs-node` 4.22.0 calls as it computes. */
function restoreUtil(): void {
  const lost = {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  };
  for (const [name, value] of Object.entries(lost)) {
    if (!(name in util)) Object.defineProperty(util, name, { value, configurable: true, writable: true });
  }
}

/**
 * Answers `tfjs-node`'s only question to `node-pre-gyp`, where its addon is, instead of that installer, which reads all
 * environment variables to do so.
 */
function tellWhereAddonIs(require: ReturnType<typeof createRequire>): void {
  const installer = require.resolve("@mapbox/node-pre-gyp");
  const answer = new Module(installer);
  answer.exports = { find: () => require.resolve("../lib/napi-v8/tfjs_binding.node") };
  answer.loaded = true;
  require.cache[installer] ??= answer;
}

async function withBackend(name: string, tf: TensorFlow): Promise<TensorFlow> {
  if (!await tf.setBackend(name)) throw new Error(`its backend "${name}" does not start`);
  return tf;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).trim().split("\n", 1)[0];
}
