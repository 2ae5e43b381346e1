import assert from "node:assert/strict";
import { join } from "node:path";
import { NotFoundError, type Quotes } from "~/core/mod.ts";
import { databaseQuality, writeQuality } from "~/pipeline/mod.ts";
import { openWarehouse } from "~/warehouse/mod.ts";
import { quotesOf, weekdays } from "../market.ts";

const ROOT = await Deno.makeTempDir();
globalThis.addEventListener("unload", () => Deno.removeSync(ROOT, { recursive: true }));

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

Deno.test("databaseQuality() brings together what the quotes, the calendar and the panel say", async () => {
  const days = weekdays(16).filter((_, i) => i !== 1); // 2016-01-04 to 25, a holiday at the end
  const specs = days.map((session, i) => ({
    session,
    close: i < 10 ? 10 : 30,
    ...(i === 5 ? { open: NaN } : {}),
  }));
  const fund = { ticker: "FUND11", session: days[0], close: 100, board: "12", specification: "CI" };
  const quotes = quotesOf([...specs, fund]);
  const db = await database(
    "b3.duckdb",
    { ...quotes, isin: quotes.isin.map((isin, i) => i < specs.length ? isin : "BRFUNDCTF000") },
  );
  const quality = await databaseQuality(db);
  assert.deepEqual(quality.sources, ["COTAHIST_A2016.ZIP"]);
  assert.deepEqual(quality.findings.map(({ kind, ticker, count }) => [kind, ticker ?? "", count]), [
    ["missing_price", "TEST3", 1],
    ["missing_session", "", 1],
    ["stale_price", "TEST3", 2],
    ["unexplained_jump", "TEST3", 1],
    ["unknown_session", "", 1],
    ["other_papers", "", 1],
  ]);
  assert.deepEqual([quality.nQuotes, quality.nTickers], [16, 2]);

  const page = join(ROOT, "reports", "quality.html");
  await writeQuality(quality, page);
  assert.match(await Deno.readTextFile(page), /<dd>COTAHIST_A2016\.ZIP<\/dd>/);
});

Deno.test("databaseQuality() fails with a sentence where there is no database", async () => {
  await assert.rejects(databaseQuality(join(ROOT, "none.duckdb")), NotFoundError);
});
