import assert from "node:assert/strict";
import { parseSession } from "~/core/mod.ts";
import { FORMATS } from "../../src/report/formats.ts";

const { en, pt } = FORMATS;

Deno.test("FORMATS count() separates thousands", () => {
  const numbers = [0, 999, 1000, 1234567, -4321];
  assert.deepEqual(numbers.map((value) => en.count(value)), ["0", "999", "1,000", "1,234,567", "−4,321"]);
  assert.deepEqual(numbers.map((value) => pt.count(value)), ["0", "999", "1.000", "1.234.567", "−4.321"]);
});

Deno.test("FORMATS number() has fixed decimals, a real minus, no minus zero, and a dash for nothing", () => {
  assert.equal(en.number(0.04109, 3), "0.041");
  assert.equal(en.number(-0.5, 1), "−0.5");
  assert.equal(en.number(-0.0004, 3), "0.000");
  assert.equal(en.number(1234.5, 1), "1,234.5");
  assert.equal(en.number(null, 3), "–");
  assert.equal(en.number(NaN, 3), "–");
  assert.equal(pt.number(1234.5, 1), "1.234,5");
  assert.equal(pt.number(-1234567.891, 2), "−1.234.567,89");
});

Deno.test("FORMATS gain() puts a sign on what is not 0 when written", () => {
  const numbers = [0.02, -0.02, 0.0001, null];
  assert.deepEqual(numbers.map((value) => en.gain(value, 2)), ["+0.02", "−0.02", "0.00", "–"]);
  assert.deepEqual(numbers.map((value) => pt.gain(value, 2)), ["+0,02", "−0,02", "0,00", "–"]);
});

Deno.test("FORMATS percent() and percentGain() take decimal fractions", () => {
  assert.equal(en.percent(0.3333), "33.3\u00a0%");
  assert.equal(en.percent(-0.02, 0), "−2\u00a0%");
  assert.equal(en.percent(null), "–");
  assert.equal(pt.percent(0.3333), "33,3%");
  assert.deepEqual([0.3333, -0.02, 0, null].map((value) => pt.percentGain(value)), [
    "+33,3%",
    "−2,0%",
    "0,0%",
    "–",
  ]);
});

Deno.test("FORMATS date() takes sessions and texts, and leaves what is no date as it is", () => {
  const session = parseSession("2022-12-29");
  assert.deepEqual([en.date(session), en.date("2022-12-29"), en.month(session)], [
    "2022-12-29",
    "2022-12-29",
    "2022-12",
  ]);
  assert.deepEqual([pt.date(session), pt.date("2022-12-29"), pt.month(session)], [
    "29/12/2022",
    "29/12/2022",
    "12/2022",
  ]);
  assert.equal(pt.date("soon"), "soon");
});
