import assert from "node:assert/strict";
import { grainOf, periodOf } from "~/cotahist/mod.ts";

Deno.test.each([
  ["COTAHIST_A2016.ZIP", "year"],
  ["COTAHIST_A2021_16sessions.ZIP", "year"],
  ["COTAHIST.A1998", "year"],
  ["cotahist_a2016.txt", "year"],
  ["COTAHIST_M012016.ZIP", "month"],
  ["COTAHIST_D04012016.TXT", "day"],
  ["COTAHIST_A20160104.ZIP", "day"],
  ["COTAHIST_M2016.ZIP", "day"],
  ["quotes.txt", "day"],
  ["", "day"],
])("grainOf() of %p is %p", (name, grain) => assert.equal(grainOf(name), grain));

Deno.test("grainOf() takes the first name that says something", () => {
  assert.equal(grainOf("", "COTAHIST_A2016.ZIP"), "year");
  assert.equal(grainOf("COTAHIST_M012016.TXT", "COTAHIST_A2016.ZIP"), "month");
});

for (
  const [name, period] of [
    ["COTAHIST_A2016.ZIP", "2016"],
    ["COTAHIST.A1998", "1998"],
    ["cotahist_m022016.txt", "2016-02"],
    ["COTAHIST_D29022016.TXT", "2016-02-29"],
    ["COTAHIST_D290220160.TXT", null],
    ["COTAHIST_M2016.TXT", null],
    ["prices.txt", null],
  ] as const
) {
  Deno.test(`periodOf() reads ${period} from ${name}`, () => assert.equal(periodOf("x.zip", name), period));
}
