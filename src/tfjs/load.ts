/**
 * Loads the fastest TensorFlow.js that is installed.
 *
 * @module
 */

import { createRequire } from "node:module";
import process from "node:process";
import { fileURLToPath } from "node:url";
import util from "node:util";
import { ConfigError } from "~/core/mod.ts";
import type { TensorFlow } from "./tensor_flow.ts";

/** What computes: TensorFlow's C library, WebAssembly or plain JavaScript; the fastest first. */
export type TensorFlowName = "tfjs-node" | "tfjs-wasm" | "tfjs-cpu";

/** TensorFlow.js, ready to compute. */
export interface LoadedTensorFlow {
  /** The module. */
  readonly tf: TensorFlow;
  /** What computes. */
  readonly name: TensorFlowName;
  /** Why each faster one does not, a sentence each; empty for `tfjs-node`. */
  readonly passedOver: readonly string[];
}

type Require = (name: string) => TensorFlow;

/**
 * Loads TensorFlow.js from the `node_modules` of a folder: `@tensorflow/tfjs-node`, else `@tensorflow/tfjs` with its
 * WebAssembly backend, else with its plain one.
 *
 * Nothing of it is read before this is called. The process has one TensorFlow.js: loading again gives the same module.
 * It needs the permissions to read the folder and the environment; `tfjs-node` also foreign functions of the folder.
 *
 * @param folder A `file:` URL that ends with a slash; see `tensorFlowFolder`.
 * @throws {ConfigError} If there is none that loads.
 */
export async function loadTensorFlow(folder: URL): Promise<LoadedTensorFlow> {
  const require: Require = createRequire(new URL("package.json", folder));
  const ways: Readonly<Record<TensorFlowName, () => Promise<TensorFlow>>> = {
    "tfjs-node": () => tensorFlowNode(require),
    "tfjs-wasm": () => tensorFlowWasm(require),
    "tfjs-cpu": async () => await withBackend("cpu", require("@tensorflow/tfjs")),
  };
  const passedOver: string[] = [];
  for (const name of Object.keys(ways) as TensorFlowName[]) {
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
async function tensorFlowNode(require: Require): Promise<TensorFlow> {
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
  restoreUtil();
  return await withBackend("tensorflow", require("@tensorflow/tfjs-node"));
}

/** `@tensorflow/tfjs` with its WebAssembly backend. */
async function tensorFlowWasm(require: Require): Promise<TensorFlow> {
  const tf = require("@tensorflow/tfjs");
  require("@tensorflow/tfjs-backend-wasm");
  return await withBackend("wasm", tf);
}

/** Gives `node:util` back what Node.js removed in version 23 and `tfjs-node` 4.22.0 still calls. */
function restoreUtil(): void {
  const old: Record<string, unknown> = {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  };
  Object.assign(util, { ...old, ...util });
}

async function withBackend(name: string, tf: TensorFlow): Promise<TensorFlow> {
  if (!await tf.setBackend(name)) throw new Error(`its backend "${name}" does not start`);
  return tf;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).trim().split("\n", 1)[0];
}
