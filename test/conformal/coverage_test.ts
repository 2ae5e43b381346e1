import assert from "node:assert/strict";
import { coverageReport } from "~/conformal/mod.ts";
import { parseSession } from "~/core/mod.ts";

const SESSION = Int32Array.of(
  ...["2019-12-31", "2020-01-02", "2020-12-31", "2020-06-01", "2021-01-04", "2021-01-04"].map(parseSession),
);

Deno.test("coverageReport() counts by the calendar year of the decision", () => {
  const report = coverageReport(
    SESSION,
    Uint8Array.of(1, 1, 0, 0, 1, 0),
    Float64Array.of(1, 2, 3, 4, 5, Infinity),
  );
  assert.deepEqual(report, {
    nSamples: 5,
    nUnbounded: 1,
    coverage: 3 / 5,
    meanWidth: 3,
    byYear: [
      { year: 2019, nSamples: 1, nUnbounded: 0, coverage: 1, meanWidth: 1 },
      { year: 2020, nSamples: 3, nUnbounded: 0, coverage: 1 / 3, meanWidth: 3 },
      { year: 2021, nSamples: 1, nUnbounded: 1, coverage: 1, meanWidth: 5 },
    ],
    worstYear: { year: 2020, nSamples: 3, nUnbounded: 0, coverage: 1 / 3, meanWidth: 3 },
  });
});

Deno.test("coverageReport() does not take the whole line for coverage", () => {
  const report = coverageReport(SESSION, new Uint8Array(6).fill(1), new Float64Array(6).fill(Infinity));
  assert.deepEqual([report.coverage, report.meanWidth, report.worstYear], [null, null, null]);
  assert.equal(report.nUnbounded, 6);
});

Deno.test("coverageReport() refuses what does not fit", () => {
  assert.throws(() => coverageReport(SESSION, new Uint8Array(6), new Float64Array(6).fill(NaN)), {
    name: "RangeError",
    message:
      "Cannot report coverage: columns of one length and widths that are numbers are wanted, found 6, 6, 6 and 6 NaN",
  });
});
