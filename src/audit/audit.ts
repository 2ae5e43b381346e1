/**
 * The whole audit.
 *
 * @module
 */

import { type Dataset, type Fold, Random, type Session } from "~/core/mod.ts";
import type { Check } from "./check.ts";
import { checkFit, type Learn } from "./fit.ts";
import { checkFolds, type Embargo } from "./folds.ts";
import { checkLabel } from "./label.ts";
import { checkFutureNoise, checkTruncation, type Subject } from "./past.ts";
import { checkShuffledLabels } from "./shuffle.ts";
import { checkWarmUp } from "./warm_up.ts";

/** What is audited. */
export interface AuditSubject extends Subject {
  /** How the samples are cut, oldest first; what is fitted is checked on the last. */
  readonly folds: readonly Fold[];
  /** The embargo that the folds promise. */
  readonly embargo: Embargo;
  /** How a fold is learned. */
  readonly learn: Learn;
}

/** How it is audited. */
export interface AuditOptions {
  /** Seed of the sessions drawn, the noise, the shuffle and the trees. */
  readonly seed: number;
  /** Sessions at which history is cut and spoilt. @default {3} */
  readonly nCuts?: number;
  /** Threads that grow trees. @default {1} */
  readonly workers?: number;
  /** Called with the share done, 0 to 1, and what is being checked. */
  readonly onProgress?: (done: number, what: string) => void;
}

/** Share of the sessions before the first that may be drawn: something must have come before it. */
const EARLIEST = 0.25;

/**
 * Runs every check.
 *
 * @returns The checks in the order of the data: past, features, folds, fits, labels.
 * @throws {RangeError} If there is no sample or no fold.
 */
export async function audit(subject: AuditSubject, options: AuditOptions): Promise<Check[]> {
  const { seed, nCuts = 3, workers = 1, onProgress = () => {} } = options;
  const { whole, folds, learn } = subject;
  const { dataset } = whole;
  const fold = folds.at(-1);
  if (fold === undefined || dataset.nSamples === 0) {
    throw new RangeError(
      `Cannot audit: samples and folds are wanted, found ${dataset.nSamples} and ${folds.length}`,
    );
  }
  const cuts = drawSessions(dataset, nCuts, seed);
  const steps: readonly (readonly [name: string, run: () => Check | Promise<Check>])[] = [
    ["truncation", () => checkTruncation(subject, cuts)],
    ["future noise", () => checkFutureNoise(subject, cuts, seed)],
    ["warm-up", () => checkWarmUp(whole, cuts)],
    ["folds", () => checkFolds(dataset, folds, subject.embargo)],
    ["fit", () => checkFit(dataset, fold, learn, seed)],
    ["shuffled labels", () => checkShuffledLabels(dataset, fold, learn, seed)],
    ["label from inputs", () => checkLabel(dataset, fold, seed, workers)],
  ];
  const checks: Check[] = [];
  for (const [name, run] of steps) {
    onProgress(checks.length / steps.length, name);
    checks.push(await run());
  }
  onProgress(1, "done");
  return checks;
}

/** Whether nothing leaks and nothing is flagged. */
export function isClear(checks: readonly Check[]): boolean {
  return checks.every(({ outcome }) => outcome === "pass" || outcome === "skipped");
}

/** Sessions of the dataset by lot, ascending. */
function drawSessions({ session }: Dataset, n: number, seed: number): Session[] {
  const sessions = [...new Set(session)];
  const first = Math.floor(EARLIEST * sessions.length);
  const random = new Random(seed);
  const drawn = Array.from({ length: n }, () => sessions[first + random.below(sessions.length - first)]);
  return [...new Set(drawn)].sort((a, b) => a - b);
}
