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
  /** How the samples are cut; none where the sessions do not suffice, and then no fit is checked. */
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
 * @throws {RangeError} If the whole history gives no sample.
 */
export async function audit(subject: AuditSubject, options: AuditOptions): Promise<Check[]> {
  const { seed, nCuts = 3, workers = 1, onProgress = () => {} } = options;
  const { whole, folds, learn } = subject;
  const { dataset } = whole;
  const cuts = drawSessions(dataset, nCuts, seed);
  const last = folds.at(-1);
  const withFold = async (name: string, check: (fold: Fold) => Promise<Check>): Promise<Check> =>
    last === undefined
      ? { name, outcome: "skipped", summary: "there are no folds to learn", evidence: [] }
      : await check(last);
  const steps: readonly (readonly [name: string, run: () => Check | Promise<Check>])[] = [
    ["truncation", () => checkTruncation(subject, cuts)],
    ["future noise", () => checkFutureNoise(subject, cuts, seed)],
    ["warm-up", () => checkWarmUp(whole, cuts)],
    ["folds", () => checkFolds(dataset, folds, subject.embargo)],
    ["fit", () => withFold("fit", (fold) => checkFit(dataset, fold, learn, seed))],
    [
      "shuffled labels",
      () => withFold("shuffled labels", (fold) => checkShuffledLabels(dataset, fold, learn, seed)),
    ],
    [
      "label from inputs",
      () => withFold("label from inputs", (fold) => checkLabel(dataset, fold, seed, workers)),
    ],
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
function drawSessions({ session, nSamples }: Dataset, n: number, seed: number): Session[] {
  if (nSamples === 0) throw new RangeError("Cannot audit: at least one sample is needed, found none");
  const sessions = [...new Set(session)];
  const first = Math.floor(EARLIEST * sessions.length);
  const random = new Random(seed);
  const drawn = Array.from({ length: n }, () => sessions[first + random.below(sessions.length - first)]);
  return [...new Set(drawn)].sort((a, b) => a - b);
}
