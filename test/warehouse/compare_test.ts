import assert from "node:assert/strict";
import type { Finding } from "~/core/mod.ts";
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

const DAY = { name: "COTAHIST_D04012016.TXT", sha256: "d", grain: "day" } as const;
const YEAR = { name: "COTAHIST_A2016.ZIP", sha256: "a", grain: "year" } as const;

async function store(
  warehouse: Warehouse,
  file: typeof DAY | typeof YEAR,
  rows: readonly Partial<Row>[],
  isWhole = true,
): Promise<readonly Finding[]> {
  return (await warehouse.storeFile(incoming({ ...file, isWhole }), batchesOf(quotesOf(...rows)))).findings;
}

testInCatalogs("storeFile() finds nothing where a yearly file says what the daily ones said", async () => {
  await using folder = await temporaryPath();
  await using warehouse = await openWarehouse(folder.path);
  const rows: Partial<Row>[] = [{}, { ticker: "VALE3" }, { session: 16805 }];
  assert.deepEqual(await store(warehouse, DAY, rows.slice(0, 2)), []);
  assert.deepEqual(await store(warehouse, YEAR, rows), []);
  assert.deepEqual(await store(warehouse, DAY, rows.slice(0, 1)), []);
  assert.equal((await warehouse.quotes()).length, 3);
});

testInCatalogs(
  "storeFile() finds where a yearly file and a daily one disagree, in either order",
  async () => {
    for (const files of [[DAY, YEAR], [YEAR, DAY]] as const) {
      await using folder = await temporaryPath();
      await using warehouse = await openWarehouse(folder.path);
      const rows = (file: typeof files[number]) => {
        const isDay = file === DAY;
        return [
          { ticker: "ABEV3", isin: "" },
          { ticker: "PETR4", close: isDay ? 6.87 : 6.88, bid: isDay ? 6.85 : NaN },
          { ticker: "VALE3", company: isDay ? "VALE" : "VALE R DOCE" },
        ];
      };
      assert.deepEqual(await store(warehouse, files[0], rows(files[0])), []);
      assert.deepEqual(await store(warehouse, files[1], rows(files[1])), [{
        severity: "warning",
        kind: "disagreement",
        ticker: "PETR4",
        session: 16804,
        message:
          `${files[1].name} disagrees with files before it on 2 of 3 quotes that both have, first PETR4 on ` +
          `2016-01-04 of ${
            files[0].name
          } (close, bid); the file of the longer period counts, of equal ones the later`,
      }]);
      assert.deepEqual(rowsOf(await warehouse.quotes()), rowsOf(quotesOf(...rows(YEAR))));
    }
  },
);

testInCatalogs("storeFile() takes corrections of a file issued again and says how many", async () => {
  await using folder = await temporaryPath();
  await using warehouse = await openWarehouse(folder.path);
  await store(warehouse, YEAR, [{ close: 1 }, { ticker: "VALE3", trades: 5 }]);
  const findings = await store(warehouse, YEAR, [{ close: 1 }, { ticker: "VALE3", trades: 6 }]);
  assert.deepEqual(findings.map(({ kind, ticker }) => [kind, ticker]), [["disagreement", "VALE3"]]);
  assert.match(
    findings[0].message,
    /on 1 of 2 quotes .* first VALE3 on 2016-01-04 of COTAHIST_A2016.ZIP \(trades\)/,
  );
  assert.deepEqual([...(await warehouse.quotes()).trades], [24012, 6]);
});

testInCatalogs("storeFile() keeps what a file issued again lacks, and says so if it is whole", async () => {
  await using folder = await temporaryPath();
  await using warehouse = await openWarehouse(folder.path);
  const rows: Partial<Row>[] = [{}, { ticker: "VALE3" }, { ticker: "VALE3", session: 16805 }, { market: 20 }];
  await store(warehouse, DAY, rows);
  assert.deepEqual(await store(warehouse, DAY, rows.slice(0, 1), false), []);
  assert.deepEqual(await store(warehouse, YEAR, rows.slice(0, 1)), [{
    severity: "info",
    kind: "absent_quotes",
    ticker: "VALE3",
    session: 16804,
    message: "COTAHIST_A2016.ZIP lacks 1 quotes that files before it have for its sessions, first VALE3 on " +
      "2016-01-04 of COTAHIST_D04012016.TXT; they are kept",
  }]);
  assert.equal((await warehouse.quotes()).length, 3);
});

testInCatalogs(
  "storeFile() keeps a ticker that changes its board, and says where files differ on it",
  async () => {
    await using folder = await temporaryPath();
    await using warehouse = await openWarehouse(folder.path);
    const change: Partial<Row>[] = [
      { ticker: "OIBR3", session: 16804, board: "02" },
      { ticker: "OIBR3", session: 16805, board: "08" },
    ];
    assert.deepEqual(await store(warehouse, YEAR, change), []);
    assert.deepEqual((await warehouse.quotes()).board, ["02", "08"]);

    assert.deepEqual(await store(warehouse, DAY, [{ ...change[0], board: "08" }]), [{
      severity: "warning",
      kind: "other_board",
      ticker: "OIBR3",
      session: 16804,
      message:
        "COTAHIST_D04012016.TXT has 1 quotes on another board than files before it, first OIBR3 on 2016-01-04 " +
        "of COTAHIST_A2016.ZIP (08, there 02); both are kept",
    }]);
    assert.deepEqual((await warehouse.quotes()).board, ["02", "08", "08"]);
  },
);

testInCatalogs("storeFile() does not mind in which order the sessions of a file come", async () => {
  const days = [16804, 16805, 16806].map((session) => [{ session }, { session, ticker: "VALE3" }]);
  const stored = async (order: readonly number[]) => {
    await using folder = await temporaryPath();
    await using warehouse = await openWarehouse(folder.path);
    assert.deepEqual(await store(warehouse, YEAR, order.flatMap((i) => days[i])), []);
    return rowsOf(await warehouse.quotes());
  };
  assert.deepEqual(await stored([0, 2, 1]), await stored([0, 1, 2]));
});

testInCatalogs("storeFile() finds two sessions swapped, as soon as another file has them right", async () => {
  await using folder = await temporaryPath();
  await using warehouse = await openWarehouse(folder.path);
  const closes = [[16804, 6.87], [16805, 6.95]];
  const right = closes.map(([session, close]) => ({ session, close }));
  const swapped = right.map(({ close }, i) => ({ session: right[1 - i].session, close }));
  await store(warehouse, DAY, swapped);
  const [finding] = await store(warehouse, YEAR, right);
  assert.equal(finding.kind, "disagreement");
  assert.match(finding.message, /on 2 of 2 quotes/);
  assert.deepEqual([...(await warehouse.quotes()).close], [6.87, 6.95]);
});
