import assert from "node:assert/strict";
import {
  BOARDS,
  type Field,
  HEADER,
  MARKETS,
  QUOTE,
  RECORD_LENGTH,
  RECORD_TYPE,
  TRAILER,
} from "~/cotahist/mod.ts";
import { KINDS, LINES, readAll, source } from "./helpers.ts";

/** The fields' bounds leave no gap and do not overlap. */
function assertContiguous(fields: readonly Field[]): void {
  for (let k = 1; k < fields.length; k++) assert.equal(fields[k].from, fields[k - 1].to + 1, fields[k].name);
}

Deno.test("QUOTE covers the record, 26 fields with the type", () => {
  const fields = [RECORD_TYPE, ...QUOTE];
  assert.equal(fields.length, 26);
  assertContiguous(fields);
  assert.equal(fields[0].from, 1);
  assert.equal(fields[25].to, RECORD_LENGTH);
});

Deno.test("QUOTE fills every column of the quotes once", async () => {
  const { quotes: { length: _, ...columns } } = await readAll(source(KINDS));
  assert.deepEqual(QUOTE.map((field) => field.column).sort(), Object.keys(columns).sort());
});

Deno.test("QUOTE gives prices 11 digits and two decimals, money 16 and two, points 7 and six", () => {
  const widths = new Map(QUOTE.map((field) => [field.type, field.to - field.from + 1]));
  assert.equal(widths.get("price"), 13);
  assert.equal(widths.get("money"), 18);
  assert.equal(widths.get("points"), 13);
});

Deno.test("HEADER and TRAILER are contiguous and read a genuine file", () => {
  assertContiguous(HEADER);
  assertContiguous(TRAILER);
  const read = (line: string, fields: readonly Field[]) =>
    fields.map((field) => line.slice(field.from - 1, field.to).trim());
  assert.deepEqual(read(LINES[0], HEADER), ["00", "COTAHIST.2024", "BOVESPA", "20241108"]);
  assert.deepEqual(read(LINES[16], TRAILER), ["99", "COTAHIST.2024", "BOVESPA", "20241108", "00000000017"]);
});

Deno.test("MARKETS and BOARDS know every code of the fixture", async () => {
  const { quotes } = await readAll(source(KINDS), { markets: "all" });
  assert.ok(quotes.market.every((market) => market in MARKETS));
  assert.ok(quotes.board.every((board) => board in BOARDS));
});
