/**
 * The days of the data beside the days of the calendar.
 *
 * @module
 */

import {
  CALENDAR_YEARS,
  closedBecause,
  formatSession,
  type Session,
  sessionOf,
  sessionsBetween,
} from "~/core/mod.ts";
import { findingOf, type Occurrence, type QualityFinding } from "./finding.ts";

/**
 * Compares the sessions of the data with B3's calendar between the first and the last of them.
 *
 * A calendar year without any data is one finding and an error: what lies before it is not followed by what comes after.
 * Years that the calendar does not speak of are not compared, which is a finding, too.
 *
 * @param sessions Sessions with data, ascending.
 */
export function sessionFindings(sessions: Int32Array): QualityFinding[] {
  const isKnown = (day: Session) => yearOf(day) >= CALENDAR_YEARS.first && yearOf(day) <= CALENDAR_YEARS.last;
  const known = sessions.filter(isKnown);
  const found = [outsideCalendar(sessions.filter((day) => !isKnown(day)))];
  if (known.length > 0) {
    const present = new Set(known);
    // from the first session of all, so that a gap between an unknown year and a known one counts
    const first = Math.max(sessions[0], sessionOf(CALENDAR_YEARS.first, 1, 1));
    const missing = sessionsBetween(first, known[known.length - 1]).filter((day) => !present.has(day));
    const years = new Set(Array.from(known, yearOf));
    const [inYears, inEmptyYears] = [true, false].map((has) =>
      missing.filter((day) => years.has(yearOf(day)) === has)
    );
    found.push(...emptyYears(inEmptyYears), missingSessions(inYears, known), unknownSessions(known));
  }
  return found.filter((finding) => finding !== undefined);
}

function outsideCalendar(days: Int32Array): QualityFinding | undefined {
  if (days.length === 0) return undefined;
  const { first, last } = CALENDAR_YEARS;
  return findingOf(
    { severity: "info", kind: "outside_calendar", what: "a session that the calendar cannot judge" },
    Array.from(days, (session) => ({ session, detail: `it knows ${first} to ${last}` })),
  );
}

function emptyYears(missing: Int32Array): QualityFinding[] {
  const years = Map.groupBy(missing, yearOf);
  return [...years].map(([year, days]) => ({
    severity: "error",
    kind: "missing_year",
    session: days[0],
    message: `The whole year ${year} is missing: ${days.length} sessions without a quote`,
    count: days.length,
    examples: [],
  }));
}

function missingSessions(missing: Int32Array, present: Int32Array): QualityFinding | undefined {
  if (missing.length === 0) return undefined;
  const occurrence = (session: Session): Occurrence => {
    const after = present.findIndex((day) => day > session);
    const before = after === 0 ? "" : `after ${formatSession(present[after - 1])} and `;
    return { session, detail: `the data have nothing ${before}before ${formatSession(present[after])}` };
  };
  return findingOf(
    { severity: "warning", kind: "missing_session", what: "no quote though the calendar has a session" },
    Array.from(missing, occurrence),
  );
}

function unknownSessions(present: Int32Array): QualityFinding | undefined {
  const unknown = Array.from(present).flatMap((session) => {
    const detail = closedBecause(session);
    return detail === undefined ? [] : [{ session, detail }];
  });
  if (unknown.length === 0) return undefined;
  return findingOf(
    { severity: "warning", kind: "unknown_session", what: "quotes though the calendar has no session" },
    unknown,
  );
}

function yearOf(day: Session): number {
  return Number(formatSession(day).slice(0, 4));
}
