/**
 * What came of a decision: the only room that looks ahead. Features cannot import it.
 *
 * @module
 */

export * from "./forward_return.ts";
export * from "./indicator_rule.ts";
export * from "./next_row.ts";
