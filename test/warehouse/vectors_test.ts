import assert from "node:assert/strict";
import { DuckDBDataChunk } from "@duckdb/node-api";
import type { Quotes } from "~/core/mod.ts";
import { QUOTE_FIELDS, QUOTE_TYPES } from "~/warehouse/schema.ts";
import { CHUNK_ROWS, chunkWriter, columnFiller, type Columns } from "~/warehouse/vectors.ts";
import {
  batchesOf,
  incoming,
  manyQuotes,
  openWarehouse,
  quotesOf,
  type Row,
  temporaryPath,
  testInCatalogs,
} from "./quotes_of.ts";

const columnsOf = ({ length: _, ...columns }: Quotes): Columns => columns;

/** Texts of one column, written into chunks of the given sizes and read back. */
function throughChunks(texts: readonly string[], size: number): string[] {
  const quotes = columnsOf(quotesOf(...texts.map((company) => ({ company }))));
  const column: string[] = [];
  const fill = columnFiller(column);
  const write = chunkWriter(QUOTE_TYPES);
  for (let begin = 0; begin < texts.length; begin += size) {
    const { chunk } = write(quotes, begin, Math.min(begin + size, texts.length));
    fill(new DuckDBDataChunk(chunk).getColumnVector(QUOTE_FIELDS.indexOf("company")));
  }
  return column;
}

Deno.test(
  "columnFiller() reads texts back, short and long, equal and not, beside each other and across chunks",
  () => {
    const texts = [
      [
        "",
        "",
        "A",
        "A",
        "B",
        "A",
        "12 bytes txt",
        "12 bytes txt",
        "12 bytes tyt",
        "13 bytes text",
        "13 bytes text",
      ],
      ["13 bytes texu", "13 bytes text", "ÇÇÇÇÇÇ", "ÇÇÇÇÇÇ", "ÇÇÇÇÇÇÇ", "ÇÇÇÇÇÇÇ", "", "A"],
    ].flat();
    for (const size of [1, 2, 3, texts.length]) assert.deepEqual(throughChunks(texts, size), texts);
  },
);

for (const length of [CHUNK_ROWS - 1, CHUNK_ROWS, CHUNK_ROWS + 1, 3 * CHUNK_ROWS + 5]) {
  testInCatalogs(`quotes() gives back ${length} quotes that came in batches of any length`, async () => {
    await using folder = await temporaryPath();
    await using warehouse = await openWarehouse(folder.path);
    const file = { name: "file", sha256: "f", grain: "year" } as const;
    await warehouse.storeFile(
      incoming(file),
      batchesOf(quotesOf(), manyQuotes(length), manyQuotes(7, { ticker: "VALE3" })),
    );
    const quotes = await warehouse.quotes({ tickers: ["PETR4"] });
    assert.deepEqual({ ...quotes }, { ...manyQuotes(length) });
    assert.equal((await warehouse.quotes({ tickers: ["VALE3"] })).length, 7);
  });
}

Deno.test("chunkWriter() forgets the chunk before: numbers, NULLs, short texts and long ones", () => {
  const write = chunkWriter(QUOTE_TYPES);
  const columns = (rows: readonly Partial<Row>[]) => {
    const { chunk } = write(columnsOf(quotesOf(...rows)), 0, rows.length);
    const values = new DuckDBDataChunk(chunk);
    return ["bid", "company"].map((field) =>
      values.getColumnValues(QUOTE_FIELDS.indexOf(field as typeof QUOTE_FIELDS[number]))
    );
  };
  const many = Array.from({ length: 130 }, (_, i) => ({
    bid: i % 3 === 0 ? NaN : i,
    company: i % 2 === 0 ? "ÇÇÇÇÇÇÇ" : `C${i}`,
  }));
  assert.deepEqual(columns(many), [
    many.map(({ bid }) => Number.isNaN(bid) ? null : bid),
    many.map(({ company }) => company),
  ]);
  assert.deepEqual(columns([{ bid: 1, company: "A" }, { bid: 2, company: "" }]), [[1, 2], ["A", ""]]);
  assert.deepEqual(columns([{ bid: NaN, company: "13 bytes text" }]), [[null], ["13 bytes text"]]);
});

Deno.test("chunkWriter() writes more texts than it remembers", () => {
  const write = chunkWriter(QUOTE_TYPES);
  const company = QUOTE_FIELDS.indexOf("company");
  for (let begin = 0; begin < 70_000; begin += 1000) {
    const names = Array.from({ length: 1000 }, (_, i) => `C${begin + i}`);
    const { chunk } = write(columnsOf({ ...manyQuotes(1000), company: names }), 0, 1000);
    assert.deepEqual(new DuckDBDataChunk(chunk).getColumnValues(company), names);
  }
});

Deno.test("chunkWriter() wants columns as long as the quotes", () => {
  assert.throws(
    () => chunkWriter(QUOTE_TYPES)(columnsOf({ ...manyQuotes(2), close: Float64Array.of(1) }), 0, 2),
    new RangeError('Cannot store rows: 2 values of "close" are wanted, found 1'),
  );
});
