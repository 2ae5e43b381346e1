import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ingest, ingestLake } from "~/pipeline/mod.ts";
import { offerLake, openWarehouse } from "~/warehouse/mod.ts";
import { fileOf, patch, PETR4 } from "../cotahist/helpers.ts";

Deno.test("ingestLake() reads a lake once, over daily files and under B3's own monthly ones", async () => {
  const root = await mkdtemp(join(tmpdir(), "b3_lake_"));
  try {
    const [lake, db] = [join(root, "lake.duckdb"), join(root, "b3.duckdb")];
    const closing = (cents: number) => fileOf([patch(PETR4, 109, String(cents).padStart(13, "0"))]);
    const take = async (db: string, name: string, cents: number) => {
      await writeFile(join(root, name), closing(cents));
      await ingest({ db, from: [join(root, name)] });
    };
    const close = async () => {
      await using warehouse = await openWarehouse(db, { readOnly: true });
      return [...(await warehouse.quotes()).close];
    };
    await take(lake, "COTAHIST_D04012021.TXT", 2);
    await offerLake(lake);
    await take(db, "COTAHIST_D05012021.TXT", 1);
    const { firstSession, lastSession, findings, ...first } = await ingestLake(db, lake);
    assert.deepEqual(first, {
      file: "b3_hist of lake.duckdb",
      records: 1,
      stored: 1,
      skipped: 0,
      sessions: 1,
      isKnown: false,
    });
    assert.equal(firstSession, lastSession);
    assert.equal(findings[0].kind, "no_distribution");
    assert.deepEqual(await close(), [0.02]);
    const again = await ingestLake(db, lake);
    assert.deepEqual([again.isKnown, again.stored, again.skipped, again.findings], [true, 0, 1, []]);
    await take(db, "COTAHIST_M012021.TXT", 3);
    assert.equal((await ingestLake(db, lake)).stored, 0);
    assert.deepEqual(await close(), [0.03]);
  } finally {
    await rm(root, { recursive: true });
  }
});
