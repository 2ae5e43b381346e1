import assert from "node:assert/strict";
import { DuckDBDataChunk } from "@duckdb/node-api";
import { QUOTE_FIELDS } from "~/warehouse/schema.ts";
import { CHUNK_ROWS, chunkOf, columnFiller } from "~/warehouse/vectors.ts";
import { openWarehouse } from "~/warehouse/mod.ts";
import { batchesOf, incoming, manyQuotes, quotesOf, temporaryPath } from "./quotes_of.ts";

/** Texts of one column, written into chunks of the given sizes and read back. */
function throughChunks(texts: readonly string[], size: number): string[] {
  const quotes = quotesOf(...texts.map((company) => ({ company })));
  const column: string[] = [];
  const fill = columnFiller(column);
  for (let begin = 0; begin < texts.length; begin += size) {
    const { chunk } = chunkOf(quotes, begin, Math.min(begin + size, texts.length));
    fill(new DuckDBDataChunk(chunk).getColumnVector(QUOTE_FIELDS.indexOf("company")));
  }
  return column;
}

Deno.test("columnFiller() reads texts back, short and long, equal and not, beside each other and across chunks", () => {
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
});

for (const length of [CHUNK_ROWS - 1, CHUNK_ROWS, CHUNK_ROWS + 1, 3 * CHUNK_ROWS + 5]) {
  Deno.test(`quotes() gives back ${length} quotes that came in batches of any length`, async () => {
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

Deno.test("chunkOf() wants columns as long as the quotes", () => {
  assert.throws(
    () => chunkOf({ ...manyQuotes(2), close: Float64Array.of(1) }, 0, 2),
    new RangeError('Cannot store quotes: 2 values are wanted in every column, found 1 in "close"'),
  );
});
