/**
 * One task, one command: flags, help, errors for people, exit codes 0 (ok), 1 (failed), 2 (wrong usage).
 *
 * @module
 */

import {
  buildApplication,
  buildCommand,
  buildRouteMap,
  type Command,
  type CommandContext,
  type PartialApplicationConfiguration,
  type RouteMap,
  run,
  type StricliProcess,
  text_en,
} from "@stricli/core";
import process from "node:process";
import { B3Error } from "~/core/mod.ts";

export { buildCommand, buildRouteMap };

/** Exit code for a command that was not understood; the library's own codes for that are negative. */
const WRONG_USAGE = 2;

/** A flag that is given or not. */
export const SWITCH = { kind: "boolean", optional: true, withNegated: false } as const;

/** A flag with a text. */
export const TEXT = { kind: "parsed", parse: String, optional: true } as const;

/** A whole number of at least `least`, for a flag. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least) throw new SyntaxError(`a whole number >= ${least} is wanted`);
    return value;
  };
}

/**
 * Runs a task's command with the process's arguments and sets the exit code.
 *
 * An expected error is printed as one sentence on standard error; the stack of any other is a bug worth reporting and is
 * shown when `B3_DEBUG` is set.
 */
export async function runTask(name: string, target: Command<CommandContext> | RouteMap<CommandContext>) {
  const config: PartialApplicationConfiguration = {
    name: `deno task ${name}`,
    scanner: { caseStyle: "allow-kebab-for-camel", allowArgumentEscapeSequence: true },
    documentation: { disableAnsiColor: true },
    localization: {
      text: { ...text_en, exceptionWhileRunningCommand: describeError, commandErrorResult: describeError },
    },
  };
  const app = "loader" in target ? buildApplication(target, config) : buildApplication(target, config);
  const host: StricliProcess = { stdout: process.stdout, stderr: process.stderr, exitCode: null };
  await run(app, Deno.args, { process: host });
  const code = Number(host.exitCode ?? 0);
  if (code !== 0) Deno.exitCode = code < 0 ? WRONG_USAGE : code;
}

function describeError(error: unknown): string {
  if (error instanceof B3Error) return `error: ${error.message}`;
  if (!(error instanceof Error)) return `error: ${error}`;
  return isDebugging() ? error.stack ?? error.message : `unexpected error: ${error.message}`;
}

function isDebugging(): boolean {
  const { state } = Deno.permissions.querySync({ name: "env", variable: "B3_DEBUG" });
  return state === "granted" && Deno.env.has("B3_DEBUG");
}
