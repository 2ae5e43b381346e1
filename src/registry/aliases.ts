/**
 * Names that point at a model's versions.
 *
 * @module
 */

import { z } from "zod";
import { aliasesPath, fromJson, readIfThere } from "./files.ts";
import { MODEL_NAME } from "./names.ts";

const name = z.string().regex(MODEL_NAME);
const ALIASES = z.record(name, name);

/**
 * A model's aliases and the versions they point at; none if the file is missing.
 *
 * @throws {ModelError} If the file is damaged.
 */
export async function readAliases(root: string, name: string): Promise<Record<string, string>> {
  const path = aliasesPath(root, name);
  const bytes = await readIfThere(path);
  return bytes === null ? {} : fromJson(path, bytes, ALIASES, "a JSON object of versions by alias");
}
