import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { barsOf } from "~/core/mod.ts";
import { ingest, ingestSeries, loadMarket } from "~/pipeline/mod.ts";
import { KINDS } from "../cotahist/helpers.ts";

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
    assert.deepEqual(await loadMarket(db, { tickers: ["PETR4"] }).then((market) => market.findings), []);
  } finally {
    await rm(root, { recursive: true });
  }
});
