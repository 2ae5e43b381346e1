/**
 * Where TensorFlow.js is, if it is installed.
 *
 * @module
 */

import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * The folder that TensorFlow.js is installed into: the one in the environment variable `B3_TFJS`, else `optional/tfjs`
 * beside the project's `deno.json`.
 *
 * @returns A `file:` URL that ends with a slash; whether anything is there is not looked at.
 */
export function tensorFlowFolder(): URL {
  const folder = Deno.env.get("B3_TFJS");
  return folder ? pathToFileURL(resolve(folder) + "/") : new URL("../../optional/tfjs/", import.meta.url);
}
