import assert from "node:assert/strict";
import { join } from "node:path";
import {
  CALENDAR_YEARS,
  closedBecause,
  formatSession,
  isSession,
  nextSession,
  parseSession,
  sessionOf,
  sessionsBetween,
  weekday,
} from "~/core/mod.ts";
import { readCotahist } from "~/cotahist/mod.ts";
import { cotahistFiles, fileSource } from "~/sources/mod.ts";
import { REAL_DATA } from "../real_data.ts";
import { CLOSED_WEEKDAYS, LAST_KNOWN_DAY } from "./closed_weekdays.ts";

const dates = (from: string, to: string) =>
  [...sessionsBetween(parseSession(from), parseSession(to))].map(formatSession);
const weekdaysWithout = (year: number, closed: string) => {
  const days = [];
  for (let day = sessionOf(year, 1, 1); day <= sessionOf(year, 12, 31); day++) {
    const text = formatSession(day);
    if (weekday(day) < 5 && !closed.split(" ").includes(text.slice(5))) days.push(text);
  }
  return days;
};

Deno.test("sessionsBetween() is every day on which shares traded from 2001 to April 2023, and no other", () => {
  const traded = Object.entries(CLOSED_WEEKDAYS)
    .flatMap(([year, closed]) => weekdaysWithout(Number(year), closed))
    .filter((day) => day <= LAST_KNOWN_DAY);
  assert.equal(traded.length, 5528);
  assert.deepEqual(dates("2001-01-01", LAST_KNOWN_DAY), traded);
});

// B3's calendars as published in December of the year before, 20 November 2024 as added after the law
const PUBLISHED: Readonly<Record<number, string>> = {
  2024: "01-01 02-12 02-13 03-29 05-01 05-30 11-15 11-20 12-24 12-25 12-31",
  2025: "01-01 03-03 03-04 04-18 04-21 05-01 06-19 11-20 12-24 12-25 12-31",
};

Deno.test("sessionsBetween() agrees with the calendars that B3 published for 2024 and 2025", () => {
  for (const [year, closed] of Object.entries(PUBLISHED)) {
    assert.deepEqual(dates(`${year}-01-01`, `${year}-12-31`), weekdaysWithout(Number(year), closed), year);
  }
});

Deno.test("closedBecause() gives the reason of a day without trading", () => {
  const reasons: Readonly<Record<string, string | undefined>> = {
    "2014-06-12": "opening of the World Cup in São Paulo",
    "2014-06-13": undefined,
    "2020-07-09": undefined, // the pandemic
    "2021-07-09": "Constitutionalist Revolution",
    "2022-01-25": undefined, // open on the city's holidays from 2022 on
    "2003-11-20": undefined,
    "2019-11-20": "Black Awareness, in São Paulo",
    "2020-11-20": undefined,
    "2023-11-20": undefined,
    "2024-11-20": "Zumbi and Black Awareness",
    "2030-03-06": undefined, // Ash Wednesday
    "2030-03-05": "Carnival",
    "2030-04-19": "Good Friday",
    "2030-06-20": "Corpus Christi",
    "2022-12-30": "last business day of the year",
    "2022-12-31": "weekend",
    "2001-01-01": "New Year",
    "2099-12-31": "last business day of the year",
  };
  for (const [day, reason] of Object.entries(reasons)) {
    assert.equal(closedBecause(parseSession(day)), reason, day);
    assert.equal(isSession(parseSession(day)), reason === undefined, day);
  }
});

Deno.test("closedBecause() knows Easter: dates of a century by the almanac", () => {
  const sundays = [
    "2001-04-15",
    "2008-03-23",
    "2011-04-24",
    "2019-04-21",
    "2038-04-25",
    "2049-04-18",
    "2076-04-19",
  ];
  for (const sunday of sundays) {
    assert.equal(closedBecause(parseSession(sunday) - 2), "Good Friday", sunday);
    assert.equal(closedBecause(parseSession(sunday) - 46), undefined, sunday);
  }
});

Deno.test("sessionsBetween() includes both ends and is empty backwards", () => {
  assert.deepEqual(dates("2022-12-29", "2023-01-02"), ["2022-12-29", "2023-01-02"]);
  assert.deepEqual(dates("2022-12-30", "2023-01-01"), []);
  assert.deepEqual(dates("2023-01-03", "2023-01-02"), []);
});

Deno.test("nextSession() is the next element of sessionsBetween()", () => {
  const [first, second] = [parseSession("2014-06-11"), parseSession("2014-06-13")];
  assert.equal(nextSession(first), second);
  assert.equal(nextSession(parseSession("2022-12-29")), parseSession("2023-01-02"));
  const sessions = sessionsBetween(sessionOf(2001, 1, 1), sessionOf(2030, 12, 31));
  for (let i = 1; i < sessions.length; i++) assert.equal(nextSession(sessions[i - 1]), sessions[i]);
});

Deno.test("the calendar refuses days it does not know", () => {
  const early = parseSession("2000-12-31");
  const message = "Cannot tell whether B3 opens: a day of 2001 to 2099 is wanted, found ";
  const known = sessionOf(CALENDAR_YEARS.first, 1, 2);
  assert.throws(() => isSession(early), { name: "RangeError", message: message + "2000-12-31" });
  assert.throws(() => closedBecause(NaN), { name: "RangeError", message: message + "NaN" });
  assert.throws(() => isSession(known + 0.5), { message: message + "11324.5" });
  assert.throws(() => sessionsBetween(early, known), RangeError);
  assert.throws(() => sessionsBetween(known, sessionOf(2100, 1, 1)), { message: message + "2100-01-01" });
  assert.throws(() => nextSession(NaN), RangeError);
  assert.throws(() => nextSession(sessionOf(2099, 12, 30)), { message: message + "2100-01-01" });
});

Deno.test({
  name: "sessionsBetween() is every session of the yearly files",
  ignore: REAL_DATA === undefined,
  async fn() {
    const traded = new Set<number>();
    for (const path of await cotahistFiles(join(REAL_DATA ?? "", "cotahist"))) {
      const source = await fileSource(path);
      for await (const { session } of readCotahist(source).batches) session.forEach((day) => traded.add(day));
      await source.close();
    }
    const sessions = Int32Array.from(traded).sort();
    assert.deepEqual(sessionsBetween(sessions[0], sessions[sessions.length - 1]), sessions);
  },
});
