import assert from "node:assert/strict";
import { join } from "node:path";
import { DataError, NotFoundError, type Quotes } from "~/core/mod.ts";
import { resolveRun, type RunInput, train, writeReport } from "~/pipeline/mod.ts";
import { loadVersion, recordTrial, type Version } from "~/registry/mod.ts";
import { openWarehouse } from "~/warehouse/mod.ts";
import { randomWalkQuotes } from "../market.ts";

const ROOT = await Deno.makeTempDir();
const HOSTILE = "<img src=x>";
const TINY: RunInput = {
  name: "tiny",
  features: "reference", // on published prices, and short windows
  label: { horizon: 2 },
  universe: { minSessions: 1 },
  folds: { nFolds: 1, testSessions: 30, embargoSessions: 0 },
  forest: { nEstimators: 2 },
};
globalThis.addEventListener("unload", () => Deno.removeSync(ROOT, { recursive: true }));

/** Twelve shares, the first of them with a name that is markup. */
function quotes(nSessions = 440): Quotes {
  const walk = randomWalkQuotes(12, nSessions, 5);
  return { ...walk, ticker: walk.ticker.map((ticker) => ticker === "T0003" ? HOSTILE : ticker) };
}

/** A database of quotes. */
async function database(name: string, quotes: Quotes): Promise<string> {
  const path = join(ROOT, name);
  await using warehouse = await openWarehouse(path);
  const summary = () => ({ grain: "year" as const, isWhole: true, skipped: 0 });
  const batches = (async function* () {
    yield await Promise.resolve(quotes);
  })();
  const file = { name: "COTAHIST_A2016.ZIP", sha256: "0".repeat(64), markets: "cash" as const, summary };
  await warehouse.storeFile(file, batches);
  return path;
}

async function version(db: string, input: RunInput): Promise<Version> {
  const models = join(ROOT, "models");
  const { folder } = await train(resolveRun(input), { db, models, software: {} });
  return await loadVersion(models, folder);
}

async function page(of: Version, db: string): Promise<string> {
  const path = await writeReport(of, { db, reports: join(ROOT, "reports"), command: "deno task demo" });
  assert.equal(path, join(ROOT, "reports", `${of.manifest.name}-${of.manifest.version}.html`));
  return await Deno.readTextFile(path);
}

const DB = await database("b3.duckdb", quotes());
const GROWN = await database("grown.duckdb", quotes(441));
const OTHER = await database("other.duckdb", randomWalkQuotes(1, 440, 6));
const ALL = await version(DB, TINY);
const CHANGED = /The database is not the one that the version learned from, or has changed since/;

Deno.test("writeReport() shows what the version learned from, and the price bases of features and returns", async () => {
  const html = await page(ALL, DB);
  assert.match(html, /<dt>Prices of features<\/dt>\s*<dd>raw: as published<\/dd>/);
  assert.match(html, /<dt>Prices of returns<\/dt>\s*<dd>split: adjusted for splits<\/dd>/);
  assert.match(html, /<dt>Sources<\/dt>\s*<dd>COTAHIST_A2016\.ZIP<\/dd>/);
  assert.match(html, /<dt>Bars<\/dt>\s*<dd>5,280<\/dd>/); // 12 shares in 440 sessions
  assert.match(html, /<th scope="row">outside the universe<\/th>\s*<td class="number">3,012<\/td>/); // a year less a day
  assert.match(html, new RegExp(`<dt>Decision sessions</dt>\\s*<dd>${ALL.manifest.data.firstSession} to `));
  assert.match(html, /12 hand-picked shares/);
});

Deno.test("writeReport() says when the database is not what the version learned from", async () => {
  assert.doesNotMatch(await page(ALL, DB), CHANGED);
  assert.match(await page(ALL, GROWN), CHANGED);
  const other = await page(ALL, OTHER);
  assert.match(other, CHANGED);
  assert.match(other, /No ticker was chosen to be drawn/);
  assert.match(other, /This report was made without new predictions/);
});

Deno.test("writeReport() compares what the run chose of the database: tickers and a last session", async () => {
  const tickers = quotes().ticker.slice(440); // all but the hostile one
  const chosen = await version(DB, { ...TINY, name: "chosen", data: { tickers: [...new Set(tickers)] } });
  assert.doesNotMatch(await page(chosen, DB), CHANGED);
  assert.match(await page(chosen, OTHER), CHANGED);
  const until = await version(DB, { ...TINY, name: "until", data: { to: "2017-08-25" } });
  assert.doesNotMatch(await page(until, DB), CHANGED);
  assert.doesNotMatch(await page(until, GROWN), CHANGED);
});

Deno.test("writeReport() in Portuguese is a page of its own, with the figures of the English one", async () => {
  const options = { db: DB, reports: join(ROOT, "reports"), command: "deno task demo" };
  const path = await writeReport(ALL, { ...options, lang: "pt" });
  assert.equal(path, join(ROOT, "reports", `${ALL.manifest.name}-${ALL.manifest.version}-pt.html`));
  const html = await Deno.readTextFile(path);
  assert.match(html, /<html lang="pt-BR">/);
  assert.match(html, /<dt>Barras<\/dt>\s*<dd>5\.280<\/dd>/);
  assert.match(html, /<th scope="row">fora do universo<\/th>\s*<td class="number">3\.012<\/td>/);
  assert.match(html, /12 ações escolhidas a dedo/);
  assert.match(html, /foi negociada em pelo menos 1 dos últimos 252/);
});

Deno.test("writeReport() escapes a ticker that is markup", async () => {
  const html = await page(ALL, DB);
  assert.ok(html.includes("&lt;img src=x&gt;"));
  assert.ok(!html.replace(/<script type="application\/json">.*?<\/script>/gs, "").includes(HOSTILE));
});

Deno.test("writeReport() fails with a sentence where it cannot read or write", async () => {
  const options = { db: DB, reports: join(ROOT, "reports"), command: "" };
  await assert.rejects(writeReport(ALL, { ...options, db: join(ROOT, "none.duckdb") }), NotFoundError);
  await assert.rejects(writeReport(ALL, { ...options, reports: join(DB, "reports") }), (error) => {
    assert.ok(error instanceof DataError);
    assert.match(error.message, /^Cannot write .*\.html: not a directory$/);
    return true;
  });
});

Deno.test("a version does not depend on what else was tried, its report does", async () => {
  const models = join(ROOT, "models");
  const before = await page(ALL, DB);
  await recordTrial(models, { data: "other", recipe: "other", sharpes: { "top 20 %": 0.2 } });
  const again = await version(DB, TINY);
  assert.equal(again.manifest.version, ALL.manifest.version);
  const trials = (html: string) => Number(/(?:best Sharpe ratio that) (\d+) trials/.exec(html)?.[1]);
  assert.ok(trials(await page(again, DB)) > trials(before), `${trials(before)}`);
});
