/**
 * What there is in a models folder.
 *
 * @module
 */

import { join } from "node:path";
import { foldersIn } from "./files.ts";

/** Names of the models that have a version, sorted; none if the folder is missing. */
export async function listModels(root: string): Promise<string[]> {
  const names = await foldersIn(root);
  const versions = await Promise.all(names.map((name) => listVersions(root, name)));
  return names.filter((_, i) => versions[i].length > 0);
}

/** A model's versions, oldest data first, whole or damaged. */
export async function listVersions(root: string, name: string): Promise<string[]> {
  return await foldersIn(join(root, name));
}
