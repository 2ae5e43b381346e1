import assert from "node:assert/strict";
import fc from "fast-check";
import { formatSession, parseSession, sessionOf, weekday } from "~/core/mod.ts";

Deno.test("sessionOf() agrees with the platform's UTC calendar on every day of four centuries", () => {
  for (let session = sessionOf(1900, 1, 1); session < sessionOf(2300, 1, 1); session++) {
    const date = new Date(session * 86_400_000);
    assert.equal(sessionOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()), session);
  }
});

Deno.test("formatSession() and parseSession() are inverse", () => {
  fc.assert(fc.property(fc.integer({ min: -100_000, max: 200_000 }), (session) => {
    assert.equal(formatSession(session), new Date(session * 86_400_000).toISOString().slice(0, 10));
    assert.equal(parseSession(formatSession(session)), session);
  }));
});

Deno.test("parseSession() refuses what is not a date", () => {
  for (
    const text of [
      "",
      "2022-1-03",
      "20220230",
      "2022-04-31",
      "2022-0103",
      "1e3",
      "9999123",
      "2022-12-29T00:00",
    ]
  ) {
    assert.equal(parseSession(text), NaN, text);
  }
});

Deno.test("weekday() is 0 on Monday", () => {
  assert.equal(weekday(parseSession("2026-11-23")), 0);
  assert.equal(weekday(parseSession("1969-12-28")), 6);
});
