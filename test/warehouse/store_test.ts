import assert from "node:assert/strict";
import fc from "fast-check";
import { BusyError, DataError, type Quotes } from "~/core/mod.ts";
import type { StoredFile, Warehouse } from "~/warehouse/mod.ts";
import {
  batchesOf,
  incoming,
  manyQuotes,
  openWarehouse,
  quotesOf,
  type Row,
  rowsOf,
  temporaryPath,
  testInCatalogs,
} from "./quotes_of.ts";

const DAY = { name: "COTAHIST_D04012016.TXT", sha256: "d", grain: "day" } as const;
const MONTH = { name: "COTAHIST_M012016.ZIP", sha256: "m", grain: "month" } as const;
const YEAR = { name: "COTAHIST_A2016.ZIP", sha256: "a", grain: "year" } as const;

async function closes(warehouse: Warehouse): Promise<number[]> {
  return [...(await warehouse.quotes()).close];
}

testInCatalogs(
  "storeFile() lets a year supersede a month and a month a day, whichever comes first",
  async () => {
    await using folder = await temporaryPath();
    await using warehouse = await openWarehouse(folder.path);
    const row = { session: 16804 };
    await warehouse.storeFile(incoming(DAY), batchesOf(quotesOf({ ...row, close: 1 })));
    const month = await warehouse.storeFile(incoming(MONTH), batchesOf(quotesOf({ ...row, close: 2 })));
    assert.deepEqual(month, {
      ...MONTH,
      markets: "cash",
      isWhole: true,
      records: 1,
      skipped: 0,
      duplicates: 0,
      superseded: 0,
      replaced: 1,
      stored: 1,
      sessions: 1,
      findings: [{
        severity: "warning",
        kind: "disagreement",
        ticker: "PETR4",
        session: 16804,
        message:
          "COTAHIST_M012016.ZIP disagrees with files before it on 1 of 1 quotes that both have, first PETR4 on " +
          "2016-01-04 of COTAHIST_D04012016.TXT (close); the file of the longer period counts, of equal ones the later",
      }],
    });
    await warehouse.storeFile(incoming(YEAR), batchesOf(quotesOf({ ...row, close: 3 })));
    assert.deepEqual(await closes(warehouse), [3]);

    const late = await warehouse.storeFile(
      incoming(MONTH),
      batchesOf(quotesOf({ ...row, close: 4 }, { session: 16805, close: 5 })),
    );
    assert.deepEqual([late.records, late.superseded, late.replaced, late.stored, late.sessions], [
      2,
      1,
      0,
      1,
      2,
    ]);
    assert.deepEqual(await closes(warehouse), [3, 5]);
  },
);

testInCatalogs(
  "storeFile() takes the later of two files of one grain and leaves other keys alone",
  async () => {
    await using folder = await temporaryPath();
    await using warehouse = await openWarehouse(folder.path);
    const other: Partial<Row>[] = [
      { session: 16805 },
      { ticker: "PETR3" },
      { market: 20 },
      { board: "96" },
      { market: 30, forwardTerm: "030" },
      { market: 30, forwardTerm: "060" },
    ];
    await warehouse.storeFile(
      incoming(DAY),
      batchesOf(quotesOf({ close: 1 }, ...other.map((row) => ({ ...row, close: 1 })))),
    );
    const again = await warehouse.storeFile(
      incoming({ ...DAY, sha256: "d2" }),
      batchesOf(quotesOf({ close: 2 })),
    );
    assert.deepEqual([again.replaced, again.stored], [1, 1]);
    assert.deepEqual(await closes(warehouse), [1, 2, 1, 1]); // PETR3; PETR4: the one, its other board, the next session
    const rest = await warehouse.storeFile(
      incoming({ ...DAY, sha256: "d3" }),
      batchesOf(quotesOf({ close: 3 }, ...other)),
    );
    assert.deepEqual([rest.replaced, rest.stored], [7, 7]);
  },
);

testInCatalogs("storeFile() keeps the last of equal keys in a file and reports the others", async () => {
  await using folder = await temporaryPath();
  await using warehouse = await openWarehouse(folder.path);
  const batches = batchesOf(
    quotesOf({ close: 1 }, { ticker: "VALE3", close: 9 }, { close: 2 }),
    quotesOf({ close: 3 }),
  );
  const { findings, ...counts } = await warehouse.storeFile(incoming(DAY), batches);
  assert.deepEqual([counts.records, counts.duplicates, counts.stored], [4, 2, 2]);
  assert.deepEqual(findings, [{
    severity: "warning",
    kind: "duplicate_quotes",
    message:
      "COTAHIST_D04012016.TXT has 2 quotes with the session, ticker, market, board and term of a later one; " +
      "the last of each was kept",
  }]);
  assert.deepEqual(await closes(warehouse), [3, 9]);
});

testInCatalogs("files() tells what was stored, in that order", async () => {
  await using folder = await temporaryPath();
  await using warehouse = await openWarehouse(folder.path);
  assert.deepEqual(await warehouse.files(), []);
  const stored: StoredFile[] = [];
  for (const file of [YEAR, DAY, YEAR]) {
    const { findings: _, ...rest } = await warehouse.storeFile(incoming(file), batchesOf(quotesOf({})));
    stored.push(rest);
  }
  assert.deepEqual(await warehouse.files(), stored);
});

testInCatalogs("findFile() finds the last storing of the same bytes, with no fewer markets", async () => {
  await using folder = await temporaryPath();
  await using warehouse = await openWarehouse(folder.path);
  assert.equal(await warehouse.findFile("a", "cash"), null);
  await warehouse.storeFile(incoming(YEAR), batchesOf(quotesOf({})));
  assert.equal((await warehouse.findFile("a", "cash"))?.records, 1);
  assert.equal(await warehouse.findFile("a", "all"), null);
  assert.equal(await warehouse.findFile("b", "cash"), null);
  const all = { ...incoming(YEAR), markets: "all" } as const;
  await warehouse.storeFile(all, batchesOf(quotesOf({}, { market: 20 })));
  assert.deepEqual(await warehouse.findFile("a", "all"), (await warehouse.files())[1]);
  assert.deepEqual(await warehouse.findFile("a", "cash"), (await warehouse.files())[1]);
});

testInCatalogs("findFile() does not know a file that was not whole", async () => {
  await using folder = await temporaryPath();
  await using warehouse = await openWarehouse(folder.path);
  const stored = await warehouse.storeFile(incoming({ ...YEAR, isWhole: false }), batchesOf(quotesOf({})));
  assert.equal(stored.isWhole, false);
  assert.equal((await warehouse.files())[0].isWhole, false);
  assert.equal(await warehouse.findFile("a", "cash"), null);
});

testInCatalogs(
  "findFile() does not know a file of whose quotes a later one has replaced some, until it is stored again",
  async () => {
    await using folder = await temporaryPath();
    await using warehouse = await openWarehouse(folder.path);
    const known = async () => [
      await warehouse.findFile("a", "cash") !== null,
      await warehouse.findFile("b", "cash") !== null,
    ];
    const store = (sha256: string) =>
      warehouse.storeFile(
        incoming({ ...YEAR, sha256 }),
        batchesOf(sha256 === "a" ? quotesOf({}, { ticker: "VALE3" }) : quotesOf({})),
      );
    await store("a");
    await store("b");
    assert.deepEqual(await known(), [false, true]);
    await store("a");
    assert.deepEqual(await known(), [true, false]);
  },
);

testInCatalogs("findFile() knows a file that is superseded, once that was seen", async () => {
  await using folder = await temporaryPath();
  await using warehouse = await openWarehouse(folder.path);
  for (const file of [DAY, YEAR]) await warehouse.storeFile(incoming(file), batchesOf(quotesOf({})));
  assert.equal(await warehouse.findFile("d", "cash"), null);
  await warehouse.storeFile(incoming(DAY), batchesOf(quotesOf({})));
  assert.equal((await warehouse.findFile("d", "cash"))?.superseded, 1);
});

testInCatalogs("storeFile() takes a file without quotes", async () => {
  await using folder = await temporaryPath();
  await using warehouse = await openWarehouse(folder.path);
  const empty = await warehouse.storeFile(incoming(DAY), batchesOf());
  assert.deepEqual([empty.records, empty.stored, empty.sessions], [0, 0, 0]);
  assert.equal((await warehouse.findFile("d", "cash"))?.name, DAY.name);
});

testInCatalogs("storeFile() stores nothing of a file that breaks off, and passes the error on", async () => {
  await using folder = await temporaryPath();
  await using warehouse = await openWarehouse(folder.path);
  await warehouse.storeFile(incoming(DAY), batchesOf(quotesOf({ close: 1 })));
  const broken = new DataError("Cannot read COTAHIST_A2016.ZIP: it breaks off");
  async function* batches() {
    yield* batchesOf(manyQuotes(300_000), quotesOf({ close: 2 }));
    throw broken;
  }
  await assert.rejects(warehouse.storeFile(incoming(YEAR), batches()), (error) => error === broken);
  assert.deepEqual(await closes(warehouse), [1]);
  assert.equal((await warehouse.files()).length, 1);
  await warehouse.storeFile(incoming(YEAR), batchesOf(quotesOf({ close: 3 })));
  assert.deepEqual(await closes(warehouse), [3]);
});

testInCatalogs("storeFile() refuses columns that are too short", async () => {
  await using folder = await temporaryPath();
  await using warehouse = await openWarehouse(folder.path);
  const quotes: Quotes = { ...manyQuotes(3), isin: ["BRPETRACNPR6"] };
  await assert.rejects(
    warehouse.storeFile(incoming(DAY), batchesOf(quotes)),
    new RangeError('Cannot store rows: 3 values of "isin" are wanted, found 1'),
  );
  assert.equal(await warehouse.findFile("d", "cash"), null);
});

Deno.test(
  "storeFile() stores one of two files that come at once and says that the other has to wait",
  async () => {
    await using folder = await temporaryPath();
    await using first = await openWarehouse(folder.path);
    await using second = await openWarehouse(folder.path);
    const results = await Promise.allSettled([
      first.storeFile(incoming(DAY), batchesOf(manyQuotes(20_000, { close: 1 }))),
      second.storeFile(incoming(YEAR), batchesOf(manyQuotes(20_000, { close: 2 }))),
      first.storeFile(incoming(MONTH), batchesOf(manyQuotes(20_000, { close: 3 }))),
    ]);
    for (const result of results) {
      if (result.status === "fulfilled") continue;
      assert.ok(result.reason instanceof BusyError);
      assert.match(
        result.reason.message,
        /^Cannot store COTAHIST_.* in ".*": one may write at a time, another is writing$/,
      );
    }
    const { length, session } = await first.quotes();
    assert.equal(length, 20_000);
    assert.equal(new Set(session).size, 20_000);
    assert.equal((await first.files()).length, results.filter(({ status }) => status === "fulfilled").length);
  },
);

testInCatalogs("storeFile() in any order of files leaves what a map by key would hold", async () => {
  const GRAINS = ["day", "month", "year"] as const;
  const file = fc.record({
    grain: fc.constantFrom(...GRAINS),
    rows: fc.array(
      fc.record({
        session: fc.integer({ min: 16804, max: 16806 }),
        ticker: fc.constantFrom("PETR4", "VALE3"),
        market: fc.constantFrom(10, 30),
        board: fc.constantFrom("02", "96"),
        forwardTerm: fc.constantFrom("", "030"),
      }),
      { maxLength: 12 },
    ),
  });
  const key = (row: Partial<Row>) => [row.session, row.ticker, row.market, row.board, row.forwardTerm].join();
  const paper = (row: Partial<Row>) => key({ ...row, board: "" });

  /** What is to be found when rows come where others are held: every close differs from every other. */
  function kindsOf(
    rows: Partial<Row>[],
    held: { rank: number; row: Partial<Row> }[],
    rank: number,
  ): string[] {
    const keys = new Set(rows.map(key));
    const pairs = rows.flatMap((row) => held.map((old) => [row, old.row]));
    const isAbsent = (old: typeof held[number]) =>
      old.rank <= rank && !keys.has(key(old.row)) &&
      rows.some((row) => row.session === old.row.session && row.market === old.row.market);
    return [
      ...(pairs.some(([a, b]) => key(a) === key(b)) ? ["disagreement"] : []),
      ...(pairs.some(([a, b]) => paper(a) === paper(b) && a.board !== b.board) ? ["other_board"] : []),
      ...(held.some(isAbsent) ? ["absent_quotes"] : []),
    ];
  }

  await fc.assert(
    fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 6 }), async (files) => {
      await using folder = await temporaryPath();
      await using warehouse = await openWarehouse(folder.path);
      const held = new Map<string, { rank: number; row: Partial<Row> }>();
      let close = 0;
      for (const [i, { grain, rows }] of files.entries()) {
        const numbered = rows.map((row) => ({ ...row, close: ++close }));
        const last = new Map(numbered.map((row) => [key(row), row]));
        const counts = { superseded: 0, replaced: 0, stored: 0 };
        const rank = GRAINS.indexOf(grain);
        const kinds = kindsOf([...last.values()], [...held.values()], rank);
        for (const [key, row] of last) {
          const old = held.get(key);
          if (old !== undefined && old.rank > rank) {
            counts.superseded++;
            continue;
          }
          if (old !== undefined) counts.replaced++;
          counts.stored++;
          held.set(key, { rank, row });
        }
        const half = Math.floor(rows.length / 2);
        const batches = batchesOf(quotesOf(...numbered.slice(0, half)), quotesOf(...numbered.slice(half)));
        const { findings, ...stored } = await warehouse.storeFile(
          incoming({ name: `${i}`, sha256: `${i}`, grain, skipped: 2 }),
          batches,
        );
        const duplicates = rows.length - last.size;
        const sessions = new Set(rows.map((row) => row.session)).size;
        assert.deepEqual(stored, {
          ...{
            name: `${i}`,
            sha256: `${i}`,
            grain,
            markets: "cash",
            isWhole: true,
            records: rows.length + 2,
            skipped: 2,
            duplicates,
            sessions,
          },
          ...counts,
        });
        assert.deepEqual(
          findings.map(({ kind }) => kind),
          [...(duplicates > 0 ? ["duplicate_quotes"] : []), ...kinds],
        );
      }
      const found = rowsOf(await warehouse.quotes());
      const cash = [...held.values()].map(({ row }) => row).filter(({ market }) => market === 10);
      const wanted = rowsOf(quotesOf(...cash));
      const byClose = (a: Row, b: Row) => Number(a.close) - Number(b.close);
      assert.deepEqual(found.sort(byClose), wanted.sort(byClose));
    }),
    { numRuns: 40, seed: 1 },
  );
});
