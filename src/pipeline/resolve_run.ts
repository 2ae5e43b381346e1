/**
 * Runs from files and flags, checked and completed.
 *
 * @module
 */

import { readFile } from "node:fs/promises";
import { ConfigError, NotFoundError } from "~/core/mod.ts";
import { withOwnNames } from "./own_names.ts";
import type { Run, RunInput } from "./run.ts";
import { RUN } from "./run_schema.ts";

/**
 * Checks a run and fills in defaults.
 *
 * @param input What is given; `overrides` win over it, group by group.
 * @throws {ConfigError} If a value is wrong or a name unknown, each named with its path, or something is said twice.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(resolveRun({}, { label: { horizon: 5 } }).label.horizon, 5);
 * assert.throws(() => resolveRun({ sead: 1 }), /sead/);
 * ```
 */
export function resolveRun(input: unknown, overrides: RunInput = {}, source = "the run"): Run {
  const result = RUN.safeParse(merge(withOwnNames(input, source), overrides));
  if (result.success) return result.data;
  const issues = result.error.issues.map((issue) => `${issue.path.join(".") || "it"}: ${issue.message}`);
  throw new ConfigError(`Cannot use ${source}: ${issues.join("; ")}`);
}

/**
 * Reads a run file.
 *
 * @throws {NotFoundError} If there is no such file.
 * @throws {ConfigError} If it is not JSON or not a run.
 */
export async function readRun(path: string, overrides: RunInput = {}): Promise<Run> {
  const text = await readFile(path, "utf8").catch((cause) => {
    throw new NotFoundError(`Cannot read run file ${path}: there is none`, { cause });
  });
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch (cause) {
    throw new ConfigError(`Cannot use ${path}: it is not JSON, ${(cause as Error).message}`, { cause });
  }
  return resolveRun(input, overrides, path);
}

/** `overrides` over `input`, one level deep: the groups of a run are flat. An entry without a value takes one away. */
function merge(input: unknown, overrides: RunInput): unknown {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return input;
  const merged: Record<string, unknown> = { ...input };
  for (const [key, value] of Object.entries(overrides)) {
    const isGroup = typeof value === "object" && value !== null;
    merged[key] = isGroup ? withoutGaps({ ...(merged[key] as Record<string, unknown>), ...value }) : value;
  }
  return merged;
}

function withoutGaps(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
