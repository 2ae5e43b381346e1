/**
 * Whether TensorFlow.js is installed, for tests that compare with it.
 *
 * @module
 */

import { existsSync } from "node:fs";
import { tensorFlowFolder } from "~/tfjs/mod.ts";

const isAbsent = !existsSync(new URL("node_modules/@tensorflow", tensorFlowFolder()));

/**
 * Declares a test that needs TensorFlow.js, in `optional/tfjs` or where `B3_TFJS` says; without it the test is ignored and
 * its name says why.
 */
export function testWithTensorFlow(name: string, fn: () => void | Promise<void>): void {
  const reason = isAbsent ? " (ignored: deno task setup:tfjs-node has not been run)" : "";
  Deno.test({ name: name + reason, ignore: isAbsent, fn });
}
