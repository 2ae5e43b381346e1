/**
 * A record of what was tried: without it, the best of many results looks like skill.
 *
 * It is the file `trials.jsonl` in the models folder, one JSON object a line, appended to and never rewritten.
 *
 * @module
 */

import { appendFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { fromJson, readIfThere, sha256, writingTo } from "./files.ts";

/** One recipe evaluated on one state of the data. */
export interface Trial {
  /** Hash of the data, hexadecimal. */
  readonly data: string;
  /** Hash of everything that decided the result: {@link recipeHash}. */
  readonly recipe: string;
  /** Sharpe ratios of one session, not annualised, by strategy that it was traded with; none if it was not traded. */
  readonly sharpes?: Readonly<Record<string, number>> | undefined;
  /** Whether it was tested on the untouched slice: a look that cannot be taken back. */
  readonly isFinal?: true | undefined;
}

const trialSchema: z.ZodType<Trial> = z.strictObject({
  data: z.string(),
  recipe: z.string(),
  sharpes: z.record(z.string(), z.number()).optional(),
  isFinal: z.literal(true).optional(),
});

/**
 * Hash of a recipe: equal for equal values, whatever the order of their keys.
 *
 * @param recipe A value that JSON can hold.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(recipeHash({ seed: 1, trees: 100 }), recipeHash({ trees: 100, seed: 1 }));
 * assert.notEqual(recipeHash({ seed: 1 }), recipeHash({ seed: 2 }));
 * ```
 */
export function recipeHash(recipe: unknown): string {
  const sorted = (_: string, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1))
      : value;
  return sha256(new TextEncoder().encode(JSON.stringify(recipe, sorted)));
}

/**
 * Records a trial. The same one again is no further trial, so record every evaluation.
 *
 * A line is one write at the end of the file, so processes that record at the same time lose nothing; it begins on a new
 * line, so that what a killed process left unfinished spoils nothing.
 *
 * @param root The models folder; made when missing.
 */
export async function recordTrial(root: string, trial: Trial): Promise<void> {
  await writingTo(root, "what was tried", async () => {
    await mkdir(root, { recursive: true });
    await appendFile(pathOf(root), `\n${JSON.stringify(trial)}\n`);
  });
}

/**
 * The different recipes tried on one state of the data, or on any where none is named, in the order in which each was first recorded; the Sharpe ratios
 * are the latest of each strategy.
 *
 * @throws {ModelError} If a line is JSON but no trial; one that is no JSON was never finished and is passed over.
 */
export async function readTrials(root: string, data?: string): Promise<Trial[]> {
  const trials = new Map<string, Trial>();
  for (const trial of await readLines(root)) {
    if (data !== undefined && trial.data !== data) continue;
    const sharpes = { ...trials.get(trial.recipe)?.sharpes, ...trial.sharpes };
    trials.set(trial.recipe, Object.keys(sharpes).length === 0 ? trial : { ...trial, sharpes });
  }
  return [...trials.values()];
}

/**
 * How many different recipes were tried on one state of the data.
 *
 * @throws {ModelError} As {@link readTrials}.
 */
export async function countTrials(root: string, data: string): Promise<number> {
  return (await readTrials(root, data)).length;
}

/**
 * How often anything was tested on the untouched slice, whatever and on whatever data.
 *
 * @throws {ModelError} As {@link readTrials}.
 */
export async function countFinalLooks(root: string): Promise<number> {
  return (await readLines(root)).filter(({ isFinal }) => isFinal).length;
}

async function readLines(root: string): Promise<Trial[]> {
  const bytes = await readIfThere(pathOf(root)) ?? new Uint8Array();
  return new TextDecoder().decode(bytes).split("\n").filter(isJson).map((line) =>
    fromJson(pathOf(root), new TextEncoder().encode(line), trialSchema, "a trial in every line")
  );
}

function pathOf(root: string): string {
  return join(root, "trials.jsonl");
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
