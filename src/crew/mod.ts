/**
 * Several threads: a crew for numbered tasks, a team for rounds of short ones, and memory that threads share.
 *
 * @module
 */

export * from "./do_tasks.ts";
export * from "./give_way.ts";
export { join } from "./join.ts";
export * from "./serve.ts";
export * from "./shared.ts";
export type { Task } from "./rounds.ts";
export { assemble, type Duty, type Team } from "./team.ts";
