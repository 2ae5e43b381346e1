import assert from "node:assert/strict";
import { openWarehouse, type QuoteSelection, type Warehouse } from "~/warehouse/mod.ts";
import { batchesOf, incoming, quotesOf, type Row, rowsOf, temporaryPath } from "./quotes_of.ts";

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

Deno.test("quotes() selects by market, ticker and time, ordered by ticker, session and board", () =>
  withRows(async (warehouse) => {
    const cases: [QuoteSelection | undefined, number[]][] = [
      [undefined, [8, 4, 3, 2, 1]],
      [{ markets: [10, 20, 30] }, [8, 4, 3, 2, 5, 7, 6, 1]],
      [{ markets: [20] }, [5]],
      [{ markets: [] }, []],
      [{ tickers: ["VALE3", "ABEV3", "XXXX3"] }, [8, 1]],
      [{ tickers: ["' or 1 = 1 --"] }, []],
      [{ tickers: [] }, []],
      [{ from: 16805 }, [8, 2, 1]],
      [{ to: 16805 }, [8, 4, 3, 1]],
      [{ from: 16805, to: 16805, tickers: ["VALE3"] }, [1]],
      [{ from: 16807 }, []],
    ];
    for (const [selection, closes] of cases) {
      assert.deepEqual([...(await warehouse.quotes(selection)).close], closes, JSON.stringify(selection));
    }
  }));

Deno.test("quotes() refuses a day that is none", () =>
  withRows(async (warehouse) => {
    await assert.rejects(
      warehouse.quotes({ from: NaN }),
      new RangeError('Cannot select quotes: "from" must be a whole number of days, found NaN'),
    );
    await assert.rejects(
      warehouse.quotes({ to: 1.5 }),
      new RangeError('Cannot select quotes: "to" must be a whole number of days, found 1.5'),
    );
  }));

Deno.test("quotes() may be asked for several times at once, and while a file comes in", () =>
  withRows(async (warehouse) => {
    const [all, odd] = await Promise.all([
      warehouse.quotes(),
      warehouse.quotes({ markets: [20] }),
      warehouse.storeFile(
        incoming({ name: "more", sha256: "m", grain: "day" }),
        batchesOf(quotesOf({ session: 9, market: 70 })),
      ),
    ]);
    assert.deepEqual([all.length, odd.length], [5, 1]);
  }));

Deno.test("quotes() gives back every column as it came, numbers that are missing as NaN", async () => {
  const row: Row = {
    session: -1,
    board: "78",
    ticker: "IBOVF124E",
    market: 70,
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
  const quotes = await warehouse.quotes({ markets: [70] });
  assert.deepEqual(rowsOf(quotes), [row]);
  assert.ok(quotes.session instanceof Int32Array && quotes.bid instanceof Float64Array);
});

Deno.test("summary() counts quotes, tickers, sessions and files", () =>
  withRows(async (warehouse) => {
    await warehouse.storeFile(
      incoming({ name: "rows", sha256: "r", grain: "day" }),
      batchesOf(quotesOf(...ROWS)),
    );
    assert.deepEqual(await warehouse.summary(), {
      nQuotes: 8,
      nTickers: 5,
      nSessions: 3,
      firstSession: 16804,
      lastSession: 16806,
      nFiles: 1,
    });
  }));

Deno.test("summary() of nothing has no sessions", async () => {
  await using folder = await temporaryPath();
  await using warehouse = await openWarehouse(folder.path);
  assert.deepEqual(await warehouse.summary(), {
    nQuotes: 0,
    nTickers: 0,
    nSessions: 0,
    firstSession: null,
    lastSession: null,
    nFiles: 0,
  });
});
