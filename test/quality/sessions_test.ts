import assert from "node:assert/strict";
import { parseSession, sessionsBetween } from "~/core/mod.ts";
import { sessionFindings } from "../../src/quality/sessions.ts";

const between = (from: string, to: string) => sessionsBetween(parseSession(from), parseSession(to));
const without = (days: Int32Array, ...missing: string[]) =>
  days.filter((day) => !missing.map(parseSession).includes(day));

Deno.test("sessionFindings() finds nothing in whole years, nor in no data", () => {
  assert.deepEqual(sessionFindings(between("2014-01-01", "2016-12-31")), []);
  assert.deepEqual(sessionFindings(new Int32Array()), []);
});

Deno.test("sessionFindings() says which sessions of the calendar are missing, but none before the first or after the last", () => {
  const days = without(
    between("2014-06-09", "2014-06-20"),
    "2014-06-11",
    "2014-06-13",
    "2014-06-09",
    "2014-06-20",
  );
  assert.deepEqual(sessionFindings(days), [{
    severity: "warning",
    kind: "missing_session",
    session: parseSession("2014-06-11"),
    message: "No quote though the calendar has a session 2 times, for the first time on 2014-06-11 " +
      "(the data have nothing after 2014-06-10 and before 2014-06-16)",
    count: 2,
    examples: ["2014-06-11", "2014-06-13"].map((day) => ({
      session: parseSession(day),
      detail: "the data have nothing after 2014-06-10 and before 2014-06-16",
    })),
  }]);
});

Deno.test("sessionFindings() tells days that the calendar does not know, and why it does not", () => {
  const days = Int32Array.from([...between("2014-06-11", "2014-06-13"), parseSession("2014-06-12")]).sort();
  const [{ kind, message, ...rest }] = sessionFindings(days);
  assert.equal(kind, "unknown_session");
  assert.equal(
    message,
    "Quotes though the calendar has no session on 2014-06-12 (opening of the World Cup in São Paulo)",
  );
  assert.equal(rest.severity, "warning");
  assert.equal(sessionFindings(Int32Array.of(parseSession("2023-01-07")))[0].examples[0].detail, "weekend");
});

Deno.test("sessionFindings() has one error for a year without any data", () => {
  const days = Int32Array.of(
    ...between("2014-01-01", "2014-12-31"),
    ...without(between("2017-01-01", "2017-12-31"), "2017-03-01"),
  );
  const findings = sessionFindings(days);
  assert.deepEqual(findings.map(({ kind, severity, count }) => [kind, severity, count]), [
    ["missing_year", "error", 246],
    ["missing_year", "error", 249],
    ["missing_session", "warning", 1],
  ]);
  assert.equal(findings[0].message, "The whole year 2015 is missing: 246 sessions without a quote");
});

Deno.test("sessionFindings() does not judge years before 2001", () => {
  const early = Int32Array.of(parseSession("1999-12-31"), parseSession("2000-12-28"));
  const [outside, ...rest] = sessionFindings(Int32Array.of(...early, ...between("2001-01-01", "2001-01-31")));
  assert.equal(
    outside.message,
    "A session that the calendar cannot judge 2 times, for the first time on 1999-12-31 (it knows 2001 to 2099)",
  );
  assert.deepEqual([outside.severity, rest], ["info", []]);
  assert.deepEqual(sessionFindings(early).map(({ kind }) => kind), ["outside_calendar"]);
  const late = Int32Array.of(...early, ...between("2001-01-04", "2001-01-31"));
  const missing = sessionFindings(late)[1];
  assert.deepEqual([missing.kind, missing.count], ["missing_session", 2]);
  assert.equal(missing.examples[0].detail, "the data have nothing before 2001-01-04");
});
