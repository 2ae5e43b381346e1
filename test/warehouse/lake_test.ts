import assert from "node:assert/strict";
import { DuckDBInstance } from "@duckdb/node-api";
import { dirname, join } from "node:path";
import { type Quotes, takeQuotes } from "~/core/mod.ts";
import { readCotahist } from "~/cotahist/mod.ts";
import { offerLake, openLake, openWarehouse } from "~/warehouse/mod.ts";
import { concatQuotes, KINDS, LINES, source } from "../cotahist/helpers.ts";
import { batchesOf, incoming, manyQuotes, quotesOf, temporaryPath } from "./quotes_of.ts";

const CREATE =
  `create table b3_hist (date date, bdi_code varchar, ticker varchar, company varchar, type varchar,
  market varchar, currency varchar, open double, high double, low double, avg double, close double, best_buy double,
  best_sell double, trades bigint, volume bigint, turnover double, isin varchar)`;

/** A record's values as the lake's own loader reads them: by position, prices divided by 100, nothing else. */
function insert(line: string): string {
  const at = (from: number, to: number) => line.slice(from - 1, to).trim().replaceAll("'", "''");
  const money = (from: number, to: number) => String(Number(at(from, to)) / 100);
  const texts = [[11, 12], [13, 24], [28, 39], [40, 49], [50, 52], [53, 56]].map(([a, b]) => `'${at(a, b)}'`);
  const prices = [57, 70, 83, 96, 109, 122, 135].map((from) => money(from, from + 12));
  const counts = [Number(at(148, 152)), Number(at(153, 170)), money(171, 188)];
  const date = at(3, 10).replace(/(....)(..)(..)/, "date '$1-$2-$3'");
  return `insert into b3_hist values (${
    [date, ...texts, ...prices, ...counts, `'${at(231, 242)}'`].join(", ")
  })`;
}

/** A folder with a lake in it, made by SQL. */
async function lakeOf(...statements: readonly string[]) {
  const folder = await temporaryPath();
  const lake = join(dirname(folder.path), "lake.duckdb");
  const instance = await DuckDBInstance.create(lake);
  const connection = await instance.connect();
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
  return { ...folder, lake };
}

async function quotesOfLake(path: string): Promise<Quotes> {
  await using lake = await openLake(path);
  return concatQuotes(await Array.fromAsync(lake.quotes()));
}

Deno.test("openLake() gives the cash quotes that B3's file gives, but for the distribution", async () => {
  await using folder = await lakeOf(CREATE, ...LINES.slice(1, -1).map(insert));
  const found = await quotesOfLake(folder.lake);
  const cash = concatQuotes(await Array.fromAsync(readCotahist(source(KINDS)).batches));
  const rows = Array.from({ length: cash.length }, (_, i) => i).sort((a, b) =>
    cash.session[a] - cash.session[b] || (cash.ticker[a] < cash.ticker[b] ? -1 : 1)
  );
  assert.deepEqual(found, { ...takeQuotes(cash, rows), distribution: new Int32Array(cash.length) });
  assert.ok(cash.quotationFactor.includes(1000));
  await using lake = await openLake(folder.lake);
  assert.deepEqual([lake.cash, lake.skipped, lake.sessions], [7, 8, 3]);
  assert.equal(lake.file.name, "b3_hist of lake.duckdb");
  assert.deepEqual(lake.findings.map(({ kind }) => kind), ["no_distribution"]);
});

Deno.test("openLake() has one checksum for the same records in any order, another for others", async () => {
  const records = LINES.slice(1, 5).map(insert);
  const hash = async (...statements: readonly string[]) => {
    await using folder = await lakeOf(CREATE, ...statements);
    await using lake = await openLake(folder.lake);
    return lake.file.sha256;
  };
  const first = await hash(...records);
  assert.equal(await hash(...records.toReversed()), first);
  assert.notEqual(await hash(...records, records[0]), first);
  assert.notEqual(
    await hash(
      ...records,
      "update b3_hist set close = close + 0.01 where ticker = (select min(ticker) from b3_hist)",
    ),
    first,
  );
});

Deno.test("openLake() takes a lake without quotes, and columns of other types", async () => {
  await using empty = await lakeOf(CREATE);
  await using lake = await openLake(empty.lake);
  assert.deepEqual([lake.cash, lake.firstSession, lake.lastSession], [0, null, null]);
  await using folder = await lakeOf(
    "create table b3_hist as select '2016-01-04' as date, 2 as bdi_code, ' PETR4 ' as ticker, null as company, " +
      "'PN' as type, null as market, 'R$' as currency, 6.57 as open, 7.03 as high, 6.55 as low, 6.84 as avg, 6.87 as close, " +
      "0 as best_buy, null as best_sell, '24012' as trades, 45962100 as volume, 0 as turnover, '' as isin",
  );
  const { session, ticker, board, company, bid, ask, trades, quotationFactor } = await quotesOfLake(
    folder.lake,
  );
  assert.deepEqual([session[0], ticker[0], board[0], company[0]], [16804, "PETR4", "02", ""]);
  assert.deepEqual([bid[0], ask[0], trades[0], quotationFactor[0]], [NaN, NaN, 24012, 1]);
});

Deno.test("openLake() says what it does not find", async () => {
  await using folder = await lakeOf("create table b3_hist (date date, ticker varchar)");
  const wanted = `Cannot read b3_hist of "${folder.lake}": its 18 columns are wanted, found`;
  await assert.rejects(openLake(folder.lake), {
    name: "NotFoundError",
    message:
      `${wanted} none called bdi_code, company, type, market, currency, open, high, low, avg, close, best_buy, ` +
      "best_sell, trades, volume, turnover, isin",
  });
  await using other = await lakeOf("create table songs (title varchar)");
  await assert.rejects(openLake(other.lake), { name: "NotFoundError", message: /found no such table$/ });
  await assert.rejects(openLake(folder.path), { name: "NotFoundError" });
  await assert.rejects(openLake("md:b3!"), { name: "ConfigError" });
});

Deno.test("openLake() says that a value is no date or number", async () => {
  for (const [column, value] of [["date", "someday"], ["close", "n/a"]]) {
    await using folder = await lakeOf(
      CREATE,
      ...LINES.slice(1, -1).map(insert),
      `alter table b3_hist alter ${column} type varchar`,
      `update b3_hist set ${column} = '${value}'`,
    );
    await assert.rejects(quotesOfLake(folder.lake), {
      name: "DataError",
      message: new RegExp(
        `^Cannot read b3_hist of "${folder.lake}": dates and numbers are wanted, found Conversion Error: .*${value}`,
        "i",
      ),
    });
  }
});

Deno.test("offerLake() shows a warehouse's quotes as b3_hist, which can be read in again", async () => {
  await using folder = await temporaryPath();
  const quotes = quotesOf({ bid: NaN, distribution: 0 }, { ticker: "VALE3", distribution: 0 });
  {
    await using warehouse = await openWarehouse(folder.path);
    await warehouse.storeFile(incoming({ name: "q", sha256: "q", grain: "day" }), batchesOf(quotes));
  }
  for (let time = 0; time < 2; time++) await offerLake(folder.path);
  const instance = await DuckDBInstance.create(folder.path);
  const connection = await instance.connect();
  const result = await connection.run("select * from b3_hist where ticker = 'PETR4'");
  assert.deepEqual(result.columnNames(), [
    ...[
      "date",
      "bdi_code",
      "ticker",
      "company",
      "type",
      "market",
      "currency",
      "open",
      "high",
      "low",
      "avg",
      "close",
    ],
    ...["best_buy", "best_sell", "trades", "volume", "turnover", "isin"],
  ]);
  const [row] = await result.getRowsJS();
  assert.deepEqual(row.slice(1, 5), ["02", "PETR4", "PETROBRAS", "PN"]);
  assert.deepEqual(row.slice(7), [
    6.57,
    7.03,
    6.55,
    6.84,
    6.87,
    0,
    6.87,
    24012n,
    45962100n,
    314449892,
    "BRPETRACNPR6",
  ]);
  connection.closeSync();
  instance.closeSync();
  assert.deepEqual(await quotesOfLake(folder.path), quotes);
  await using warehouse = await openWarehouse(folder.path);
  await warehouse.storeFile(incoming({ name: "r", sha256: "r", grain: "day" }), batchesOf(manyQuotes(3)));
});

Deno.test("offerLake() leaves a table called b3_hist alone", async () => {
  await using folder = await lakeOf(CREATE, ...LINES.slice(1, -1).map(insert));
  await offerLake(folder.lake);
  await using lake = await openLake(folder.lake);
  assert.equal(lake.cash, 7);
});
