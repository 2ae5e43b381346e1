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
import { B3Error, ConfigError } from "~/core/mod.ts";

export { buildCommand, buildRouteMap };

/** Exit code for a command that was understood and failed. */
const FAILED = 1;

/** Exit code for a command that was not understood; the library's own codes for that are negative. */
const WRONG_USAGE = 2;

/** A flag that is given or not. */
export const SWITCH = { kind: "boolean", optional: true, withNegated: false } as const;

/** A flag with a text. */
export const TEXT = { kind: "parsed", parse: String, optional: true } as const;

/** A whole number from `least` to `most`, for a flag. */
export function wholeNumber(least: number, most = 4294967295): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new SyntaxError(`a whole number from ${least} to ${most} is wanted`);
    }
    return value;
  };
}

/**
 * Runs a task's command with the process's arguments and sets the exit code.
 *
 * An error is printed as one sentence on standard error; with `B3_DEBUG=1`, with its stack and what caused it.
 */
export async function runTask(name: string, target: Command<CommandContext> | RouteMap<CommandContext>) {
  const config: PartialApplicationConfiguration = {
    name: `deno task ${name}`,
    scanner: { caseStyle: "allow-kebab-for-camel", allowArgumentEscapeSequence: true },
    documentation: { disableAnsiColor: true },
    determineExitCode: (error) => error instanceof ConfigError ? WRONG_USAGE : FAILED,
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
  if (!(error instanceof Error)) return `error: ${error}`;
  const isExpected = error instanceof B3Error;
  const sentence = `${isExpected ? "error" : "unexpected error"}: ${error.message}`;
  if (isDebugging()) return [sentence, ...causes(error)].join("\n");
  return isExpected ? sentence : `${sentence} (B3_DEBUG=1 shows where)`;
}

/** The stack of an error and of whatever caused it. */
function causes(error: unknown): string[] {
  return error instanceof Error ? [error.stack ?? error.message, ...causes(error.cause)] : [];
}

function isDebugging(): boolean {
  const { state } = Deno.permissions.querySync({ name: "env", variable: "B3_DEBUG" });
  return state === "granted" && !["", "0"].includes(Deno.env.get("B3_DEBUG") ?? "");
}
