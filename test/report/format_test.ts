import assert from "node:assert/strict";
import { formatCount, formatGain, formatNumber, formatPercent } from "../../src/report/format.ts";

Deno.test("formatCount() separates thousands", () => {
  assert.deepEqual([0, 999, 1000, 1234567, -4321].map(formatCount), [
    "0",
    "999",
    "1,000",
    "1,234,567",
    "−4,321",
  ]);
});

Deno.test("formatNumber() has fixed decimals, a real minus, no minus zero, and a dash for nothing", () => {
  assert.equal(formatNumber(0.04109, 3), "0.041");
  assert.equal(formatNumber(-0.5, 1), "−0.5");
  assert.equal(formatNumber(-0.0004, 3), "0.000");
  assert.equal(formatNumber(null, 3), "–");
  assert.equal(formatNumber(NaN, 3), "–");
});

Deno.test("formatGain() puts a sign on what is not 0 when written", () => {
  assert.deepEqual([0.02, -0.02, 0.0001, null].map((value) => formatGain(value, 2)), [
    "+0.02",
    "−0.02",
    "0.00",
    "–",
  ]);
});

Deno.test("formatPercent() takes decimal fractions", () => {
  assert.equal(formatPercent(0.3333), "33.3 %");
  assert.equal(formatPercent(-0.02, 0), "−2 %");
  assert.equal(formatPercent(null), "–");
});
