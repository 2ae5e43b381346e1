import assert from "node:assert/strict";
import { join } from "node:path";

const ROOT = await Deno.makeTempDir();
const DB = join(ROOT, "b3.duckdb");
globalThis.addEventListener("unload", () => Deno.removeSync(ROOT, { recursive: true }));

/** Runs a task as a user would, with the permissions it has in deno.json. */
async function task(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", ...args],
    env: { NO_COLOR: "1", B3_DATA: "" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), err: text(stderr) };
}

assert.equal((await task("ingest", "--db", DB, "--json")).code, 0);

Deno.test("prepare --preset chooses the feature set", async () => {
  const { code, out, err } = await task(
    "prepare",
    "--db",
    DB,
    "--preset",
    "alpha158",
    "--last",
    "2y",
    "--json",
  );
  assert.equal(code, 0, err);
  const account = JSON.parse(out);
  assert.deepEqual([account.features, account.parquet], ["alpha158", null]);
  assert.ok(account.nSamples > 10_000);
});

Deno.test("prepare --parquet writes the samples", async () => {
  const permissions = ["--allow-read", "--allow-write", "--allow-ffi", "--allow-sys", "--allow-env"];
  const args = ["--db", DB, "--preset", "alpha158", "--last", "2y", "--parquet", ROOT, "--json"];
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", ...permissions, "tasks/prepare.ts", ...args],
  }).output();
  assert.ok(success, new TextDecoder().decode(stderr));
  const { parquet } = JSON.parse(new TextDecoder().decode(stdout));
  assert.equal(parquet, join(ROOT, "alpha158.parquet"));
  const bytes = await Deno.readFile(parquet);
  assert.equal(new TextDecoder().decode(bytes.subarray(0, 4)), "PAR1");
});

Deno.test("prepare --preset full without an index and rates names the columns that need them", async () => {
  const { code, err } = await task("prepare", "--db", DB, "--preset", "full");
  assert.equal(code, 1);
  assert.match(err, /undefined feature \d+.*; never defined: .*beta_60.*dividend_yield_252.*risk_free/s);
});

Deno.test("prepare refuses --features and --preset that say two things", async () => {
  const { code, err } = await task("prepare", "--db", DB, "--features", "core", "--preset", "full");
  assert.equal(code, 2, err);
  assert.match(err, /--features says core, --preset full/);
});

Deno.test("bench features says when there is nothing to measure on", async () => {
  const { code, out } = await task("bench", "features", "--json");
  assert.equal(code, 0);
  assert.match(JSON.parse(out).absent, /^skipped: /);
});
