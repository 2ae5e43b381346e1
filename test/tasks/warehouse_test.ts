import assert from "node:assert/strict";
import { join } from "node:path";
import { openWarehouse } from "~/warehouse/mod.ts";

/** Runs the task with the permissions it has in deno.json. */
async function warehouse(env: Record<string, string>, ...args: string[]) {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", "warehouse", ...args],
    env: { NO_COLOR: "1", MOTHERDUCK_TOKEN: "", ...env },
  });
  const { code, stdout, stderr } = await command.output();
  return { code, out: new TextDecoder().decode(stdout), err: new TextDecoder().decode(stderr) };
}

Deno.test("warehouse exports and imports the database that B3_DATABASE or --db names", async () => {
  const root = await Deno.makeTempDir();
  try {
    const [db, copy, parquet] = ["b3.duckdb", "copy.duckdb", "parquet"].map((name) => join(root, name));
    await (await openWarehouse(db)).close();
    const exported = await warehouse({ B3_DATABASE: db }, "export", parquet);
    assert.equal(exported.code, 0, exported.err);
    assert.match(exported.out, /^table +rows\n-+ +-+\nfiles +0\nquotes +0\nwarehouse +1\n$/);
    const imported = await warehouse({ B3_DATABASE: db }, "import", parquet, "--db", copy, "--json");
    assert.equal(imported.code, 0, imported.err);
    assert.equal(JSON.parse(imported.out).length, 3);
    const again = await warehouse({}, "import", parquet, "--db", copy);
    assert.deepEqual([again.code, again.err.includes("a new database file is wanted")], [2, true]);
    const cloud = await warehouse({ B3_DATABASE: "md:b3" }, "export", parquet);
    assert.equal(cloud.code, 2);
    assert.match(cloud.err, /an access token of MotherDuck is wanted in MOTHERDUCK_TOKEN/);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
