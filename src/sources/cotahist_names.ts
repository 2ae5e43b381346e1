/**
 * The names under which B3 publishes COTAHIST files.
 *
 * @module
 */

import { ConfigError, formatSession, parseSession, sessionOf, weekday } from "~/core/mod.ts";
import type { Grain } from "~/cotahist/mod.ts";

/** How a period is written, and in what its parts are counted. */
const FORMS: Readonly<Record<Grain, { readonly digits: number; readonly text: string }>> = {
  year: { digits: 4, text: "YYYY" },
  month: { digits: 6, text: "YYYYMM" },
  day: { digits: 8, text: "YYYYMMDD" },
};

/** First year whose quotes are in a currency that was worth something the next day. */
const FIRST_YEAR = 1995;

/**
 * Names of the yearly, monthly or daily files of a period, oldest first. Saturdays and Sundays are left out; other days
 * without a session are not.
 *
 * @param grain What each file covers.
 * @param period One, or the first and the last with a hyphen between: `2015-2023` for years, `202401-202403` for months,
 * `20241104-20241108` for days.
 * @throws {ConfigError} If the text is no such period, from 1995 on, or only a weekend.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(cotahistNames("year", "2015-2016"), ["COTAHIST_A2015.ZIP", "COTAHIST_A2016.ZIP"]);
 * assert.deepEqual(cotahistNames("month", "202402"), ["COTAHIST_M022024.ZIP"]);
 * assert.deepEqual(cotahistNames("day", "20241108"), ["COTAHIST_D08112024.ZIP"]);
 * ```
 */
export function cotahistNames(grain: Grain, period: string): string[] {
  const { digits, text } = FORMS[grain];
  const parts = period.split("-");
  const [first, last] = [parts[0], parts.at(-1) ?? ""];
  const isPeriod = parts.length <= 2 && parts.every((part) => isDate(part, digits)) && first <= last;
  if (!isPeriod) {
    throw new ConfigError(
      `Cannot read the ${grain}s "${period}": ${text} or ${text}-${text} is wanted, from ${FIRST_YEAR} on, the first not after the last`,
    );
  }
  if (grain === "year") return range(Number(first), Number(last)).map((year) => `COTAHIST_A${year}.ZIP`);
  if (grain === "month") {
    return range(monthNumber(first), monthNumber(last)).map((month) =>
      `COTAHIST_M${two(month % 12 + 1)}${Math.floor(month / 12)}.ZIP`
    );
  }
  const days = range(parseSession(first), parseSession(last)).filter((day) => weekday(day) < 5);
  if (days.length === 0) {
    throw new ConfigError(`Cannot read the days "${period}": a Monday to Friday is wanted, found none`);
  }
  return days.map((day) => {
    const [year, month, date] = formatSession(day).split("-");
    return `COTAHIST_D${date}${month}${year}.ZIP`;
  });
}

function isDate(text: string, digits: number): boolean {
  if (!/^\d+$/.test(text) || text.length !== digits || Number(text.slice(0, 4)) < FIRST_YEAR) return false;
  const [month, day] = [text.slice(4, 6) || "1", text.slice(6) || "1"];
  return !Number.isNaN(sessionOf(Number(text.slice(0, 4)), Number(month), Number(day)));
}

function monthNumber(text: string): number {
  return Number(text.slice(0, 4)) * 12 + Number(text.slice(4)) - 1;
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

function two(n: number): string {
  return String(n).padStart(2, "0");
}
