import assert from "node:assert/strict";
import { DuckDBInstance } from "@duckdb/node-api";
import { quoteColumns } from "~/warehouse/schema.ts";
import { openWarehouse } from "~/warehouse/mod.ts";
import { temporaryPath } from "./quotes_of.ts";

const QUOTES =
  `session DATE, board VARCHAR, ticker VARCHAR, market INTEGER, company VARCHAR, specification VARCHAR,
  forward_term VARCHAR, currency VARCHAR, open DOUBLE?, high DOUBLE?, low DOUBLE?, average DOUBLE?, close DOUBLE?,
  bid DOUBLE?, ask DOUBLE?, trades DOUBLE?, shares DOUBLE?, turnover DOUBLE?, strike DOUBLE?, strike_index INTEGER,
  expiry DATE, quotation_factor DOUBLE?, strike_points DOUBLE?, isin VARCHAR, distribution INTEGER, file_id INTEGER`;

Deno.test("ensureSchema() makes a table of quotes with the columns of Quotes in snake case", async () => {
  await using folder = await temporaryPath();
  await (await openWarehouse(folder.path)).close();
  const instance = await DuckDBInstance.create(folder.path);
  const connection = await instance.connect();
  const result = await connection.run(
    `select column_name || ' ' || data_type || if(is_nullable, '?', '') from duckdb_columns()
     where table_name = 'quotes' order by column_index`,
  );
  assert.deepEqual((await result.getRowsJS()).flat(), QUOTES.split(/,\s+/));
  connection.closeSync();
  instance.closeSync();
});

Deno.test("quoteColumns() puts numbers that may be missing through an expression", () => {
  const columns = quoteColumns((name) => `f(${name})`);
  assert.match(
    columns,
    /^session, board, .*, forward_term, currency, f\(open\), .*, f\(strike_points\), isin, distribution$/,
  );
});
