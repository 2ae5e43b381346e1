import assert from "node:assert/strict";
import { DuckDBInstance } from "@duckdb/node-api";
import { type CorporateAction, SHARE_KINDS } from "~/core/mod.ts";
import type { Warehouse } from "~/warehouse/mod.ts";
import { actionOf, feedOf, manualOf } from "./actions_of.ts";
import { batchesOf, incoming, openWarehouse, quotesOf, temporaryPath, testInCatalogs } from "./quotes_of.ts";

const PAID: Partial<CorporateAction> = { kind: "dividend", ratio: 1, payment: 0.02 };

/** Runs a test on a new warehouse that holds a quote of PETR4. */
function onWarehouse(name: string, test: (warehouse: Warehouse) => Promise<void>): void {
  testInCatalogs(name, async () => {
    await using folder = await temporaryPath();
    await using warehouse = await openWarehouse(folder.path);
    await warehouse.storeFile(incoming({ name: "q", sha256: "q", grain: "day" }), batchesOf(quotesOf({})));
    await test(warehouse);
  });
}

/** Tickers, ex sessions and ratios of what is there. */
const held = async (warehouse: Warehouse) =>
  (await warehouse.actions()).map((
    { ticker, exSession, ratio, source },
  ) => [ticker, exSession, ratio, source]);

onWarehouse(
  "actions() gives what storeActions() stored, by ticker and ex session, of all tickers or some",
  async (warehouse) => {
    const late = actionOf({ ...PAID, exSession: 16900, asOf: null });
    const other = actionOf({ ticker: "PETR3", kind: "grouping", ratio: 0.1 });
    const result = await warehouse.storeActions(feedOf([late, actionOf(), other]));
    assert.deepEqual(result, {
      file: "PETR.json",
      stored: 3,
      replaced: 0,
      findings: [{
        severity: "warning",
        kind: "unknown_tickers",
        message: "PETR.json has actions of 1 tickers that no quote has: PETR3",
      }],
    });
    const file = "PETR.json";
    assert.deepEqual(await warehouse.actions(), [
      { ...other, file },
      { ...actionOf(), file },
      { ...late, file },
    ]);
    assert.deepEqual(await warehouse.actions({ tickers: ["PETR3", "NONE3"] }), [{ ...other, file }]);
    assert.deepEqual(await warehouse.actions({ tickers: [] }), []);
  },
);

onWarehouse("actions() of a warehouse without any is empty", async (warehouse) => {
  assert.deepEqual(await warehouse.actions(), []);
});

onWarehouse(
  "storeActions() of a later feed takes the place of the earlier and says what changed",
  async (warehouse) => {
    const dropped = actionOf({ ticker: "PETR3", exSession: 16810 });
    await warehouse.storeActions(feedOf([actionOf(), dropped, actionOf({ exSession: 16900 })]));
    const vale = { company: "VALE", kinds: SHARE_KINDS };
    await warehouse.storeActions(
      feedOf([actionOf({ ticker: "VALE3" })], { file: "VALE.json", covers: vale }),
    );
    const later = feedOf([actionOf({ ratio: 3 }), actionOf({ exSession: 16900 })], { file: "later.json" });
    const { stored, replaced, findings } = await warehouse.storeActions(later);
    assert.deepEqual([stored, replaced], [2, 3]);
    assert.deepEqual(findings, [{
      severity: "warning",
      kind: "changed_actions",
      message: "later.json no longer says 2 of the actions in PETR.json, or says otherwise, " +
        "the first PETR3's split of 2016-01-10",
    }]);
    assert.deepEqual(await held(warehouse), [
      ["PETR4", 16805, 3, "feed"],
      ["PETR4", 16900, 2, "feed"],
      ["VALE3", 16805, 2, "feed"],
    ]);
    const again = await warehouse.storeActions(later);
    assert.deepEqual([again.stored, again.replaced, again.findings], [2, 2, []]);
  },
);

onWarehouse("storeActions() of a feed without actions takes the company's away", async (warehouse) => {
  await warehouse.storeActions(feedOf([actionOf()]));
  assert.equal((await warehouse.storeActions(feedOf([]))).replaced, 1);
  assert.deepEqual(await warehouse.actions(), []);
});

onWarehouse("storeActions() of a feed replaces only kinds that it covers", async (warehouse) => {
  const covers = { company: "PETR", kinds: SHARE_KINDS };
  await warehouse.storeActions(feedOf([actionOf(), actionOf(PAID)]));
  const { replaced } = await warehouse.storeActions(feedOf([actionOf({ ratio: 4 })], { covers }));
  assert.equal(replaced, 1);
  assert.deepEqual((await warehouse.actions()).map(({ kind, ratio }) => [kind, ratio]), [
    ["split", 4],
    ["dividend", 1],
  ]);
});

onWarehouse(
  "storeActions() keeps a person's actions until a file of their name comes again",
  async (warehouse) => {
    await warehouse.storeActions(manualOf("mine.csv", actionOf(), actionOf({ exSession: 16900 })));
    await warehouse.storeActions(manualOf("yours.csv", actionOf({ exSession: 16950, ratio: 5 })));
    await warehouse.storeActions(feedOf([actionOf({ ratio: 3 })]));
    const { replaced, findings } = await warehouse.storeActions(manualOf("mine.csv", actionOf({ ratio: 4 })));
    assert.equal(replaced, 2);
    assert.deepEqual(findings.map(({ kind, message }) => [kind, message]), [[
      "changed_actions",
      "mine.csv no longer says 2 of the actions in mine.csv, or says otherwise, the first PETR4's split of 2016-01-05",
    ]]);
    assert.deepEqual(await held(warehouse), [
      ["PETR4", 16805, 3, "feed"],
      ["PETR4", 16805, 4, "manual"],
      ["PETR4", 16950, 5, "manual"],
    ]);
  },
);

onWarehouse(
  "storeActions() keeps an action of two of a person's files once, as the newest says",
  async (warehouse) => {
    const kept = [actionOf(PAID), actionOf({ ...PAID, kind: "interest" })];
    await warehouse.storeActions(manualOf("a.csv", actionOf(), ...kept));
    await warehouse.storeActions(feedOf([actionOf()]));
    const { replaced, findings } = await warehouse.storeActions(
      manualOf("b.csv", actionOf(), actionOf({ ...PAID, payment: 0.05 })),
    );
    assert.equal(replaced, 2);
    assert.deepEqual(findings, [{
      severity: "warning",
      kind: "double_action",
      message:
        "b.csv says 2 of the actions in a.csv, too, and its word stands, the first PETR4's split of 2016-01-05",
    }]);
    assert.deepEqual((await warehouse.actions()).map(({ kind, payment, file }) => [kind, payment, file]), [
      ["split", 0, "PETR.json"],
      ["split", 0, "b.csv"],
      ["dividend", 0.05, "b.csv"],
      ["interest", 0.02, "a.csv"],
    ]);
  },
);

onWarehouse(
  "storeActions() takes more actions than a chunk has, some known since and some not",
  async (warehouse) => {
    const actions = Array.from(
      { length: 5000 },
      (_, i) => actionOf({ ...PAID, exSession: 10000 + i, payment: i / 10000, asOf: i % 3 === 0 ? null : i }),
    );
    await warehouse.storeActions(feedOf(actions));
    assert.deepEqual(await warehouse.actions(), actions.map((action) => ({ ...action, file: "PETR.json" })));
  },
);

onWarehouse(
  "storeActions() stores nothing of a file with a factor of 0, a negative one or a payment of all",
  async (warehouse) => {
    for (
      const bad of [{ ratio: 0 }, { ratio: -2 }, { ratio: NaN }, { ratio: Infinity }, { payment: 1 }, {
        payment: NaN,
      }]
    ) {
      const action = actionOf(bad);
      await assert.rejects(warehouse.storeActions(feedOf([actionOf(), action])), {
        name: "RangeError",
        message:
          `Cannot store PETR.json in "${warehouse.path}": a ratio above 0 and a payment from 0 to below 1 are wanted, ` +
          `found ${action.ratio} and ${action.payment} of PETR4`,
      });
    }
    assert.deepEqual(await warehouse.actions(), []);
  },
);

onWarehouse(
  "storeActions() beside another is refused or waits its turn, and nothing is lost",
  async (warehouse) => {
    const files = ["AAAA", "BBBB", "CCCC"].map((company) =>
      feedOf([actionOf({ ticker: `${company}3` })], { covers: { company, kinds: SHARE_KINDS } })
    );
    const results = await Promise.allSettled(files.map(warehouse.storeActions));
    for (const result of results) {
      if (result.status === "rejected") assert.equal(result.reason.name, "BusyError");
    }
    const stored = results.filter(({ status }) => status === "fulfilled").length;
    assert.equal((await warehouse.actions()).length, stored);
    assert.ok(stored > 0);
  },
);

testInCatalogs("storeActions() wants a warehouse open for writing, actions() does not", async () => {
  await using folder = await temporaryPath();
  const { path } = folder;
  {
    await using warehouse = await openWarehouse(path);
    await warehouse.storeActions(feedOf([actionOf()]));
  }
  await using warehouse = await openWarehouse(path, { readOnly: true });
  assert.equal((await warehouse.actions()).length, 1);
  await assert.rejects(
    warehouse.storeActions(feedOf([])),
    new TypeError(`Cannot store PETR.json in "${path}": it must be open for writing, found it read-only`),
  );
});

testInCatalogs("actions are refused if their table is another's", async () => {
  for (const sql of ["create table actions (title varchar)", "create view actions as select 1 as ticker"]) {
    await using folder = await temporaryPath();
    const { path } = folder;
    await (await openWarehouse(path)).close();
    const instance = await DuckDBInstance.create(path);
    const connection = await instance.connect();
    await connection.run(sql);
    connection.closeSync();
    instance.closeSync();
    await using warehouse = await openWarehouse(path);
    const wanted = "a table actions of corporate actions is wanted, found another or none";
    await assert.rejects(warehouse.actions(), { message: `Cannot read "${path}": ${wanted}` });
    await assert.rejects(warehouse.storeActions(feedOf([actionOf()])), {
      name: "DataError",
      message: `Cannot store PETR.json in "${path}": ${wanted}`,
    });
  }
});

onWarehouse("sessions() and papers() are of the cash market, each once", async (warehouse) => {
  const file = incoming({ name: "r", sha256: "r", grain: "day" });
  const more = quotesOf(
    { session: 16806, specification: "PN      N2" },
    { session: 16805, ticker: "VALE3", isin: "BRVALEACNOR0", specification: "ON      N1" },
    { session: 16807, ticker: "PETRA12", market: 70 },
  );
  await warehouse.storeFile(file, batchesOf(more));
  assert.deepEqual(await warehouse.sessions(), Int32Array.of(16804, 16805, 16806));
  assert.deepEqual((await warehouse.papers()).map((paper) => ({ ...paper })), [
    { ticker: "PETR4", isin: "BRPETRACNPR6", board: "02", specification: "PN      N2" },
    { ticker: "VALE3", isin: "BRVALEACNOR0", board: "02", specification: "ON      N1" },
  ]);
});
