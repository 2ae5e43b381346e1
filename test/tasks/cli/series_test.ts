import assert from "node:assert/strict";
import { parseSession } from "~/core/mod.ts";
import { seriesInputs, seriesJson, seriesSummary } from "../../../tasks/cli/series.ts";

const RESULT = {
  kind: "index",
  name: "IBOV",
  file: "ibov.csv",
  sha256: "ab",
  names: 1,
  length: 2,
  firstSession: parseSession("2016-01-04"),
  asOf: parseSession("2016-01-05"),
  isKnown: false,
  replaced: 1,
  findings: [{ severity: "warning", kind: "changed_values", message: "ibov.csv says otherwise" }],
} as const;

Deno.test("seriesInputs() takes a name before an equals sign, not a folder", () => {
  assert.deepEqual(seriesInputs({}), []);
  assert.deepEqual(
    seriesInputs({ adjusted: "a=b.csv", index: ["IBOV=x.csv", "y.csv"], rates: ["d=1/z.csv", "./e=2"] }),
    [
      { kind: "adjusted", path: "a=b.csv" },
      { kind: "index", path: "x.csv", name: "IBOV" },
      { kind: "index", path: "y.csv" },
      { kind: "rates", path: "1/z.csv", name: "d" },
      { kind: "rates", path: "./e=2" },
    ],
  );
});

Deno.test("seriesSummary() and seriesJson() show dates and findings", () => {
  assert.deepEqual(seriesSummary([]), []);
  const [, , line, finding] = seriesSummary([RESULT]);
  assert.match(line, /^ibov\.csv +index +IBOV +2 +1 +2016-01-04 +2016-01-05 +findings: 1$/);
  assert.equal(finding, "ibov.csv says otherwise");
  assert.match(
    seriesSummary([{ ...RESULT, kind: "adjusted", name: "", isKnown: true }])[2],
    / 1 tickers .* known already$/,
  );
  const { firstSession, asOf, findings, ...rest } = seriesJson(RESULT);
  assert.deepEqual([firstSession, asOf, findings], ["2016-01-04", "2016-01-05", RESULT.findings]);
  assert.equal(rest.replaced, 1);
});
