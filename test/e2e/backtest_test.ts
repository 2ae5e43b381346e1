import assert from "node:assert/strict";
import { join } from "node:path";

const ROOT = await Deno.makeTempDir();
const DB = join(ROOT, "b3.duckdb");
const MODELS = join(ROOT, "models");
const RUN = join(ROOT, "run.json");
globalThis.addEventListener("unload", () => Deno.removeSync(ROOT, { recursive: true }));

/** Runs a task as a user would, with the permissions it has in deno.json. */
async function task(...args: string[]): Promise<string> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", ...args],
    env: { NO_COLOR: "1", B3_DATA: "" },
  });
  const { code, stdout, stderr } = await command.output();
  assert.equal(code, 0, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

Deno.test("backtest trades a version of the sample beside the benchmarks, and counts it as one recipe", async () => {
  const index = join(ROOT, "index.csv");
  const rates = join(ROOT, "rates.csv");
  await Deno.writeTextFile(index, "date,close\n2016-01-04,40000\n2022-12-29,110000\n");
  await Deno.writeTextFile(rates, "date,rate\n2016-01-04,0.0005\n2022-12-29,0.0005\n");
  await Deno.writeTextFile(
    RUN,
    JSON.stringify({ name: "quick", forest: { nEstimators: 5 }, folds: { nFolds: 1, testSessions: 120 } }),
  );
  await task("ingest", "--db", DB, "--from", "data/sample", "--index", index, "--rates", rates);
  const flags = ["--db", DB, "--models", MODELS];
  await task("train", "--run", RUN, ...flags);
  const recorded = (await Deno.readTextFile(join(MODELS, "trials.jsonl"))).trim().split("\n");
  assert.equal(recorded.length, 1); // what was trained was tried, traded or not
  const comparison = JSON.parse(await task("backtest", ...flags, "--capital", "500000", "--json"));
  assert.match(comparison.model, /^quick@/);
  assert.deepEqual([comparison.nTrials, comparison.every, comparison.rules.capital], [3, 21, 500_000]);
  assert.deepEqual(comparison.rules.fees[1], { from: "2013-04-01", rate: 0.000325 });
  const names = comparison.rows.map((row: { name: string }) => row.name);
  assert.deepEqual(names.slice(-3), ["buy and hold", "index", "cash"]);
  for (const { name, performance, monthly } of comparison.rows) {
    const growth = monthly.reduce(
      (product: number, { value }: { value: number }) => product * (1 + value),
      1,
    );
    assert.ok(Math.abs(growth - 1 - performance.totalReturn) < 1e-9, name);
    assert.equal(performance.lastSession, "2022-12-29");
  }
  const text = await task("backtest", "quick", ...flags, "--workers", "1");
  assert.match(
    text,
    /^Traded from 2022-0\d-\d\d to 2022-12-29, decided every 21 sessions, R\$ 1,000,000, lots of 100$/m,
  );
  assert.match(text, /^forest, top 20 % +-?\d+\.\d %/m);
  assert.match(text, /luck of 3 trials/);
});
