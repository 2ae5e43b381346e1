import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { formatSession, parseSession, type Quotes } from "~/core/mod.ts";
import { assetClass, readCotahist } from "~/cotahist/mod.ts";
import { cotahistFiles, fileSource } from "~/sources/mod.ts";
import tickers from "../../tasks/sample_tickers.json" with { type: "json" };
import { sampleOfYear } from "../../tasks/sample.ts";
import { concatQuotes } from "../cotahist/helpers.ts";
import { REAL_DATA } from "../real_data.ts";

const SAMPLE = fileURLToPath(new URL("../../data/sample", import.meta.url));

async function readSample(): Promise<Quotes> {
  const parts: Quotes[] = [];
  for (const path of await cotahistFiles(SAMPLE)) {
    const source = await fileSource(path);
    const { batches, summary } = readCotahist(source, { markets: "all" });
    for await (const quotes of batches) parts.push(quotes);
    assert.deepEqual(summary().findings, [], path);
    assert.equal(summary().grain, "year");
    await source.close();
  }
  return concatQuotes(parts);
}

const sample = await readSample();

Deno.test("the sample holds the listed tickers, 2016 to 2022, in at most 4 MB", async () => {
  assert.deepEqual([...new Set(sample.ticker)].sort(), tickers.map(({ ticker }) => ticker));
  assert.equal(formatSession(sample.session[0]), "2016-01-04");
  assert.equal(formatSession(sample.session[sample.length - 1]), "2022-12-29");
  assert.equal(new Set(sample.session).size, 1734);
  assert.equal(sample.length, 64_464);
  let bytes = 0;
  for (const file of await readdir(SAMPLE)) bytes += (await readFile(join(SAMPLE, file))).length;
  assert.ok(bytes < 4_000_000, `${bytes} bytes`);
});

Deno.test("the sample holds cash quotes of shares and units only", () => {
  assert.ok(sample.market.every((market) => market === 10));
  const classes = new Set(sample.ticker.map((ticker, row) =>
    assetClass({
      ticker,
      isin: sample.isin[row],
      board: sample.board[row],
      specification: sample.specification[row],
    })
  ));
  assert.deepEqual([...classes].sort(), ["share", "unit"]);
});

Deno.test("the sample has one quote a ticker and session, and never two codes for one company's paper at once", () => {
  const keys = sample.ticker.map((ticker, row) => `${ticker} ${sample.session[row]}`);
  assert.equal(new Set(keys).size, sample.length);
  const spanOf = (ticker: string) => sample.session.filter((_, row) => sample.ticker[row] === ticker);
  const renamed = [
    "BVMF3 B3SA3",
    "KROT3 COGN3",
    "VVAR3 VIIA3",
    "BTOW3 AMER3",
    "BRDT3 VBBR3",
    "SMLE3 SMLS3",
    "TIMP3 TIMS3",
    "PCAR4 PCAR3",
  ];
  for (const [before, after] of renamed.map((pair) => pair.split(" "))) {
    assert.ok((spanOf(before).at(-1) ?? NaN) < spanOf(after)[0], `${before} and ${after}`);
  }
});

Deno.test("the sample's prices are raw: Magazine Luiza's split of 8:1 in August 2019 is in them", () => {
  const closeOn = (date: string) =>
    sample.close[
      sample.ticker.findIndex((ticker, row) =>
        ticker === "MGLU3" && sample.session[row] === parseSession(date)
      )
    ];
  assert.equal(closeOn("2019-08-05"), 276);
  assert.equal(closeOn("2019-08-06"), 36.6);
});

Deno.test("the sample's description names every ticker", async () => {
  const readme = await readFile(join(SAMPLE, "README.md"), "utf8");
  for (const { ticker, sector, remark } of tickers) {
    assert.ok(readme.includes(`| ${ticker} | ${sector} | ${remark} |`), ticker);
  }
});

/** Runs the task as a user would. */
async function runTask(...args: readonly string[]): Promise<{ code: number; stderr: string }> {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", "sample", ...args],
  })
    .output();
  return { code, stderr: new TextDecoder().decode(stderr) };
}

Deno.test("the task makes the sample of the sample, byte for byte", async () => {
  const folder = await mkdtemp(join(tmpdir(), "b3-sample-"));
  const { code, stderr } = await runTask("--from", SAMPLE, "--to", folder);
  assert.equal(code, 0, stderr);
  const files = await cotahistFiles(folder);
  assert.equal(files.length, 7);
  for (const file of files) {
    assert.deepEqual(await readFile(file), await readFile(join(SAMPLE, basename(file))), file);
  }
  await rm(folder, { recursive: true });
});

Deno.test("the task wants a folder to take from", async () => {
  const { code, stderr } = await runTask();
  assert.equal(code, 2);
  assert.match(stderr, /Expected input for flag --from/);
});

Deno.test({
  name: "sampleOfYear() makes the very bytes that ship",
  ignore: REAL_DATA === undefined,
  async fn() {
    const source = await fileSource(join(REAL_DATA ?? "", "cotahist", "COTAHIST_A2016.ZIP"));
    const made = await sampleOfYear(2016, source);
    await source.close();
    assert.deepEqual(Buffer.from(made), await readFile(join(SAMPLE, "COTAHIST_A2016.ZIP")));
  },
});
