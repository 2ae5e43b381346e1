import assert from "node:assert/strict";
import { join } from "node:path";

const ROOT = await Deno.makeTempDir();
const DB = join(ROOT, "b3.duckdb");
globalThis.addEventListener("unload", () => Deno.removeSync(ROOT, { recursive: true }));

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

const ingested = await task("ingest", "--db", DB);
assert.equal(ingested.code, 0, ingested.err);

Deno.test("audit clears a run on the sample with exit code 0", async () => {
  const { code, out, err } = await task(
    "audit",
    "--features",
    "reference_without_book",
    "--cuts",
    "1",
    "--db",
    DB,
  );
  assert.equal(code, 0, err);
  assert.match(out, /^pass +truncation: none of \d+ values of the past changes /m);
  assert.match(out, /^macd +recursive +[\d.]+ +[\d.]+ /m); // its drift is printed
  assert.match(out, /\nAll clear\n$/);
  assert.match(err, /^audit .*100%/m); // progress
});

Deno.test("audit flags the rule label with exit code 1, in JSON too", async () => {
  const { code, out, err } = await task(
    "audit",
    "--label",
    "indicator_rule",
    "--cuts",
    "1",
    "--db",
    DB,
    "--json",
  );
  assert.equal(code, 1, err);
  const { isClear, checks, features, label } = JSON.parse(out);
  assert.deepEqual([isClear, features, label.kind], [false, "reference", "indicator_rule"]);
  assert.deepEqual(
    checks.filter(({ outcome }: { outcome: string }) => outcome !== "pass").map((
      { name }: { name: string },
    ) => name),
    ["label from inputs"],
  );
});

Deno.test("audit explains itself, refuses what it does not know, and fails without a database", async () => {
  const help = await task("audit", "--help");
  assert.equal(help.code, 0, help.err);
  assert.match(help.out, /^USAGE\n +deno task audit /);
  const wrong = await task("audit", "--cuts", "0");
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /a whole number from 1 to 100 is wanted/);
  const missing = await task("audit", "--db", join(ROOT, "none.duckdb"));
  assert.equal(missing.code, 1);
  assert.match(missing.err, /^error: Cannot .*none\.duckdb/m);
});
