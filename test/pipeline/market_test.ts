import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { barsOf, NotFoundError, parseSession } from "~/core/mod.ts";
import { ingest, ingestActions, ingestSeries, loadMarket } from "~/pipeline/mod.ts";
import { fileOf, KINDS, patch, PETR4 } from "../cotahist/helpers.ts";

/** Runs with a folder and a database of PETR4's record of 2021-01-04 and whatever others are given. */
async function withDatabase(
  records: readonly string[],
  work: (db: string, root: string) => Promise<void>,
): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), "b3_market_"));
  try {
    const db = join(root, "b3.duckdb");
    const path = join(root, "COTAHIST_D04012021.TXT");
    await writeFile(path, fileOf([PETR4, ...records]));
    await ingest({ db, from: [path] });
    await work(db, root);
  } finally {
    await rm(root, { recursive: true });
  }
}

/** The record under another code, on another day. */
const renamed = (ticker: string, day: string) => patch(patch(PETR4, 13, ticker.padEnd(12)), 3, day);

Deno.test("loadMarket() gives returns on the total basis when the database has adjusted closes", async () => {
  const root = await mkdtemp(join(tmpdir(), "b3_market_"));
  try {
    const db = join(root, "b3.duckdb");
    await writeFile(join(root, "COTAHIST_D08112024.TXT"), KINDS);
    await ingest({ db, from: [join(root, "COTAHIST_D08112024.TXT")] });
    const before = await loadMarket(db);
    assert.equal(before.returns, before.panel);
    assert.deepEqual(before.sources, ["COTAHIST_D08112024.TXT"]);

    const path = join(root, "adjusted.csv");
    await writeFile(path, "date,ticker,adj_close\n2021-01-04,PETR4,12.5\n");
    await ingestSeries(db, [{ kind: "adjusted", path }]);
    const { panel, returns, sources, findings, sha256 } = await loadMarket(db);
    assert.deepEqual([panel.basis, returns.basis], ["split", "total"]);
    assert.deepEqual(panel.close, before.panel.close);
    assert.deepEqual([...barsOf(returns, "PETR4").close], [12.5]);
    assert.deepEqual(sources, ["COTAHIST_D08112024.TXT", "adjusted.csv"]);
    assert.notEqual(sha256, before.sha256);
    assert.ok(findings.some(({ kind }) => kind === "no_adjusted_close"));
  } finally {
    await rm(root, { recursive: true });
  }
});

Deno.test("loadMarket() says which of several indices it uses, and uses the one that is named", () =>
  withDatabase([], async (db, root) => {
    const series = async (name: string, text: string) => {
      const path = join(root, `${name}.csv`);
      await writeFile(path, `date,close\n${text}\n`);
      await ingestSeries(db, [{ kind: "index", path, name }]);
    };
    await series("short", "2020-12-30,100");
    assert.deepEqual((await loadMarket(db)).findings, []);
    await series("long", "2020-12-30,7\n2021-01-04,8");
    const { inputs, findings } = await loadMarket(db);
    assert.deepEqual([...inputs.market?.indexClose ?? []], [7, 8]);
    assert.deepEqual(findings.map(({ kind }) => kind), ["several_series"]);
    assert.match(findings[0].message, /^2 series of index are stored \(long, short\): long reaches furthest/);
    const named = await loadMarket(db, { index: "short" });
    assert.deepEqual([...named.inputs.market?.indexClose ?? []], [100]);
    assert.deepEqual(named.findings, []);
    await assert.rejects(loadMarket(db, { index: "none" }), {
      name: NotFoundError.name,
      message: 'Cannot use index "none": the database has long, short',
    });
  }));

Deno.test("loadMarket() counts the dates of an index in the hash, not only its values", () =>
  withDatabase([], async (db, root) => {
    const path = join(root, "index.csv");
    const hashes = [];
    for (const day of ["2020-12-29", "2020-12-30"]) {
      await writeFile(path, `date,close\n${day},100\n`);
      await ingestSeries(db, [{ kind: "index", path, name: day }]);
      hashes.push((await loadMarket(db, { index: day })).sha256);
    }
    assert.equal(new Set(hashes).size, 2);
  }));

Deno.test("loadMarket() joins codes whose ISIN went on, and those it is told of", () =>
  withDatabase([
    renamed("PETX4", "20210105"), // PETR4's ISIN
    patch(renamed("NOVA4", "20210106"), 231, "BRNOVAACNPR1"),
  ], async (db) => {
    const certain = await loadMarket(db);
    assert.deepEqual(certain.panel.tickers, ["NOVA4", "PETX4"]);
    assert.deepEqual([...barsOf(certain.panel, "PETX4").session], [
      parseSession("2021-01-04"),
      parseSession("2021-01-05"),
    ]);
    assert.deepEqual(
      certain.findings.filter(({ kind }) => kind === "joined_codes").map(({ message }) => message),
      ["PETR4 went on as PETX4: its quotes are PETX4's"],
    );
    const told = await loadMarket(db, { successions: [{ from: "PETX4", to: "NOVA4" }] });
    assert.deepEqual(told.panel.tickers, ["NOVA4"]);
    assert.equal(told.panel.session.length, 3);
    assert.notEqual(told.sha256, certain.sha256);
  }));

Deno.test("loadMarket() takes known splits and payments, of old codes too, and says how many payments it knows", () =>
  withDatabase([renamed("PETX4", "20210105")], async (db, root) => {
    const before = await loadMarket(db);
    const path = join(root, "manual.csv");
    await writeFile(
      path,
      "ticker,ex_session,kind,ratio,payment\nPETR4,2021-01-05,split,2,0\nPETX4,2021-01-05,dividend,1,0.1\n",
    );
    await ingestActions(db, [path]);
    const { panel, returns, actions, findings, sources, sha256 } = await loadMarket(db);
    assert.deepEqual([panel.basis, returns.basis], ["split", "total"]);
    const [first, last] = before.panel.close;
    assert.deepEqual([...panel.close], [first / 2, last]);
    assert.deepEqual([...returns.close], [first * 0.9 / 2, last]);
    assert.deepEqual(actions.map(({ ticker, kind }) => `${ticker} ${kind}`), [
      "PETX4 split",
      "PETX4 dividend",
    ]);
    const [partly] = findings.filter(({ kind }) => kind === "partly_known_payments");
    assert.match(partly.message, /^1 payments of 1 of 1 tickers are known, the first on 2021-01-05/);
    assert.ok(sources.includes("manual.csv"));
    assert.notEqual(sha256, before.sha256);
  }));

Deno.test("loadMarket() puts back the hundred thousands of trades that the tape lacks", () =>
  withDatabase(
    Array.from({ length: 20 }, (_, i) => {
      const day = `2021${i < 10 ? "02" : "03"}${String(i % 10 + 10)}`;
      return patch(patch(PETR4, 3, day), 148, i === 15 ? "09323" : "95000"); // TOTNEG, 148 to 152
    }),
    async (db) => {
      const { panel } = await loadMarket(db);
      const { trades } = barsOf(panel, "PETR4");
      assert.deepEqual([...trades.subarray(-6)], [95_000, 109_323, 95_000, 95_000, 95_000, 95_000].slice(-6));
    },
  ));

Deno.test("loadMarket() until a session looks at nothing later: quotes, actions, closes or series", () =>
  withDatabase([renamed("PETR4", "20210105"), renamed("PETR4", "20210106")], async (db, root) => {
    const to = parseSession("2021-01-05");
    const write = async (name: string, text: string) => {
      const path = join(root, name);
      await writeFile(path, text);
      return path;
    };
    const index = await write("index.csv", "date,close\n2021-01-04,100\n2021-01-05,101\n");
    await ingestSeries(db, [{ kind: "index", path: index, name: "a" }]);
    const before = await loadMarket(db, { to });
    const longer = await write("longer.csv", "date,close\n2021-01-04,7\n2021-01-05,8\n2021-01-06,9\n");
    await ingestSeries(db, [{ kind: "index", path: longer, name: "b" }]);
    const later = await write(
      "later.csv",
      "ticker,ex_session,kind,ratio,payment\nPETR4,2021-01-06,split,2,0\n",
    );
    await ingestActions(db, [later]);
    const after = await loadMarket(db, { to });
    assert.deepEqual([...after.panel.close], [...before.panel.close]);
    assert.deepEqual(after.inputs.market, before.inputs.market);
    assert.equal(after.sha256, before.sha256);
    assert.notEqual((await loadMarket(db)).panel.close[0], before.panel.close[0]);
  }));

Deno.test("loadMarket() refuses to join a code that has no quotes", () =>
  withDatabase([], async (db) => {
    await assert.rejects(loadMarket(db, { successions: [{ from: "XXXX3", to: "PETR4" }] }), {
      name: NotFoundError.name,
      message: "Cannot join codes: quotes of XXXX3 are wanted, found none",
    });
  }));

Deno.test("loadMarket() keeps known payments of tickers that a vendor's closes lack", () =>
  withDatabase([renamed("PETR4", "20210105")], async (db, root) => {
    const actions = join(root, "actions.csv");
    await writeFile(actions, "ticker,ex_session,kind,ratio,payment\nPETR4,2021-01-05,dividend,1,0.1\n");
    await ingestActions(db, [actions]);
    const adjusted = join(root, "adjusted.csv");
    await writeFile(adjusted, "date,ticker,adj_close\n2021-01-04,VALE3,12.5\n");
    await ingestSeries(db, [{ kind: "adjusted", path: adjusted }]);
    const { panel, returns } = await loadMarket(db);
    assert.ok(Math.abs(returns.close[0] / panel.close[0] - 0.9) < 1e-12);
  }));
