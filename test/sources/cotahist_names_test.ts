import assert from "node:assert/strict";
import { ConfigError } from "~/core/mod.ts";
import { cotahistNames } from "~/sources/mod.ts";

Deno.test("cotahistNames() names one period or several, across a year's end", () => {
  assert.deepEqual(cotahistNames("year", "2023"), ["COTAHIST_A2023.ZIP"]);
  assert.deepEqual(cotahistNames("month", "202311-202402"), [
    "COTAHIST_M112023.ZIP",
    "COTAHIST_M122023.ZIP",
    "COTAHIST_M012024.ZIP",
    "COTAHIST_M022024.ZIP",
  ]);
});

Deno.test("cotahistNames() leaves out weekends, not holidays", () => {
  assert.deepEqual(cotahistNames("day", "20241229-20250102"), [ // a Sunday to a Thursday
    "COTAHIST_D30122024.ZIP",
    "COTAHIST_D31122024.ZIP",
    "COTAHIST_D01012025.ZIP",
    "COTAHIST_D02012025.ZIP",
  ]);
  assert.throws(
    () => cotahistNames("day", "20241109-20241110"),
    new ConfigError('Cannot read the days "20241109-20241110": a Monday to Friday is wanted, found none'),
  );
});

for (
  const [grain, period] of [
    ["year", ""],
    ["year", "15"],
    ["year", "2015-"],
    ["year", "2015-2016-2017"],
    ["year", "2016-2015"],
    ["year", "1994"],
    ["month", "2015"],
    ["month", "201513"],
    ["day", "20230229"],
    ["day", "2023-02-28"],
  ] as const
) {
  Deno.test(`cotahistNames() refuses "${period}" for a ${grain}`, () => {
    const text = { year: "YYYY", month: "YYYYMM", day: "YYYYMMDD" }[grain];
    assert.throws(
      () => cotahistNames(grain, period),
      new ConfigError(
        `Cannot read the ${grain}s "${period}": ${text} or ${text}-${text} is wanted, from 1995 on, the first not after the last`,
      ),
    );
  });
}
