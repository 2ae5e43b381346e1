/**
 * B3's calendar: on which days the exchange opens, by rule and without a clock or a network.
 *
 * Where a file of quotes is at hand the file decides: a session exists if it has rows. The rules here agree with every
 * session from 2001 to April 2023; later years follow the law as of 2024.
 *
 * @see B3, "Calendário de negociação"; Lei 14.759/2023 for 20 November.
 *
 * @module
 */

import { formatSession, type Session, sessionOf, weekday } from "./session.ts";

/** The first and the last year that the calendar speaks of. */
export const CALENDAR_YEARS: { readonly first: number; readonly last: number } = { first: 2001, last: 2099 };

/** A holiday of every year, or of those in a range. */
interface Holiday {
  readonly reason: string;
  readonly from?: number;
  readonly to?: number;
}

/** Holidays by month and day. Those of São Paulo closed the exchange until 2021; it has opened on them since. */
const FIXED: readonly (Holiday & { readonly month: number; readonly day: number })[] = [
  { month: 1, day: 1, reason: "New Year" },
  { month: 1, day: 25, reason: "anniversary of São Paulo", to: 2021 },
  { month: 4, day: 21, reason: "Tiradentes" },
  { month: 5, day: 1, reason: "Labour Day" },
  { month: 7, day: 9, reason: "Constitutionalist Revolution", to: 2019 },
  // in 2020 the holiday was brought forward against the pandemic and the exchange stayed open on both days
  { month: 7, day: 9, reason: "Constitutionalist Revolution", from: 2021, to: 2021 },
  { month: 9, day: 7, reason: "Independence" },
  { month: 10, day: 12, reason: "Our Lady of Aparecida" },
  { month: 11, day: 2, reason: "All Souls" },
  { month: 11, day: 15, reason: "Republic" },
  { month: 11, day: 20, reason: "Black Awareness, in São Paulo", from: 2004, to: 2019 },
  { month: 11, day: 20, reason: "Zumbi and Black Awareness", from: 2024 },
  { month: 12, day: 24, reason: "Christmas Eve" },
  { month: 12, day: 25, reason: "Christmas" },
];

/** Holidays by their distance from Easter Sunday, days; on Ash Wednesday the exchange opens, in the afternoon. */
const MOVABLE: readonly { readonly days: number; readonly reason: string }[] = [
  { days: -48, reason: "Carnival" },
  { days: -47, reason: "Carnival" },
  { days: -2, reason: "Good Friday" },
  { days: 60, reason: "Corpus Christi" },
];

/** Days on which the exchange stayed closed once. */
const ONCE: readonly { readonly day: Session; readonly reason: string }[] = [
  { day: sessionOf(2014, 6, 12), reason: "opening of the World Cup in São Paulo" },
];

const FIRST_DAY = sessionOf(CALENDAR_YEARS.first, 1, 1);
const LAST_DAY = sessionOf(CALENDAR_YEARS.last, 12, 31);
const CLOSED: ReadonlyMap<Session, string> = closedDays();

/**
 * Whether the exchange opens on a day.
 *
 * @throws {RangeError} If the day is outside of {@link CALENDAR_YEARS}.
 *
 * @example Ash Wednesday is a session, Carnival is not
 * ```ts
 * import assert from "node:assert/strict";
 * import { parseSession } from "./session.ts";
 * assert.equal(isSession(parseSession("2025-03-04")), false);
 * assert.equal(isSession(parseSession("2025-03-05")), true);
 * ```
 */
export function isSession(day: Session): boolean {
  return closedBecause(day) === undefined;
}

/**
 * Why the exchange is closed on a day, in a few words; `undefined` if it opens.
 *
 * @throws {RangeError} If the day is outside of {@link CALENDAR_YEARS}.
 */
export function closedBecause(day: Session): string | undefined {
  if (!(Number.isInteger(day) && day >= FIRST_DAY && day <= LAST_DAY)) {
    const { first, last } = CALENDAR_YEARS;
    const found = Number.isInteger(day) ? formatSession(day) : day;
    throw new RangeError(
      `Cannot tell whether B3 opens: a day of ${first} to ${last} is wanted, found ${found}`,
    );
  }
  return weekday(day) > 4 ? "weekend" : CLOSED.get(day);
}

/**
 * The sessions of a period, ascending, both ends included; none if it ends before it begins.
 *
 * @throws {RangeError} If an end is outside of {@link CALENDAR_YEARS}.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { formatSession, parseSession } from "./session.ts";
 * const sessions = sessionsBetween(parseSession("2022-12-28"), parseSession("2023-01-03"));
 * assert.deepEqual([...sessions].map(formatSession), ["2022-12-28", "2022-12-29", "2023-01-02", "2023-01-03"]);
 * ```
 */
export function sessionsBetween(from: Session, to: Session): Int32Array {
  for (const end of [from, to]) closedBecause(end);
  const days = Int32Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
  return days.filter(isSession);
}

/**
 * The first session after a day.
 *
 * @throws {RangeError} If it or the day is outside of {@link CALENDAR_YEARS}.
 */
export function nextSession(day: Session): Session {
  closedBecause(day);
  let next = day + 1;
  while (!isSession(next)) next++;
  return next;
}

/** Weekdays and others on which the exchange is closed by rule or once, with the reason. */
function closedDays(): Map<Session, string> {
  const closed = new Map<Session, string>();
  for (let year = CALENDAR_YEARS.first; year <= CALENDAR_YEARS.last; year++) {
    closed.set(lastWeekday(year), "last business day of the year");
    for (const { days, reason } of MOVABLE) closed.set(easter(year) + days, reason);
    for (const { month, day, reason, from = year, to = year } of FIXED) {
      if (from <= year && year <= to) closed.set(sessionOf(year, month, day), reason);
    }
  }
  for (const { day, reason } of ONCE) closed.set(day, reason);
  return closed;
}

function lastWeekday(year: number): Session {
  const last = sessionOf(year, 12, 31);
  return last - Math.max(0, weekday(last) - 4);
}

/**
 * Easter Sunday of the Gregorian calendar.
 *
 * @see Meeus, J. (1998), Astronomical Algorithms, 2nd ed., ch. 8.
 */
function easter(year: number): Session {
  const [century, ofCentury] = [Math.floor(year / 100), year % 100];
  const golden = year % 19;
  const correction = century - Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + correction - Math.floor(century / 4) + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - ofCentury % 4) % 7;
  const shift = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const days = epact + toSunday - 7 * shift + 114;
  return sessionOf(year, Math.floor(days / 31), days % 31 + 1);
}
