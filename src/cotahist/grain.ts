/**
 * How much time a COTAHIST file covers, by its name.
 *
 * @module
 */

/** Period of a file. B3 reissues the same sessions: a year supersedes its months, a month its days. */
export type Grain = "year" | "month" | "day";

const GRAINS: Readonly<Record<string, Grain>> = { A: "year", M: "month", D: "day" };

/**
 * The grain that a file's name states.
 *
 * @param names Names to look at, the first that says something counts: B3's own name inside a ZIP, then the
 * file's.
 * @returns `day` when no name says anything: everything supersedes such a file.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(grainOf("COTAHIST_A2016.ZIP"), "year");
 * assert.equal(grainOf("COTAHIST_M012016.ZIP"), "month");
 * assert.equal(grainOf("COTAHIST_D04012016.ZIP"), "day");
 * assert.equal(grainOf("prices.txt"), "day");
 * ```
 */
export function grainOf(...names: readonly string[]): Grain {
  for (const name of names) {
    const letter = /COTAHIST[._]?(?:(A)\d{4}|(M)\d{6}|(D)\d{8})(?!\d)/i.exec(name)?.slice(1).join("");
    if (letter !== undefined) return GRAINS[letter.toUpperCase()];
  }
  return "day";
}
