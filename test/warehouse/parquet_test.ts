import assert from "node:assert/strict";
import { DuckDBInstance } from "@duckdb/node-api";
import { readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { SeriesFile, SeriesKind } from "~/core/mod.ts";
import { exportParquet, importParquet, openWarehouse } from "~/warehouse/mod.ts";
import { actionOf, feedOf, manualOf } from "./actions_of.ts";
import { batchesOf, incoming, manyQuotes, quotesOf, temporaryPath } from "./quotes_of.ts";

const FILE = { name: "COTAHIST_D04012016.TXT", sha256: "ab", grain: "day" } as const;

/** Runs SQL on a database file, or an empty one, from outside. */
async function execute(path: string, sql: string): Promise<void> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  await connection.run(sql);
  connection.closeSync();
  instance.closeSync();
}

/** A file of one value of a series on 2016-01-04. */
function series(kind: SeriesKind, name: string, value: number): SeriesFile {
  const columns = { session: Int32Array.of(16804), name: [name], value: Float64Array.of(value) };
  return { kind, file: `${name}.csv`, sha256: name, length: 1, ...columns };
}

/** A folder with a warehouse of three quotes, three series and three actions, exported to `parquet`. */
async function exported() {
  const folder = await temporaryPath();
  const at = (name: string) => join(dirname(folder.path), name);
  {
    await using warehouse = await openWarehouse(folder.path);
    await warehouse.storeFile(
      incoming(FILE),
      batchesOf(manyQuotes(2), quotesOf({ ticker: "VALE3", bid: NaN })),
    );
    await warehouse.storeSeries(series("index", "IBOV", 42141));
    await warehouse.storeSeries(series("rates", "CDI", 0.000525));
    await warehouse.storeSeries(series("adjusted", "PETR4", 5.5));
    await warehouse.storeActions(feedOf([actionOf(), actionOf({ exSession: 16900, asOf: null })]));
    await warehouse.storeActions(
      manualOf("mine.csv", actionOf({ kind: "dividend", ratio: 1, payment: 0.02 })),
    );
  }
  await execute(folder.path, "create table notes as select 'of someone' as text");
  const tables = await exportParquet(folder.path, at("parquet"));
  return { ...folder, at, tables };
}

Deno.test("exportParquet() and importParquet() keep every table as it is", async () => {
  await using folder = await exported();
  assert.deepEqual(folder.tables, [
    { table: "actions", rows: 3 },
    { table: "adjusted_closes", rows: 1 },
    { table: "daily_rates", rows: 1 },
    { table: "files", rows: 1 },
    { table: "index_closes", rows: 1 },
    { table: "notes", rows: 1 },
    { table: "quotes", rows: 3 },
    { table: "series_files", rows: 3 },
    { table: "warehouse", rows: 1 },
  ]);
  const files = folder.tables.map(({ table }) => `${table}.parquet`);
  assert.deepEqual((await readdir(folder.at("parquet"))).sort(), files);

  const copy = folder.at("new/copy.duckdb");
  assert.deepEqual(await importParquet(folder.at("parquet"), copy), folder.tables);
  assert.deepEqual(await readdir(folder.at("new")), ["copy.duckdb"]);
  await using original = await openWarehouse(folder.path);
  await using imported = await openWarehouse(copy);
  assert.deepEqual(await imported.quotes(), await original.quotes());
  assert.deepEqual(await imported.files(), await original.files());
  assert.deepEqual(await imported.series(), await original.series());
  assert.deepEqual(await imported.adjustedCloses(), await original.adjustedCloses());
  assert.deepEqual(await imported.indexCloses("IBOV"), await original.indexCloses("IBOV"));
  assert.deepEqual(await imported.dailyRates("CDI"), await original.dailyRates("CDI"));
  assert.deepEqual(await imported.actions(), await original.actions());
  assert.equal((await imported.storeSeries(series("rates", "CDI", 0.000525))).isKnown, true);
  assert.equal((await imported.storeActions(feedOf([actionOf()]))).replaced, 2);
  assert.notEqual(await imported.findFile("ab", "cash"), null);
  await imported.storeFile(incoming({ ...FILE, sha256: "ef" }), batchesOf(manyQuotes(1, { close: 7 })));
  assert.equal((await imported.quotes({ tickers: ["PETR4"] })).close[0], 7);
});

Deno.test("exportParquet() overwrites an older export, and importParquet() takes one without series and actions", async () => {
  await using folder = await temporaryPath();
  const parquet = join(dirname(folder.path), "parquet");
  await (await openWarehouse(folder.path)).close();
  for (let time = 0; time < 2; time++) {
    const tables = await exportParquet(folder.path, parquet);
    assert.deepEqual(tables.map(({ table }) => table), ["files", "quotes", "warehouse"]);
  }
  await importParquet(parquet, `${folder.path}.copy`);
  await using imported = await openWarehouse(`${folder.path}.copy`, { readOnly: true });
  assert.deepEqual(await imported.series(), []);
  assert.deepEqual(await imported.actions(), []);
});

Deno.test("exportParquet() wants a warehouse, with tables of plain names", async () => {
  await using folder = await temporaryPath();
  const parquet = join(dirname(folder.path), "parquet");
  await assert.rejects(exportParquet(folder.path, parquet), {
    name: "NotFoundError",
    message:
      `Cannot export "${folder.path}" to "${parquet}": there is no database of quotes yet, ingest files first`,
  });
  await (await openWarehouse(folder.path)).close();
  await execute(folder.path, 'create table "../out" (a integer)');
  await assert.rejects(exportParquet(folder.path, parquet), {
    name: "DataError",
    message:
      `Cannot export "${folder.path}" to "${parquet}": plain names of tables are wanted, found "../out"`,
  });
  await assert.rejects(exportParquet("md:", parquet), { name: "ConfigError" });
});

Deno.test("importParquet() wants a new file to import into", async () => {
  await using folder = await exported();
  for (const path of [folder.path, "md:b3"]) {
    await assert.rejects(importParquet(folder.at("parquet"), path), {
      name: "ConfigError",
      message: `Cannot import "${
        folder.at("parquet")
      }" into "${path}": a new database file is wanted, found another database`,
    });
  }
});

Deno.test("importParquet() wants the files it needs", async () => {
  await using folder = await exported();
  const message = (folder: string, files: string, copy: string) =>
    `Cannot import "${folder}" into "${copy}": ${files} wanted in it, found none`;
  const [parquet, none, copy] = [folder.at("parquet"), folder.at("none"), folder.at("copy.duckdb")];
  await assert.rejects(importParquet(none, copy), {
    name: "NotFoundError",
    message: message(none, "warehouse.parquet, files.parquet, quotes.parquet", copy),
  });
  await rm(join(parquet, "quotes.parquet"));
  await assert.rejects(importParquet(parquet, copy), { message: message(parquet, "quotes.parquet", copy) });
});

for (
  const [what, table, query, problem] of [
    [
      "another release's version",
      "warehouse",
      "select 99 as schema_version, 9 as last_file_id",
      /schema version \d+ is wanted, found 99, made by another release$/,
    ],
    [
      "a key twice",
      "quotes",
      "select * from was union all select * from was where ticker = 'VALE3'",
      /every key of quotes once wanted, found 1 others$/,
    ],
    [
      "quotes of no file",
      "quotes",
      "select * replace (7 as file_id) from was",
      /quotes of listed files wanted, found 3 others$/,
    ],
    [
      "a file beyond the last",
      "warehouse",
      "select * replace (0 as last_file_id) from was",
      /numbers of files up to the last wanted, found 1 others$/,
    ],
    [
      "other columns",
      "quotes",
      "select * exclude (bid) from was",
      /whole rows of quotes are wanted in quotes\.parquet, found the columns session, .*$/,
    ],
    [
      "a text for a number",
      "index_closes",
      "select * replace ('x' as close) from was",
      /whole rows of index_closes are wanted in index_closes\.parquet, found Conversion Error: .*$/,
    ],
    [
      "a kind of action that there is not",
      "actions",
      "select * replace ('merger' as kind) from was",
      /whole rows of actions are wanted in actions\.parquet, found Conversion Error: .*$/,
    ],
    [
      "nothing where something must be",
      "quotes",
      "select * replace (null::varchar as ticker) from was",
      /whole rows of quotes are wanted in quotes\.parquet, found Constraint Error: .*$/,
    ],
  ] as const
) {
  Deno.test(`importParquet() refuses ${what}, and leaves nothing`, async () => {
    await using folder = await exported();
    const file = folder.at(`parquet/${table}.parquet`);
    await execute(
      ":memory:",
      `create table was as from '${file}'; copy (${query}) to '${file}.new' (format parquet)`,
    );
    await Deno.rename(`${file}.new`, file);
    await Deno.mkdir(folder.at("new"));
    await assert.rejects(
      importParquet(folder.at("parquet"), folder.at("new/copy.duckdb")),
      (error: Error) => {
        assert.equal(error.name, "DataError");
        assert.match(error.message, /^Cannot import ".*parquet" into ".*copy\.duckdb": /);
        assert.match(error.message, problem);
        return true;
      },
    );
    assert.deepEqual(await readdir(folder.at("new")), []);
  });
}

Deno.test("importParquet() refuses a file that is no Parquet", async () => {
  await using folder = await exported();
  await writeFile(folder.at("parquet/files.parquet"), "PAR1, says the text");
  await assert.rejects(importParquet(folder.at("parquet"), folder.at("copy.duckdb")), {
    name: "DataError",
    message: /whole rows of files are wanted in files\.parquet, found Invalid Input Error: /,
  });
});
