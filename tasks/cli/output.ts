/**
 * What tasks print: results on standard output, progress on standard error.
 *
 * @module
 */

import cliProgress from "cli-progress";
import process from "node:process";
import { type Finding, formatSession } from "~/core/mod.ts";

/** Prints lines of text. */
export function print(...lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => line + "\n").join(""));
}

/** Prints a warning on standard error. */
export function warn(message: string): void {
  if (said.has(message)) return;
  said.add(message);
  process.stderr.write(`warning: ${message}\n`);
}

/** Warnings so far; once is enough. */
const said = new Set<string>();

/** Prints one JSON value on a line of its own. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value));
}

/** A finding with its session as a date, for JSON. */
export function findingJson({ session, ...finding }: Finding) {
  return session === undefined ? finding : { ...finding, session: formatSession(session) };
}

/**
 * Lays rows out in columns; numbers to the right.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(table(["who", "n"], [["a", "10"], ["bcde", "9"]]), ["who    n", "----  --", "a     10", "bcde   9"]);
 * ```
 */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((name, j) => Math.max(name.length, ...rows.map((row) => row[j].length)));
  const isNumber = head.map((_, j) => rows.every((row) => /^[-+]?[\d.,]*( ?%)?$|^-$/.test(row[j].trim())));
  const line = (cells: readonly string[]) =>
    cells.map((cell, j) => isNumber[j] ? cell.padStart(widths[j]) : cell.padEnd(widths[j])).join("  ")
      .trimEnd();
  return [line(head), widths.map((width) => "-".repeat(width)).join("  "), ...rows.map(line)];
}

/** A running display of how far a long job is. */
export interface Progress {
  update(done: number, what: string): void;
  stop(): void;
}

/** A progress bar on standard error; plain lines where that is no terminal. */
export function progress(label: string): Progress {
  const bar = new cliProgress.SingleBar({
    format: `${label} {bar} {percentage}% | {duration_formatted}{left} | {what}`,
    barsize: 24,
    hideCursor: true,
    noTTYOutput: true,
    notTTYSchedule: 5000,
    stopOnComplete: false,
  }, cliProgress.Presets.legacy);
  const began = performance.now();
  bar.start(1000, 0, { what: "", left: "" });
  return {
    update: (done, what) => {
      bar.update(Math.round(done * 1000), { what, left: timeLeft(done, (performance.now() - began) / 1000) });
    },
    stop: () => bar.stop(),
  };
}

/** How long the rest will take if it goes on like this; nothing while that is a guess. */
export function timeLeft(done: number, seconds: number): string {
  if (done < 0.02 || done >= 1 || seconds < 5) return "";
  const left = Math.ceil(seconds * (1 - done) / done);
  return left < 60 ? `, ${left}s to go` : `, ${Math.floor(left / 60)}m${left % 60}s to go`;
}

/** Runs a job under a progress bar that is gone, or at its end, whatever becomes of the job. */
export async function withProgress<T>(
  label: string,
  job: (update: Progress["update"]) => Promise<T>,
): Promise<T> {
  const bar = progress(label);
  try {
    return await job(bar.update);
  } finally {
    bar.stop();
  }
}
