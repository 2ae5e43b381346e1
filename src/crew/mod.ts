/**
 * Numbered tasks on several threads: a program, the crew that runs it, and memory that threads share.
 *
 * @module
 */

export * from "./do_tasks.ts";
export * from "./serve.ts";
export * from "./shared.ts";
