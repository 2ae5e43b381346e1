import assert from "node:assert/strict";
import { DuckDBInstance } from "@duckdb/node-api";
import { formatSession } from "~/core/mod.ts";
import { offerLake } from "~/pipeline/mod.ts";
import { openWarehouse } from "~/warehouse/mod.ts";
import { quotesOf, weekdays } from "../market.ts";
import { batchesOf, incoming, temporaryPath } from "../warehouse/quotes_of.ts";

// Closes of the well-known RSI example; the open is a tenth of a real below, the high a tenth above.
const CLOSES = [44.34, 44.09, 44.15, 43.61, 44.33, 44.83, 45.1, 45.42, 45.84, 46.08, 45.89, 46.03, 45.61]
  .concat([46.28, 46.28, 46, 46.03, 46.41, 46.22, 45.64, 46.21, 46.25]);
const SESSIONS = weekdays(CLOSES.length, "2022-01-03");

/** A share's record of each of the first sessions, under one company name until the last. */
function quotes(nSessions: number) {
  const specs = CLOSES.slice(0, nSessions).map((close, i) => ({
    ticker: "TEST3",
    session: SESSIONS[i],
    open: close - 0.1,
    high: close + 0.1,
    close,
  }));
  const columns = quotesOf(specs);
  return { ...columns, company: columns.company.map((_, i) => i < nSessions - 1 ? "OLD NAME" : "NEW NAME") };
}

async function store(path: string, nSessions: number): Promise<void> {
  await using warehouse = await openWarehouse(path);
  const name = `${nSessions}`;
  await warehouse.storeFile(incoming({ name, sha256: name, grain: "day" }), batchesOf(quotes(nSessions)));
}

async function query(path: string, sql: string): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  try {
    return await (await connection.run(sql)).getRowObjectsJS();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

Deno.test("offerLake() offers b3_featured when asked, and keeps it up with the quotes from then on", async () => {
  await using folder = await temporaryPath();
  const { path } = folder;
  await store(path, 21);
  await offerLake(path);
  const views = "select view_name from duckdb_views() where not internal order by 1";
  assert.deepEqual((await query(path, views)).map(Object.values), [["b3_hist"]]);

  await offerLake(path, { featured: true });
  const dates = async () =>
    (await query(path, "select date from b3_featured order by date"))
      .map(({ date }) => (date as Date).toISOString().slice(0, 10));
  assert.deepEqual(await dates(), SESSIONS.slice(19, 21).map(formatSession)); // rows of 20 sessions and more

  await store(path, 22);
  await offerLake(path);
  assert.deepEqual(await dates(), SESSIONS.slice(19, 22).map(formatSession));
});

Deno.test("offerLake() gives b3_featured the lake's columns, by hand-computed values", async () => {
  await using folder = await temporaryPath();
  await store(folder.path, 22);
  await offerLake(folder.path, { featured: true });
  const [row] = await query(folder.path, "select * from b3_featured order by date desc limit 1");
  assert.deepEqual(Object.keys(row).sort(), [
    "asset_type_ON",
    "avg_volume_10",
    "best_buy_sell_spread",
    "bollinger_upper",
    "close_to_best_buy",
    "company",
    "daily_return",
    "date",
    "day_of_week",
    "high_breakout_20",
    "macd",
    "market_type_NM",
    "moving_avg_10",
    "price_momentum_5",
    "rolling_volatility_5",
    "rsi_14",
    "stochastic_14",
    "ticker",
    "volume_change",
  ]);
  const mean = CLOSES.slice(12).reduce((a, b) => a + b) / 10;
  const near = (name: string, expected: number) =>
    assert.ok(Math.abs(row[name] as number - expected) < 1e-9, `${name}: ${row[name]}, not ${expected}`);
  near("moving_avg_10", mean);
  near("daily_return", 0.1 / 46.15);
  near("price_momentum_5", 46.25 / 46.03 - 1);
  near("best_buy_sell_spread", 0.02);
  near("close_to_best_buy", 0.01 / 46.24);
  near("stochastic_14", 100 * (46.25 - 45.61) / (46.41 - 45.61));
  assert.deepEqual(
    [row.company, row.market_type_NM, row.asset_type_ON, row.high_breakout_20],
    ["NEW NAME", 1, 1, 0],
  );
  assert.equal(row.day_of_week, 1n); // a Tuesday: 2022-02-01
});
