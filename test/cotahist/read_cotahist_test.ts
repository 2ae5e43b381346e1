import assert from "node:assert/strict";
import { parseSession } from "~/core/mod.ts";
import { bytesSource, readCotahist } from "~/cotahist/mod.ts";
import {
  concatQuotes,
  fileOf,
  KINDS,
  latin1,
  LINES,
  patch,
  PETR4,
  readAll,
  rowOf,
  source,
  zipOf,
} from "./helpers.ts";

Deno.test("readCotahist() decodes every field of a cash quote", async () => {
  const { quotes } = await readAll(source(fileOf([PETR4])));
  assert.deepEqual(rowOf(quotes, 0), {
    session: 18631, // 2021-01-04
    board: "02",
    ticker: "PETR4",
    market: 10,
    company: "PETROBRAS",
    specification: "PN      N2",
    forwardTerm: "",
    currency: "R$",
    open: 28.65,
    high: 29.18,
    low: 28.53,
    average: 28.82,
    close: 28.91,
    bid: 28.9,
    ask: 28.91,
    trades: 9323, // five digits: 109,323 in truth
    shares: 74719700,
    turnover: 2153768758,
    strike: NaN,
    strikeIndex: 0,
    expiry: parseSession("9999-12-31"),
    quotationFactor: 1,
    strikePoints: NaN,
    isin: "BRPETRACNPR6",
    distribution: 197,
  });
});

Deno.test("readCotahist() keeps the cash market unless told otherwise, whatever the board", async () => {
  const { quotes, summary } = await readAll(source(KINDS));
  assert.deepEqual(quotes.ticker, ["CMIG4", "PETR4", "OIBR3", "ALUP11", "AAPL34", "XPCA11", "BSLI2"]);
  assert.deepEqual(quotes.board, ["02", "02", "08", "02", "34", "13", "10"]);
  assert.deepEqual(summary, {
    file: "COTAHIST.TXT",
    entry: null,
    grain: "day",
    records: 15,
    kept: 7,
    skipped: 8,
    lost: 0,
    firstSession: parseSession("2003-02-12"),
    lastSession: parseSession("2024-11-08"),
    nSessions: 3,
    isWhole: true,
    findings: [],
  });
});

Deno.test("readCotahist() decodes options, forwards and odd lots when all markets are wanted", async () => {
  const { quotes, summary } = await readAll(source(KINDS), { markets: "all" });
  assert.equal(summary.kept, 15);
  assert.deepEqual([...quotes.market], [10, 70, 80, 70, 30, 10, 10, 10, 13, 10, 20, 10, 21, 80, 10]);
  const forward = rowOf(quotes, 4);
  assert.equal(forward.ticker, "ABEV3T");
  assert.equal(forward.forwardTerm, "016");
  const indexCall = rowOf(quotes, 3);
  assert.equal(indexCall.ticker, "IBOVA43");
  assert.equal(indexCall.strike, 43000);
  assert.equal(indexCall.strikePoints, 43000);
  assert.equal(indexCall.expiry, parseSession("2016-01-13"));
  const dollarPut = rowOf(quotes, 2);
  assert.equal(dollarPut.ticker, "EMBRW1");
  assert.equal(dollarPut.strikeIndex, 8);
  assert.equal(dollarPut.strikePoints, 16.523484);
});

Deno.test("readCotahist() divides prices and strikes by the quotation factor, not shares or money", async () => {
  const { quotes } = await readAll(source(KINDS), { markets: "all" });
  const cemig = rowOf(quotes, 0); // 24.31 for 1,000 shares
  assert.equal(cemig.quotationFactor, 1000);
  assert.equal(cemig.open, 0.02475);
  assert.equal(cemig.close, 0.02431);
  assert.equal(cemig.ask, 0.0245);
  assert.equal(cemig.shares, 408000000);
  assert.equal(cemig.turnover, 10025640);
  const call = rowOf(quotes, 1);
  assert.equal(call.ticker, "ACESB9");
  assert.equal(call.strike, 0.0008);
  assert.equal(call.close, 0.00021);
});

Deno.test("readCotahist() reads a price of 0 as none", async () => {
  const zero = "0".repeat(13);
  const { quotes } = await readAll(source(fileOf([[57, 70, 83, 96, 109, 122, 135].reduce(
    (line, from) => patch(line, from, zero),
    PETR4,
  )])));
  const { open, high, low, average, close, bid, ask } = rowOf(quotes, 0);
  assert.deepEqual([open, high, low, average, close, bid, ask], Array(7).fill(NaN));
});

Deno.test("readCotahist() takes a missing quotation factor as 1 and says so", async () => {
  for (const factor of ["0000000", "       "]) {
    const { quotes, summary } = await readAll(source(fileOf([patch(PETR4, 211, factor), PETR4])));
    assert.deepEqual([...quotes.quotationFactor], [1, 1]);
    assert.deepEqual([...quotes.close], [28.91, 28.91]);
    assert.deepEqual(summary.findings, [{
      severity: "warning",
      kind: "no_quotation_factor",
      message: "1 quotes state no FATCOT, taken as 1",
    }]);
  }
});

Deno.test("readCotahist() takes an expiry of 0 as none", async () => {
  const { quotes } = await readAll(source(fileOf([patch(PETR4, 203, "00000000")])));
  assert.equal(quotes.expiry[0], parseSession("9999-12-31"));
});

Deno.test("readCotahist() keeps unknown codes and notes each once", async () => {
  const unknown = patch(patch(PETR4, 11, "87"), 25, "019");
  const { quotes, summary } = await readAll(source(fileOf([unknown, unknown])), { markets: "all" });
  assert.equal(quotes.length, 2);
  assert.deepEqual(summary.findings.map(({ severity, kind, message }) => [severity, kind, message]), [
    ["info", "unknown_market", 'TPMERC "19" is not in the layout; its quotes are kept'],
    ["info", "unknown_board", 'CODBDI "87" is not in the layout; its quotes are kept'],
  ]);
});

Deno.test("readCotahist() reads latin-1 names", async () => {
  const { quotes } = await readAll(source(fileOf([patch(PETR4, 28, "AÇÚCAR E ÁLC")])));
  assert.equal(quotes.company[0], "AÇÚCAR E ÁLC");
});

Deno.test("readCotahist() reads CRLF, LF and a last line without line end alike", async () => {
  const { quotes } = await readAll(source(KINDS), { markets: "all" });
  const lf = await Deno.readFile(new URL("../fixtures/cotahist/kinds_lf.TXT", import.meta.url));
  for (const bytes of [lf, lf.subarray(0, -1), KINDS.subarray(0, -1), KINDS.subarray(0, -2)]) {
    assert.deepEqual((await readAll(source(bytes), { markets: "all" })).quotes, quotes);
  }
});

Deno.test("readCotahist() gives the same for reads that end anywhere", async () => {
  const whole = await readAll(source(KINDS), { markets: "all" });
  for (const length of [1, 2, 246, 247, 248, 1000]) {
    const slow = {
      ...source(KINDS),
      read: (offset: number) => Promise.resolve(KINDS.subarray(offset, offset + length)),
    };
    assert.deepEqual(await readAll(slow, { markets: "all" }), whole, `${length} bytes at a time`);
  }
});

Deno.test("readCotahist() reads a ZIP like its text, whatever the file is called", async () => {
  const { quotes } = await readAll(source(KINDS));
  const zip = await zipOf({
    "folder/": new Uint8Array(),
    "folder/COTAHIST.A2024": KINDS,
    "README.txt": latin1("x"),
  });
  const read = await readAll(bytesSource("download.bin", zip));
  assert.deepEqual(read.quotes, quotes);
  assert.equal(read.summary.entry, "folder/COTAHIST.A2024");
  assert.equal(read.summary.grain, "year");
});

Deno.test("readCotahist() gives batches of 8,192 quotes and the rest", async () => {
  const bytes = fileOf(
    Array.from({ length: 20_000 }, (_, k) => patch(PETR4, 148, String(k).padStart(5, "0"))),
  );
  const { batches } = readCotahist(source(bytes));
  const parts = await Array.fromAsync(batches);
  assert.deepEqual(parts.map((part) => part.length), [8192, 8192, 3616]);
  assert.deepEqual(parts.map((part) => part.close.length), [8192, 8192, 3616]);
  assert.deepEqual(parts.map((part) => part.ticker.length), [8192, 8192, 3616]);
  assert.deepEqual([...concatQuotes(parts).trades], Array.from({ length: 20_000 }, (_, k) => k));
});

Deno.test("readCotahist() ends a full last batch without an empty one", async () => {
  const { batches, summary } = readCotahist(source(fileOf(Array(8192).fill(PETR4))));
  assert.equal((await Array.fromAsync(batches)).length, 1);
  assert.equal(summary().kept, 8192);
});

Deno.test("readCotahist() reports progress up to the whole file, text and ZIP", async () => {
  const text = fileOf(Array(5000).fill(PETR4));
  for (const bytes of [text, await zipOf({ "COTAHIST_A2021.TXT": text })]) {
    const calls: [number, number][] = [];
    await readAll(source(bytes), { onProgress: (...call) => calls.push(call) });
    assert.deepEqual(calls.at(-1), [bytes.length, bytes.length]);
    assert.ok(calls.every(([read], k) => k === 0 || read >= calls[k - 1][0]));
  }
});

Deno.test("readCotahist() stops at the signal's reason", async () => {
  const reason = new Error("enough");
  const text = fileOf(Array(20_000).fill(PETR4));
  for (const bytes of [text, await zipOf({ "COTAHIST_A2021.TXT": text })]) {
    const controller = new AbortController();
    const { batches, summary } = readCotahist(source(bytes), { signal: controller.signal });
    await assert.rejects(async () => {
      for await (const _ of batches) controller.abort(reason);
    }, reason);
    assert.throws(summary, TypeError);
    await assert.rejects(readAll(source(bytes), { signal: AbortSignal.abort(reason) }), reason);
  }
});

Deno.test("readCotahist() lets its caller stop early", async () => {
  const text = fileOf(Array(20_000).fill(PETR4));
  for (const bytes of [text, await zipOf({ "COTAHIST_A2021.TXT": text })]) {
    for await (const quotes of readCotahist(source(bytes)).batches) {
      assert.equal(quotes.length, 8192);
      break;
    }
  }
});

Deno.test("summary() wants the batches drained", () => {
  assert.throws(readCotahist(source(KINDS)).summary, {
    name: "TypeError",
    message: 'Cannot summarize "COTAHIST.TXT": its batches are to be drained first',
  });
});

Deno.test("readCotahist() has null sessions when nothing was kept", async () => {
  const { summary } = await readAll(source(fileOf([LINES[2]])));
  assert.equal(summary.records, 1);
  assert.equal(summary.skipped, 1);
  assert.deepEqual([summary.firstSession, summary.lastSession, summary.nSessions], [null, null, 0]);
});

Deno.test("readCotahist() finds sessions that the file's name does not state, as of two days swapped", async () => {
  const day = async (name: string, ...dates: string[]) => {
    const bytes = fileOf(dates.map((date) => patch(PETR4, 3, date)));
    return (await readAll(source(bytes, name))).summary.findings;
  };
  assert.deepEqual(await day("COTAHIST_D05012021.TXT", "20210105"), []);
  assert.deepEqual(await day("COTAHIST_M012021.TXT", "20210105", "20210104"), []);
  assert.deepEqual(await day("COTAHIST_A2021.TXT", "20211230", "20210104"), []);
  assert.deepEqual(await day("COTAHIST_D05012021.TXT", "20210106", "20210105", "20210104"), [{
    severity: "warning",
    kind: "other_period",
    message: "sessions in 2021-01-05 are wanted by the file's name, found 2 others, 2021-01-04 the first",
  }]);
});
