/**
 * Where B3's own files are, for tests that compare with them.
 *
 * @module
 */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The folder named by the environment variable `B3_DATA`, or else `shared/data` beside the repository, if it holds
 * `official/` (files as B3 published them) and `cotahist/` (yearly files); `undefined` if it does not.
 *
 * Tests that need it are declared with `ignore: REAL_DATA === undefined`.
 */
export const REAL_DATA: string | undefined = [
  Deno.env.get("B3_DATA") ?? fileURLToPath(new URL("../../shared/data", import.meta.url)),
].find((folder) => ["official", "cotahist"].every((name) => existsSync(join(folder, name))));
