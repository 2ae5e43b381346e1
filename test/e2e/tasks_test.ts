import assert from "node:assert/strict";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { json, task } from "./task.ts";

const ROOT = await Deno.makeTempDir();
const DB = join(ROOT, "data", "b3.duckdb");
const MODELS = join(ROOT, "models");
const QUICK = join(ROOT, "quick.json");
await Deno.writeTextFile(
  QUICK,
  JSON.stringify({ name: "quick", forest: { nEstimators: 10 }, folds: { nFolds: 2, testSessions: 200 } }),
);
globalThis.addEventListener("unload", () => Deno.removeSync(ROOT, { recursive: true }));

const ingested = await json("ingest", "--db", DB);

Deno.test("ingest stores the sample once; again, it reads nothing", async () => {
  assert.equal(ingested.length, 7);
  assert.deepEqual(Object.keys(ingested[0]).sort(), [
    ...[
      "file",
      "findings",
      "firstSession",
      "isKnown",
      "lastSession",
      "records",
      "sessions",
      "skipped",
      "stored",
    ],
  ]);
  const total = (files: { stored: number }[]) => files.reduce((sum, { stored }) => sum + stored, 0);
  assert.equal(total(ingested), 64_464);
  const again = await json("ingest", "--db", DB, "--from", "data/sample");
  assert.equal(total(again), 0);
  assert.ok(again.every((file: { isKnown: boolean }) => file.isKnown));
});

Deno.test("prepare accounts for every row of the sample", async () => {
  const account = await json("prepare", "--db", DB, "--run", QUICK);
  const leftOut = Object.values<number>(account.leftOut).reduce((a, b) => a + b, 0);
  assert.equal(account.nSamples + leftOut, 64_464 - 2); // two quotes of 2021-06-10 closed above their high
  assert.equal(account.basis, "split");
  assert.equal(account.folds.length, 2);
  const { from, to } = (await json("prepare", "--db", DB, "--run", QUICK, "--last", "5y")).folds[0].train;
  assert.ok(from >= "2017-12-28" && to < "2021-12-31");
});

Deno.test("train, evaluate, predict, models and report: the line on the sample", async (t) => {
  const train = (workers: number) =>
    json("train", "--run", QUICK, "--db", DB, "--models", MODELS, "--workers", String(workers));
  const first = await train(1);

  await t.step("the same run gives the same version with any number of workers", async () => {
    const second = await train(2);
    assert.deepEqual([first.isNew, second.isNew], [true, false]);
    assert.deepEqual(second.manifest, first.manifest);
  });

  await t.step("a flag overrides the run file and makes another version", async () => {
    const other = await json("train", "--run", QUICK, "--seed", "2", "--db", DB, "--models", MODELS);
    assert.notEqual(other.manifest.version, first.manifest.version);
    assert.equal(other.manifest.run.seed, 2);
    assert.equal(other.manifest.run.forest.nEstimators, 10);
  });

  await t.step("scores stand beside baselines on the same samples", () => {
    const { rows, verdicts } = first.leaderboard;
    const names = rows.map((row: { name: string }) => row.name);
    const models = ["forest", "forest, rank target", "ridge", "forest + ridge, mean rank"];
    const rankings = ["combo3", "momentum 12-1", "52-week high", "low volatility", "reversal"];
    assert.deepEqual(names.filter((name: string) => name !== "forest, uncalibrated"), [
      ...models,
      ...["majority", "climatology", "persistence"],
      ...rankings,
    ]);
    assert.equal(new Set(rows.map((row: { nSamples: number }) => row.nSamples)).size, 1);
    assert.equal(verdicts[0].sentence, first.manifest.verdict);
  });

  await t.step("evaluate gives the saved scores to the last bit", async () => {
    const model = `quick@${first.manifest.version}`;
    const { isReproduced, leaderboard } = await json("evaluate", model, "--db", DB, "--models", MODELS);
    assert.ok(isReproduced);
    assert.deepEqual(leaderboard, first.leaderboard);
  });

  await t.step("predict answers, and fails after the answers if one is refused", async () => {
    const flags = ["--db", DB, "--models", MODELS];
    const [petr4] = await json("predict", "petr4", ...flags);
    const { sell, hold, buy } = petr4.probabilities;
    assert.ok(Math.abs(sell + hold + buy - 1) < 1e-12);
    assert.deepEqual([petr4.ticker, petr4.dataDate, petr4.lastClose], ["PETR4", "2022-12-29", 24.5]);
    const { code, out } = await task("predict", "PETR4", "NONE3", ...flags, "--json");
    assert.equal(code, 1);
    assert.deepEqual(JSON.parse(out)[0].probabilities, petr4.probabilities);
    assert.match(JSON.parse(out)[1].refused, /^Cannot predict "NONE3"/);
    const folder = join(MODELS, "quick", first.manifest.version);
    const [byFolder] = await json("predict", "PETR4", "--model", folder, ...flags);
    assert.equal(byFolder.model, `quick@${first.manifest.version}`);
  });

  await t.step("report is one page that asks for nothing", async () => {
    const wanted = [
      `quick@${first.manifest.version}`,
      "--db",
      DB,
      "--models",
      MODELS,
      "--reports",
      join(ROOT, "r"),
    ];
    const { report } = await json("report", ...wanted);
    const page = await Deno.readTextFile(report);
    assert.ok(page.includes(first.manifest.verdict.slice(0, 40)));
    assert.doesNotMatch(page, /<(?:script|link|img)[^>]+(?:src|href)=/);
    const portuguese = await json("report", ...wanted, "--lang", "pt");
    assert.equal(portuguese.report, report.replace(".html", "-pt.html"));
    assert.match(await Deno.readTextFile(portuguese.report), /<html lang="pt-BR">/);
  });

  await t.step("models lists, shows and verifies, and tells a damaged file", async () => {
    const versions = await json("models", "list", "--models", MODELS);
    assert.deepEqual(versions.map((version: { aliases: string[] }) => version.aliases.join()).sort(), [
      "",
      "champion",
    ]);
    const shown = await json("models", "show", `quick@${first.manifest.version}`, "--models", MODELS);
    assert.deepEqual(shown, first.manifest);
    const { out } = await task("models", "verify", "--models", MODELS);
    assert.equal(out.match(/^quick@\S+: every file is as the manifest says$/gm)?.length, 2);

    const [whole, damaged] = versions.map((version: { version: string }) => version.version);
    const manifest = join(MODELS, "quick", damaged, "manifest.json");
    const bytes = await Deno.readFile(manifest);
    for (const spoil of [() => Deno.writeTextFile(manifest, "{"), () => Deno.remove(manifest)]) {
      await spoil();
      const { code, out } = await task("models", "verify", "--models", MODELS, "--json");
      assert.equal(code, 1);
      const [first, second] = JSON.parse(out);
      assert.deepEqual(first, { model: `quick@${whole}`, intact: true });
      assert.deepEqual([second.model, second.intact], [`quick@${damaged}`, false]);
      assert.match(second.reason, /^Cannot .*manifest/);
      const listed = await json("models", "list", "--models", MODELS);
      assert.deepEqual(listed[1], { name: "quick", version: damaged, reason: second.reason });
    }
    await Deno.writeFile(manifest, bytes);
  });

  const spoiled = join(ROOT, "spoiled");

  await t.step("models verify looks at every version and alias, though the first is damaged", async () => {
    await cp(MODELS, spoiled, { recursive: true });
    for await (const { name } of Deno.readDir(join(spoiled, "quick"))) {
      const path = join(spoiled, "quick", name);
      await Deno.writeTextFile(name === "aliases.json" ? path : join(path, "model.bin"), "cut");
    }
    const { code, out } = await task("models", "verify", "--models", spoiled);
    assert.equal(code, 1);
    const [first, second, alias, ...rest] = out.trim().split("\n");
    assert.match(first, /^quick@\S+: Cannot load .*model\.bin: the manifest says \d+ bytes.*found 3 bytes/);
    assert.match(second, /^quick@\S+: Cannot load .*model\.bin/);
    assert.match(alias, /^quick@champion: Cannot read .*aliases\.json/);
    assert.deepEqual(rest, []);
    assert.match((await task("models", "list", "--models", spoiled)).out, /^! Cannot read .*aliases\.json/m);
  });

  await t.step("train fails at aliases it could not change before it does any work", async () => {
    const none = join(ROOT, "none.duckdb");
    const { code, err } = await task("train", "--run", QUICK, "--db", none, "--models", spoiled);
    assert.equal(code, 1);
    assert.match(err, /^error: Cannot read .*aliases\.json/m);
  });
});

Deno.test("demo runs the whole line, and again to the same version", async () => {
  const folders = ["db", "models", "reports"].flatMap((name) => [`--${name}`, join(ROOT, "demo", name)]);
  const runs = [await task("demo", ...folders), await task("demo", ...folders)];
  for (const { code, out, err } of runs) {
    assert.equal(code, 0, err);
    assert.match(out, /forest .*\n(.*\n)*.*climatology \(baseline\)/);
    assert.match(out, /PETR4 +(sell|hold|buy) /);
    assert.match(out, /hand-picked shares/);
  }
  const version = (out: string) => /demo@\S+:/.exec(out)?.[0];
  assert.equal(version(runs[0].out), version(runs[1].out));
  assert.match(runs[1].out, /known already/);
  assert.match(runs[1].out, /the same version was already in/);
  const report = runs[1].out.trim().split("\n").at(-1) ?? "";
  assert.match(await Deno.readTextFile(report), /<title>demo /);
});

Deno.test("a task killed at any moment leaves a database and models that work", async () => {
  const models = join(ROOT, "killed");
  for (const delay of [300, 900, 1500]) {
    const child = new Deno.Command(Deno.execPath(), {
      args: ["task", "--quiet", "train", "--run", QUICK, "--db", DB, "--models", models, "--workers", "1"],
      stdout: "null",
      stderr: "null",
    }).spawn();
    await new Promise((resolve) => setTimeout(resolve, delay));
    try {
      child.kill("SIGKILL");
    } catch { /* it was faster */ }
    await child.status;
    const { code, err } = await task("models", "verify", "--models", models);
    assert.ok(code === 0 || /^error: Cannot verify models in .*: there is none$/m.test(err), err);
  }
  assert.equal((await json("ingest", "--db", DB)).length, 7);
});

Deno.test("every task explains itself with --help", async () => {
  for (
    const name of ["demo", "ingest", "prepare", "train", "evaluate", "predict", "models", "report", "bench"]
  ) {
    const { code, out, err } = await task(name, "--help");
    assert.equal(code, 0, `${name}: ${err}`);
    assert.match(out, new RegExp(`^USAGE\\n +deno task ${name} `));
  }
});

Deno.test("wrong usage has exit code 2 and says what is wrong", async () => {
  const cases: [string[], RegExp][] = [
    [["ingest", "--form", "x"], /No flag registered for --form, did you mean --from\?/],
    [["ingest", "--markets", "stocks"], /cash\|all/],
    [["train", "--horizon", "0"], /a whole number from 1 to/],
    [["train", "--horizon", "253"], /--horizon: /],
    [["train", "--features", "alpha"], /--features: .*core/],
    [["train", "--name", "../x"], /--name: must be lower-case/],
    [["train", "--from-date", "2020-13-01"], /--from-date: must be a date/],
    [["train", "--last", "2y", "--from-date", "2020-01-02"], /--from-date and --last: .*exclude each other/],
    [["train", "--run", "README.md"], /README\.md: it is not JSON/],
    [["bench", "everything"], /one of ingest, forest.* is wanted/],
    [["predict"], /ticker/],
    [["models", "delete"], /delete/],
  ];
  for (const [args, message] of cases) {
    const { code, err } = await task(...args);
    assert.equal(code, 2, `${args}: ${err}`);
    assert.match(err, message);
  }
});

Deno.test("what fails has exit code 1, one sentence and no stack", async () => {
  const truncated = join(ROOT, "COTAHIST_A2016.ZIP");
  const bytes = await Deno.readFile("data/sample/COTAHIST_A2016.ZIP");
  await Deno.writeFile(truncated, bytes.subarray(0, bytes.length / 2));
  const page = join(ROOT, "COTAHIST_D04012016.ZIP");
  await Deno.writeTextFile(page, "<!DOCTYPE html><html><body>Not found</body></html>");
  const cases: [string[], RegExp][] = [
    [["ingest", "--from", truncated, "--db", join(ROOT, "t.duckdb")], /COTAHIST_A2016\.ZIP/],
    [["ingest", "--from", page, "--db", join(ROOT, "t.duckdb")], /HTML/],
    [["ingest", "--from", join(ROOT, "none"), "--db", join(ROOT, "t.duckdb")], /Cannot find/],
    [["predict", "PETR4", "--db", join(ROOT, "none.duckdb"), "--models", MODELS], /none\.duckdb/],
    [["predict", "PETR4", "--db", DB, "--models", join(ROOT, "none")], /Cannot find a model in .*none yet/],
    [["predict", "PETR4", "--db", QUICK, "--models", MODELS], /quick\.json/],
    [["train", "--last", "1y", "--db", DB, "--models", MODELS], /Cannot cut a fold/],
    [
      ["train", "--to-date", "2015-12-31", "--db", DB, "--models", MODELS],
      /until 2015-12-31 are wanted, found none/,
    ],
    [["evaluate", "quick@none", "--db", DB, "--models", MODELS], /Cannot find version "none"/],
  ];
  for (const [args, message] of cases) {
    const { code, err } = await task(...args);
    assert.equal(code, 1, `${args}: ${err}`);
    assert.match(err, /^error: Cannot /m);
    assert.match(err, message);
    assert.doesNotMatch(err, /^\s+at /m);
  }
});

Deno.test("a second process is told at once that the database is taken", async () => {
  const { openWarehouse } = await import("~/warehouse/mod.ts");
  await using _held = await openWarehouse(DB);
  const { code, err } = await task("ingest", "--db", DB);
  assert.equal(code, 1);
  assert.match(err, new RegExp(`^error: Cannot open .*${Deno.pid}`, "m"));
});
