import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ingestSeries } from "~/pipeline/mod.ts";
import { openWarehouse } from "~/warehouse/mod.ts";

Deno.test("ingestSeries() stores files in the order given, and none if one cannot be read", async () => {
  const root = await mkdtemp(join(tmpdir(), "b3_series_"));
  try {
    const db = join(root, "b3.duckdb");
    const path = (name: string) => join(root, name);
    await writeFile(path("ibov.csv"), "date,close\n2016-01-04,42141\n2016-01-05,42419\n");
    await writeFile(path("cdi.json"), '[{"data":"04/01/2016","valor":"0.0525"}]');
    await writeFile(path("bad.csv"), "date,close\n2016-01-04,?\n");
    const index = { kind: "index", path: path("ibov.csv"), name: "IBOV" } as const;
    const rates = { kind: "rates", path: path("cdi.json") } as const;
    const results = await ingestSeries(db, [rates, index]);
    assert.deepEqual(results.map(({ file, name, length }) => [file, name, length]), [
      ["cdi.json", "CDI", 1],
      ["ibov.csv", "IBOV", 2],
    ]);
    const bad = { kind: "index", path: path("bad.csv") } as const;
    await assert.rejects(ingestSeries(db, [{ ...index, name: "OTHER" }, bad]), { name: "DataError" });
    await using warehouse = await openWarehouse(db, { readOnly: true });
    assert.deepEqual([...(await warehouse.indexCloses("IBOV")).close], [42141, 42419]);
    assert.deepEqual([...(await warehouse.dailyRates("CDI")).rate], [0.000525]);
    assert.equal((await warehouse.indexCloses("OTHER")).length, 0);
  } finally {
    await rm(root, { recursive: true });
  }
});
