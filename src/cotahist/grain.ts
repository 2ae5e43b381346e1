/**
 * How much time a COTAHIST file covers, by its name.
 *
 * @module
 */

/** Period of a file. B3 reissues the same sessions: a year supersedes its months, a month its days. */
export type Grain = "year" | "month" | "day";

/** The grain of a period by the length of its text. */
const GRAINS: Readonly<Record<number, Grain>> = { 4: "year", 7: "month", 10: "day" };

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
  return GRAINS[periodOf(...names)?.length ?? 10];
}

/**
 * The period that a file's name states, as what the dates in it begin with; `null` if no name states one.
 *
 * @param names Names to look at, as for {@link grainOf}.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(periodOf("COTAHIST_A2016.ZIP"), "2016");
 * assert.equal(periodOf("COTAHIST_M012016.ZIP"), "2016-01");
 * assert.equal(periodOf("prices.txt", "COTAHIST_D04012016.ZIP"), "2016-01-04");
 * ```
 */
export function periodOf(...names: readonly string[]): string | null {
  for (const name of names) {
    const stated = /COTAHIST[._]?(?:A|M(\d\d)|D(\d\d)(\d\d))(\d{4})(?!\d)/i.exec(name);
    if (stated === null) continue;
    const [, month, day, monthOfDay, year] = stated;
    return [year, month ?? monthOfDay, day].filter((part) => part !== undefined).join("-");
  }
  return null;
}
