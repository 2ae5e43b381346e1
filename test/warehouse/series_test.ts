import assert from "node:assert/strict";
import { DuckDBInstance } from "@duckdb/node-api";
import { parseSession, type SeriesFile, type SeriesKind } from "~/core/mod.ts";
import type { Warehouse } from "~/warehouse/mod.ts";
import { batchesOf, incoming, openWarehouse, quotesOf, temporaryPath, testInCatalogs } from "./quotes_of.ts";

/** A file of series of rows `[date, name, value]`; its checksum is its name unless it says otherwise. */
function series(
  kind: SeriesKind,
  file: string,
  ...rows: readonly (readonly [date: string, name: string, value: number])[]
): SeriesFile {
  return {
    kind,
    file,
    sha256: `sha of ${file}`,
    length: rows.length,
    session: Int32Array.from(rows, ([date]) => parseSession(date)),
    name: rows.map(([, name]) => name),
    value: Float64Array.from(rows, ([, , value]) => value),
  };
}

const day = parseSession;
const days = (...dates: readonly string[]) => Int32Array.from(dates, day);

/** Runs a test on a new warehouse that holds a quote of PETR4. */
function onWarehouse(name: string, test: (warehouse: Warehouse) => Promise<void>): void {
  testInCatalogs(name, async () => {
    await using folder = await temporaryPath();
    await using warehouse = await openWarehouse(folder.path);
    await warehouse.storeFile(incoming({ name: "q", sha256: "q", grain: "day" }), batchesOf(quotesOf({})));
    await test(warehouse);
  });
}

onWarehouse(
  "storeSeries() keeps kinds apart, and readers give them in columns by name and session",
  async (warehouse) => {
    const adjusted = series(
      "adjusted",
      "adjusted.csv",
      ["2016-01-05", "VALE3", 4],
      ["2016-01-04", "PETR4", 1.5],
      ["2016-01-05", "PETR4", 1.25],
    );
    const stored = await warehouse.storeSeries(adjusted);
    assert.deepEqual(stored, {
      kind: "adjusted",
      name: "",
      file: "adjusted.csv",
      sha256: "sha of adjusted.csv",
      names: 2,
      length: 3,
      firstSession: day("2016-01-04"),
      asOf: day("2016-01-05"),
      isKnown: false,
      replaced: 0,
      findings: [{
        severity: "warning",
        kind: "unknown_tickers",
        message: "adjusted.csv has 1 tickers that no quote has: VALE3",
      }],
    });
    await warehouse.storeSeries(
      series("index", "i", ["2016-01-05", "IBOV", 42419], ["2016-01-06", "IBOV", 41773]),
    );
    await warehouse.storeSeries(series("rates", "r", ["2016-01-05", "IBOV", -0.0005]));
    assert.deepEqual(await warehouse.adjustedCloses(), {
      length: 3,
      session: days("2016-01-04", "2016-01-05", "2016-01-05"),
      ticker: ["PETR4", "PETR4", "VALE3"],
      close: Float64Array.of(1.5, 1.25, 4),
    });
    assert.deepEqual((await warehouse.adjustedCloses({ tickers: ["VALE3", "NONE3"] })).ticker, ["VALE3"]);
    assert.deepEqual((await warehouse.adjustedCloses({ tickers: [] })).length, 0);
    assert.deepEqual(await warehouse.indexCloses("IBOV"), {
      length: 2,
      session: days("2016-01-05", "2016-01-06"),
      close: Float64Array.of(42419, 41773),
    });
    assert.deepEqual(await warehouse.dailyRates("IBOV"), {
      length: 1,
      session: days("2016-01-05"),
      rate: Float64Array.of(-0.0005),
    });
    assert.equal((await warehouse.dailyRates("CDI")).length, 0);
    const { isKnown: _, replaced: __, findings: ___, ...listed } = stored;
    const [first, ...others] = await warehouse.series();
    assert.deepEqual({ ...first }, listed);
    assert.deepEqual(others.map(({ kind, name, file, asOf }) => [kind, name, file, asOf]), [
      ["index", "IBOV", "i", day("2016-01-06")],
      ["rates", "IBOV", "r", day("2016-01-05")],
    ]);
  },
);

onWarehouse("series readers of a warehouse without series are empty", async (warehouse) => {
  assert.deepEqual(await warehouse.series(), []);
  assert.deepEqual(await warehouse.adjustedCloses(), {
    length: 0,
    session: new Int32Array(),
    ticker: [],
    close: new Float64Array(),
  });
  assert.equal((await warehouse.indexCloses("IBOV")).length, 0);
});

onWarehouse(
  "storeSeries() replaces a ticker's adjusted closes as a whole and says if they end earlier",
  async (warehouse) => {
    const closes = async () => [...(await warehouse.adjustedCloses()).close];
    const rows = [["2016-01-04", "PETR4", 1], ["2016-01-05", "PETR4", 2], [
      "2016-01-05",
      "PETR3",
      3,
    ]] as const;
    await warehouse.storeSeries(series("adjusted", "a", ...rows));
    const shorter = await warehouse.storeSeries(series("adjusted", "b", ["2016-01-04", "PETR4", 9]));
    assert.equal(shorter.replaced, 2);
    assert.deepEqual(shorter.findings, [{
      severity: "warning",
      kind: "shorter_series",
      message: "b ends earlier than the adjusted closes it replaces for 1 tickers, the first PETR4",
    }]);
    assert.deepEqual(await closes(), [3, 9]);
    const again = await warehouse.storeSeries(series("adjusted", "a", ...rows));
    assert.deepEqual([again.isKnown, again.replaced], [false, 2]);
    assert.deepEqual(await closes(), [3, 1, 2]);
    assert.equal((await warehouse.storeSeries(series("adjusted", "a", ...rows))).isKnown, true);
    assert.equal((await warehouse.series()).length, 3);
  },
);

onWarehouse(
  "storeSeries() replaces an index's closes by session and says which changed",
  async (warehouse) => {
    await warehouse.storeSeries(
      series("index", "a", ["2016-01-04", "IBOV", 1], ["2016-01-05", "IBOV", 2], ["2016-01-06", "IBOV", 3]),
    );
    await warehouse.storeSeries(series("index", "s", ["2016-01-05", "SMLL", 7]));
    const { replaced, findings } = await warehouse.storeSeries(
      series("index", "b", ["2016-01-05", "IBOV", 2.5], ["2016-01-06", "IBOV", 3], ["2016-01-07", "IBOV", 4]),
    );
    assert.equal(replaced, 2);
    assert.deepEqual(findings, [{
      severity: "warning",
      kind: "changed_values",
      message: "b says otherwise of IBOV than an earlier file for 1 sessions, the first 2016-01-05",
    }]);
    assert.deepEqual([...(await warehouse.indexCloses("IBOV")).close], [1, 2.5, 3, 4]);
    assert.deepEqual([...(await warehouse.indexCloses("SMLL")).close], [7]);
  },
);

onWarehouse("storeSeries() stores the same index under another name again", async (warehouse) => {
  const file = series("index", "a", ["2016-01-04", "IBOV", 1]);
  await warehouse.storeSeries(file);
  assert.equal((await warehouse.storeSeries({ ...file, name: ["BOVA"] })).isKnown, false);
  assert.equal((await warehouse.storeSeries({ ...file, name: ["BOVA"] })).isKnown, true);
});

onWarehouse("storeSeries() takes more values than a chunk has", async (warehouse) => {
  const rows = Array.from(
    { length: 5000 },
    (_, i) => ["2016-01-04", `T${String(i).padStart(4, "0")}`, i] as const,
  );
  await warehouse.storeSeries(series("adjusted", "a", ...rows));
  const { ticker, close } = await warehouse.adjustedCloses();
  assert.deepEqual(ticker, rows.map(([, name]) => name));
  assert.deepEqual([...close], rows.map(([, , value]) => value));
});

onWarehouse("storeSeries() names five unknown tickers at most", async (warehouse) => {
  const rows = Array.from("ABCDEF", (letter) => ["2016-01-04", `${letter}3`, 1] as const);
  const { findings } = await warehouse.storeSeries(series("adjusted", "a", ...rows));
  assert.deepEqual(findings.map(({ message }) => message), [
    "a has 6 tickers that no quote has: A3, B3, C3, D3, E3, …",
  ]);
});

testInCatalogs("storeSeries() wants values and a warehouse open for writing", async () => {
  await using folder = await temporaryPath();
  const { path } = folder;
  const file = series("index", "a", ["2016-01-04", "IBOV", 1]);
  {
    await using warehouse = await openWarehouse(path);
    await assert.rejects(
      warehouse.storeSeries(series("index", "a")),
      new RangeError(`Cannot store a in "${path}": at least one value is wanted, found none`),
    );
  }
  await using warehouse = await openWarehouse(path, { readOnly: true });
  await assert.rejects(
    warehouse.storeSeries(file),
    new TypeError(`Cannot store a in "${path}": it must be open for writing, found it read-only`),
  );
});

onWarehouse(
  "storeSeries() beside a file being stored is refused or waits its turn, and nothing is lost",
  async (warehouse) => {
    const files = ["a", "b", "c"].map((file, i) => series("index", file, ["2016-01-04", file, i]));
    const results = await Promise.allSettled(files.map(warehouse.storeSeries));
    for (const result of results) {
      if (result.status === "rejected") assert.equal(result.reason.name, "BusyError");
    }
    const stored = results.filter(({ status }) => status === "fulfilled").length;
    assert.equal((await warehouse.series()).length, stored);
    assert.ok(stored > 0);
  },
);

testInCatalogs("series are refused if their tables are another's", async () => {
  for (
    const sql of [
      "create table index_closes (title varchar)",
      "create view series_files as select 1 as id",
    ]
  ) {
    await using folder = await temporaryPath();
    const { path } = folder;
    await (await openWarehouse(path)).close();
    const instance = await DuckDBInstance.create(path);
    const connection = await instance.connect();
    await connection.run(sql);
    connection.closeSync();
    instance.closeSync();
    await using warehouse = await openWarehouse(path);
    const wanted = "a table series_files of series is wanted, found another or none";
    await assert.rejects(warehouse.series(), { message: `Cannot read "${path}": ${wanted}` });
    await assert.rejects(warehouse.storeSeries(series("index", "a", ["2016-01-04", "IBOV", 1])), {
      name: "DataError",
      message: `Cannot store a in "${path}": ${wanted}`,
    });
  }
});
