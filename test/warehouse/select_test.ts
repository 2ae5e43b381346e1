import assert from "node:assert/strict";
import type { Warehouse } from "~/warehouse/mod.ts";
import {
  batchesOf,
  incoming,
  openWarehouse,
  quotesOf,
  type Row,
  rowsOf,
  temporaryPath,
  testInCatalogs,
} from "./quotes_of.ts";

const ROWS: Partial<Row>[] = [
  { ticker: "VALE3", session: 16805, close: 1 },
  { ticker: "PETR4", session: 16806, close: 2 },
  { ticker: "PETR4", session: 16804, board: "96", close: 3 },
  { ticker: "PETR4", session: 16804, board: "02", close: 4 },
  { ticker: "PETR4F", session: 16804, market: 20, close: 5 },
  { ticker: "PETR4T", session: 16804, market: 30, forwardTerm: "060", close: 6 },
  { ticker: "PETR4T", session: 16804, market: 30, forwardTerm: "030", close: 7 },
  { ticker: "ABEV3", session: 16805, close: 8 },
];

async function withRows(work: (warehouse: Warehouse) => Promise<void>): Promise<void> {
  await using folder = await temporaryPath();
  await using warehouse = await openWarehouse(folder.path);
  await warehouse.storeFile(
    incoming({ name: "rows", sha256: "r", grain: "day" }),
    batchesOf(quotesOf(...ROWS)),
  );
  await work(warehouse);
}

testInCatalogs(
  "quotes() selects the cash market and tickers, ordered by ticker, session and board",
  () =>
    withRows(async (warehouse) => {
      const cases: [readonly string[] | undefined, number[]][] = [
        [undefined, [8, 4, 3, 2, 1]],
        [["VALE3", "ABEV3", "XXXX3"], [8, 1]],
        [["PETR4", "PETR4F"], [4, 3, 2]],
        [["' or 1 = 1 --"], []],
        [[], []],
      ];
      assert.deepEqual([...(await warehouse.quotes()).close], cases[0][1]);
      for (const [tickers, closes] of cases) {
        const { close } = await warehouse.quotes(tickers === undefined ? {} : { tickers });
        assert.deepEqual([...close], closes, JSON.stringify(tickers));
      }
    }),
);

testInCatalogs(
  "quotes() may be asked for several times at once, and while a file comes in",
  () =>
    withRows(async (warehouse) => {
      const [all, some] = await Promise.all([
        warehouse.quotes(),
        warehouse.quotes({ tickers: ["PETR4"] }),
        warehouse.storeFile(
          incoming({ name: "more", sha256: "m", grain: "day" }),
          batchesOf(quotesOf({ session: 9, market: 70 })),
        ),
      ]);
      assert.deepEqual([all.length, some.length], [5, 3]);
    }),
);

testInCatalogs("quotes() gives back every column as it came, numbers that are missing as NaN", async () => {
  const row: Row = {
    session: -1,
    board: "78",
    ticker: "IBOVF124E",
    market: 10,
    company: "ÍNDICE ÃÇÉ",
    specification: "ON  EJ  NM  longer than a slot",
    forwardTerm: "030",
    currency: "US$",
    open: 0.01,
    high: 1e13 / 3,
    low: NaN,
    average: NaN,
    close: -0.5,
    bid: NaN,
    ask: NaN,
    trades: 99999,
    shares: 1e18,
    turnover: 2 ** 53,
    strike: 124000,
    strikeIndex: 2,
    expiry: 2932896,
    quotationFactor: 1000,
    strikePoints: 124000.123456,
    isin: "BRIBOVINDM18",
    distribution: 999,
  };
  await using folder = await temporaryPath();
  const file = { name: "row", sha256: "r", grain: "day" } as const;
  {
    await using warehouse = await openWarehouse(folder.path);
    await warehouse.storeFile(incoming(file), batchesOf(quotesOf(row)));
  }
  await using warehouse = await openWarehouse(folder.path, { readOnly: true });
  const quotes = await warehouse.quotes();
  assert.deepEqual(rowsOf(quotes), [row]);
  assert.ok(quotes.session instanceof Int32Array && quotes.bid instanceof Float64Array);
});
