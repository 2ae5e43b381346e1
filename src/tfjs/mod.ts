/**
 * TensorFlow.js, which is not part of the default installation: loaded only when somebody asks for it.
 *
 * `deno task setup:tfjs-node` installs it into a folder of its own.
 *
 * @module
 */

export * from "./folder.ts";
export * from "./load.ts";
export * from "./tensor_flow.ts";
