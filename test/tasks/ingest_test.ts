import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileOf, PETR4, zipOf } from "../cotahist/helpers.ts";
import { cashRecord, companyAnswer, pageAnswer, shareRecord } from "../sources/feed_answers_of.ts";

const YEAR = "COTAHIST_A2021.ZIP";
const DAY = "COTAHIST_D04012021.ZIP";

/** Runs the task with the network of this machine alone; results as lines of JSON. */
async function ingest(...args: string[]) {
  const allow = ["read", "write", "ffi", "env", "net=127.0.0.1"].map((name) => `--allow-${name}`);
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", ...allow, "tasks/ingest.ts", ...args],
    env: { NO_COLOR: "1", B3_DATA: "" },
  });
  const { code, stdout, stderr } = await command.output();
  return { code, out: new TextDecoder().decode(stdout), err: new TextDecoder().decode(stderr) };
}

Deno.test("ingest downloads years and days, takes series beside them, and says which days are not there", async () => {
  const root = await Deno.makeTempDir();
  const zip = await zipOf({ [YEAR.replace("ZIP", "TXT")]: fileOf([PETR4]) });
  let served = 0;
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
    const name = new URL(request.url).pathname.split("/").at(-1);
    if (name !== YEAR && name !== DAY) return new Response(null, { status: 404 });
    if (request.headers.get("if-none-match") === '"v1"') return new Response(null, { status: 304 });
    served++;
    return new Response(zip.slice(), { headers: { etag: '"v1"' } });
  });
  try {
    const index = join(root, "ibov.csv");
    await writeFile(index, "date,close\n2021-01-04,118558\n");
    await mkdir(join(root, "raw"));
    const url = `http://127.0.0.1:${server.addr.port}/`;
    const shared = ["--db", join(root, "b3.duckdb"), "--raw", join(root, "raw"), "--url", url];
    const flags = ["--years", "2021", "--days", "20210101-20210104", "--index", `IBOV=${index}`, ...shared];
    const first = await ingest(...flags, "--json");
    assert.equal(first.code, 0, first.err);
    const results: Record<string, unknown>[] = JSON.parse(first.out);
    assert.deepEqual(results.map(({ file, stored, isAbsent, name }) => [file, stored, isAbsent, name]), [
      [DAY, 1, undefined, undefined],
      [YEAR, 0, undefined, undefined],
      ["COTAHIST_D01012021.ZIP", undefined, true, undefined],
      ["ibov.csv", undefined, undefined, "IBOV"],
    ]);
    const again = await ingest(...flags);
    assert.equal(again.code, 0, again.err);
    assert.match(again.out, /COTAHIST_A2021\.ZIP .* known already\n/);
    assert.match(again.out, /\nCOTAHIST_D01012021\.ZIP: B3 has no such file, a day without a session\?\n/);
    assert.match(again.out, /\nibov\.csv .* known already\n/);
    assert.equal(served, 2);
    const other = ["--lake", join(root, "b3.duckdb"), "--db", join(root, "other.duckdb"), "--json"];
    const lake = JSON.parse((await ingest(...other)).out);
    assert.deepEqual(lake.map(({ file, stored }: Record<string, unknown>) => [file, stored]), [
      ["b3_hist of b3.duckdb", 1],
    ]);
    const { code, err } = await ingest("--years", "2031", ...shared);
    assert.equal(code, 1);
    assert.match(err, /error: Cannot download COTAHIST_A2031\.ZIP: the server has no such file \(404\)/);
    assert.equal((await ingest("--years", "31", ...shared)).code, 2);
  } finally {
    await server.shutdown();
    await Deno.remove(root, { recursive: true });
  }
});

Deno.test("ingest fetches the feed and the CDI, takes a person's actions, and says what was stored", async () => {
  const root = await Deno.makeTempDir();
  const shares = ["100,00", "0,00"].map((factor, i) =>
    shareRecord({
      factor,
      isinCode: "BRPETRACNPR6",
      approvedOn: `0${i + 1}/01/2021`,
      lastDatePrior: "04/01/2021",
    })
  );
  const services: Record<string, unknown> = {
    GetListedSupplementCompany: companyAnswer({ code: "PETR", tradingName: "PETROBRAS" }, ...shares),
    GetListedCashDividends: pageAnswer([cashRecord({ typeStock: "PN" }), cashRecord()]),
    "bcdata.sgs.12": [{ data: "04/01/2021", valor: "0.0074" }],
  };
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
    const [service, question] = new URL(request.url).pathname.slice(1).split("/");
    const isAbsent = question !== "dados" && JSON.parse(atob(question)).issuingCompany === "ELET";
    return isAbsent ? new Response("") : Response.json(services[service]);
  });
  try {
    const txt = join(root, YEAR.replace("ZIP", "TXT"));
    await writeFile(txt, fileOf([PETR4]));
    const mine = join(root, "mine.csv");
    await writeFile(mine, "ticker,ex_session,kind,ratio,payment\nPETR4,2021-01-06,bonus,1.1,0\n");
    const url = `http://127.0.0.1:${server.addr.port}/`;
    const shared = ["--db", join(root, "b3.duckdb"), "--raw", join(root, "raw"), "--url", url];
    const flags = ["--feed", "petr,ELET", "--cdi", "2021", "--actions", mine, ...shared];
    const first = await ingest("--from", txt, ...flags, "--json");
    assert.equal(first.code, 0, first.err);
    const [, rates, manual, feed, absent]: Record<string, unknown>[] = JSON.parse(first.out);
    assert.deepEqual([rates.name, rates.file, rates.length], ["CDI", "cdi_2021.json", 1]);
    assert.deepEqual(manual, {
      file: "mine.csv",
      source: "manual",
      company: null,
      stored: 1,
      replaced: 0,
      kinds: { bonus: 1 },
      findings: [],
    });
    assert.deepEqual([feed.file, feed.company, feed.stored, feed.kinds], [
      "PETR.json",
      "PETR",
      3,
      { dividend: 2, split: 1 },
    ]);
    assert.deepEqual((feed.findings as { kind: string }[]).map(({ kind }) => kind), [
      "bad_record",
      "unknown_tickers",
    ]);
    assert.deepEqual(absent, { company: "ELET", isAbsent: true });

    const again = await ingest("--feed", "all", ...shared);
    assert.equal(again.code, 0, again.err);
    assert.equal(
      again.out,
      [
        "corporate action  feed  manual",
        "----------------  ----  ------",
        "split                1       0",
        "dividend             2       0",
        "Files of actions: 1; 3 earlier actions gave way.",
        'PETR4\'s "DESDOBRAMENTO" cannot be read, a factor above 0 is wanted, found "0,00": left out',
        "PETR.json has actions of 1 tickers that no quote has: PETR3",
        "",
      ].join("\n"),
    );
    const none = await ingest("--feed", "all", "--db", join(root, "none.duckdb"), "--json");
    assert.deepEqual([none.code, none.err.includes("ingest files first")], [1, true]);
    assert.equal((await ingest("--feed", "PETR4", ...shared)).code, 2);
    assert.equal((await ingest("--cdi", "21", ...shared)).code, 2);
  } finally {
    await server.shutdown();
    await Deno.remove(root, { recursive: true });
  }
});

Deno.test("ingest says how to be let to another address than deno.json allows", async () => {
  const root = await Deno.makeTempDir();
  try {
    const url = ["--url", "http://127.0.0.1:8080/", "--raw", root, "--db", join(root, "b3.duckdb")];
    for (const flags of [["--years", "2021"], ["--feed", "PETR"], ["--cdi", "2021"]]) {
      const command = new Deno.Command(Deno.execPath(), {
        args: ["task", "--quiet", "ingest", ...flags, ...url],
        env: { NO_COLOR: "1", B3_DATA: "" },
      });
      const { code, stderr } = await command.output();
      assert.equal(code, 2);
      assert.match(
        new TextDecoder().decode(stderr),
        /error: Cannot download .*: this process may not reach 127\.0\.0\.1:8080; add it to --allow-net of the task in deno\.json, or run deno run --allow-read --allow-write --allow-ffi --allow-env --allow-net=127\.0\.0\.1:8080 tasks\/ingest\.ts with the same flags/,
      );
    }
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
