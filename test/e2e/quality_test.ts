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

Deno.test("quality of the sample: a table, JSON with dates, a page, and an exit code if asked for", async (t) => {
  // a year in the middle is left out
  for (const year of [2016, 2018]) {
    const { code, err } = await task("ingest", "--db", DB, "--from", `data/sample/COTAHIST_A${year}.ZIP`);
    assert.equal(code, 0, err);
  }
  const flags = ["--db", DB, "--reports", join(ROOT, "reports")];

  await t.step("the table has a line for each kind and names the page", async () => {
    const { code, out, err } = await task("quality", ...flags);
    assert.equal(code, 0, err);
    assert.match(out, /^\d+ quotes of \d+ tickers in 494 sessions, 2016-01-04 to 2018-12-28$/m);
    assert.match(
      out,
      /^error +missing_year +1 +246 +The whole year 2017 is missing: 246 sessions without a quote$/m,
    );
    assert.equal(out.trim().split("\n").at(-1), join(ROOT, "reports", "quality.html"));
  });

  await t.step("the JSON is the last line, its dates are text, its totals add up", async () => {
    const { code, out, err } = await task("quality", ...flags, "--json");
    assert.equal(code, 0, err);
    const quality = JSON.parse(out.trim().split("\n").at(-1) ?? "");
    assert.deepEqual([quality.firstSession, quality.lastSession], ["2016-01-04", "2018-12-28"]);
    assert.equal(quality.findings[0].kind, "missing_year");
    assert.equal(quality.findings[0].session, "2017-01-02");
    for (const { kind, findings, count } of quality.totals) {
      const members = quality.findings.filter((finding: { kind: string }) => finding.kind === kind);
      assert.equal(members.length, findings);
      assert.equal(members.reduce((sum: number, member: { count: number }) => sum + member.count, 0), count);
    }
    for (const { examples } of quality.findings) {
      for (const { session } of examples) assert.match(session, /^\d{4}-\d\d-\d\d$/);
    }
    assert.match(await Deno.readTextFile(quality.page), /Missing year/);
  });

  await t.step("--strict fails for errors and says which", async () => {
    const { code, err } = await task("quality", ...flags, "--strict");
    assert.equal(code, 1);
    assert.match(err, /^error: Cannot vouch for .*b3\.duckdb: .* wanted, found missing_year 246 times/m);
  });

  await t.step("it explains itself", async () => {
    const { code, out } = await task("quality", "--help");
    assert.equal(code, 0);
    assert.match(out, /^USAGE\n +deno task quality /);
  });
});
