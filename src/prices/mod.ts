/**
 * Quotes to comparable prices: corporate actions read off the tape, the panel on its price basis, level jumps that
 * nothing explains, and the universe of shares by date.
 *
 * @module
 */

export * from "./actions.ts";
export * from "./panel.ts";
export * from "./universe.ts";
