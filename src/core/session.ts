/**
 * B3 sessions as whole days since 1970-01-01, the form every column of sessions has.
 *
 * Plain integer arithmetic on the proleptic Gregorian calendar: no clock, no time zone, no `Date`.
 *
 * @module
 */

/** A trading day as days since 1970-01-01. */
export type Session = number;

/**
 * Converts a civil date to days since 1970-01-01.
 *
 * @param year Four-digit year.
 * @param month Month, 1 to 12.
 * @param day Day of the month, from 1.
 * @returns The session, or `NaN` if there is no such date.
 * @see Hinnant, H. "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
 *
 * @example A leap day exists only in leap years
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(sessionOf(2020, 2, 29), 18321);
 * assert.equal(sessionOf(2021, 2, 29), NaN);
 * ```
 */
export function sessionOf(year: number, month: number, day: number): Session {
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month))) return NaN;
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

/**
 * Reads a session written as `YYYY-MM-DD` or `YYYYMMDD`.
 *
 * @param text The date.
 * @returns The session, or `NaN` if the text is not a date.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(parseSession("2022-12-29"), parseSession("20221229"));
 * assert.equal(parseSession("2022-13-01"), NaN);
 * ```
 */
export function parseSession(text: string): Session {
  const [, year, month, day] = /^(\d{4})(-?)(\d{2})\2(\d{2})$/.exec(text)?.toSpliced(2, 1) ?? [];
  return year === undefined ? NaN : sessionOf(Number(year), Number(month), Number(day));
}

/**
 * Writes a session as `YYYY-MM-DD`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(formatSession(parseSession("2016-02-29")), "2016-02-29");
 * ```
 */
export function formatSession(session: Session): string {
  const days = session + 719468;
  const era = Math.floor(days / 146097);
  const dayOfEra = days - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted + (shifted < 10 ? 3 : -9);
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/**
 * The weekday of a session.
 *
 * @returns 0 for Monday to 6 for Sunday.
 */
export function weekday(session: Session): number {
  return ((session + 3) % 7 + 7) % 7;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
