import assert from "node:assert/strict";
import { join } from "node:path";

/** Runs a task as a user would, with the permissions it has in deno.json. */
async function task(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", ...args],
    env: { NO_COLOR: "1", B3_DATA: "" },
  });
  const { code, stdout, stderr } = await command.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), err: text(stderr) };
}

Deno.test("actions lists the sample's splits and new codes, of all tickers or one", async () => {
  const root = await Deno.makeTempDir();
  try {
    const db = join(root, "b3.duckdb");
    assert.equal((await task("ingest", "--db", db, "--from", "data/sample")).code, 0);
    const { actions, successions } = JSON.parse((await task("actions", "mglu3", "--json", "--db", db)).out);
    assert.deepEqual(
      actions.map(({ exSession, ratio }: { exSession: string; ratio: number }) => [exSession, ratio]),
      [["2017-09-05", 8], ["2019-08-06", 8], ["2020-10-14", 4]],
    );
    assert.deepEqual(successions, []);
    const { code, out } = await task("actions", "--db", db);
    assert.equal(code, 0);
    assert.match(out, /^ENEV3 +2016-05-12 +grouping +1\/100 /m);
    assert.match(out, /^TIMP3 +2020-10-09 +TIMS3 +2020-10-13 /m);
    const absent = await task("actions", "NONE3", "--db", db);
    assert.equal(absent.code, 1);
    assert.match(absent.err, /^error: Cannot find "NONE3": the panel holds \d+ tickers/);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});

Deno.test("bench actions says that it was skipped when there is nothing to judge by", async () => {
  const { code, out } = await task("bench", "actions");
  assert.equal(code, 0);
  assert.match(out, /^skipped: the files it needs are in no folder/);
});
