/**
 * Which COTAHIST files there are.
 *
 * @module
 */

import { readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { isMissing, NotFoundError } from "~/core/mod.ts";
import { type Grain, grainOf } from "~/cotahist/mod.ts";

const SUB_FOLDER = "cotahist";
const RANK: Readonly<Record<Grain, number>> = { day: 0, month: 1, year: 2 };

/**
 * COTAHIST files at a path, in the order to load them: days, then months, then years, each by name, so that
 * what is loaded later supersedes what was loaded before.
 *
 * @param path A file, whatever its name; or a folder, in which files named `COTAHIST*.ZIP` and
 * `COTAHIST*.TXT` count, in capitals or not, and those in its sub-folder `cotahist`.
 * @returns Paths, at least one.
 * @throws {NotFoundError} If there is nothing at the path or no such file in the folder.
 */
export async function cotahistFiles(path: string): Promise<string[]> {
  const found = await stat(path).catch((cause) => {
    if (!isMissing(cause)) throw cause;
    throw new NotFoundError(`Cannot find "${path}": a file or folder is wanted, found nothing there`, {
      cause,
    });
  });
  if (!found.isDirectory()) return [path];
  const files = [...await filesIn(path), ...await filesIn(join(path, SUB_FOLDER))];
  if (files.length === 0) {
    throw new NotFoundError(
      `Cannot find COTAHIST files: COTAHIST*.ZIP or COTAHIST*.TXT are wanted in "${path}" or its folder "${SUB_FOLDER}", ` +
        "found none",
    );
  }
  return files.sort(compareFiles);
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error) => {
    if (isMissing(error)) return [];
    throw error;
  });
  return entries
    .filter((entry) => !entry.isDirectory() && /^COTAHIST.*\.(ZIP|TXT)$/i.test(entry.name))
    .map((entry) => join(folder, entry.name));
}

function compareFiles(a: string, b: string): number {
  return RANK[grainOf(basename(a))] - RANK[grainOf(basename(b))] || compareTexts(basename(a), basename(b)) ||
    compareTexts(a, b);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
