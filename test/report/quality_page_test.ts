import assert from "node:assert/strict";
import { type Finding, parseSession, takeQuotes } from "~/core/mod.ts";
import { checkQuality } from "~/quality/mod.ts";
import { renderQuality } from "~/report/mod.ts";
import { quotesOf } from "../market.ts";

const HOSTILE = "<img src=x>";
const GOOD = quotesOf([
  { ticker: "AAAA3", session: parseSession("2021-12-30"), close: 10 },
  { ticker: "BBBB3", session: parseSession("2022-01-03"), close: 10 },
]);
const BROKEN = quotesOf([
  { ticker: HOSTILE, session: parseSession("2021-12-30"), close: 10, open: NaN },
  { ticker: "BBBB3", session: parseSession("2022-01-03"), close: 10, board: HOSTILE },
]);
const page = (quotes = GOOD, others: readonly Finding[] = []) =>
  renderQuality({ ...checkQuality(quotes, others), sources: ["COTAHIST_A2021.ZIP", HOSTILE] });
/** Texts of a table's rows, cells separated by a bar. */
const rows = (html: string, caption: string) => {
  const [, table] = new RegExp(`<caption class="unseen">${caption}</caption>(.*?)</table>`, "s").exec(html) ??
    [];
  return [...(table ?? "").matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) =>
      cell.replace(/<.*?>/gs, " ").replace(/\s+/g, " ").trim()
    ).join("|")
  );
};

Deno.test("renderQuality() says that nothing is wrong where nothing is, and what there is", () => {
  const html = page();
  assert.match(html, /<p class="quiet">2 quotes of 2 tickers in 2 sessions, 2021-12-30 to 2022-01-03<\/p>/);
  assert.match(html, /class="verdict yes">\s*<p class="answer">Nothing is broken<\/p>/);
  assert.match(html, /Nothing about the data stood out\./);
  assert.deepEqual(rows(html, "Data by year"), ["Year|Sessions|Tickers|Quotes", "2021|1|1|1", "2022|1|1|1"]);
  assert.match(page(takeQuotes(GOOD, [])), /0 quotes of 0 tickers in 0 sessions, no session/);
});

Deno.test("renderQuality() counts errors first and shows every kind with its meaning and examples", () => {
  const html = page(BROKEN, [{ severity: "warning", kind: "odd_thing", message: "something is odd" }]);
  assert.match(
    html,
    /class="verdict no">\s*<p class="answer">1 error<\/p>\s*<p>1 warning, 1 for the record<\/p>/,
  );
  assert.deepEqual(rows(html, "Findings by kind"), [
    "What|How grave|Findings|Times",
    "Missing price|error|1|1",
    "Odd thing|warning|1|1",
    "Unknown code|info|1|1",
  ]);
  assert.match(html, /<p>The quote has no open, high, low or close\. It is left out\.<\/p>/);
  assert.deepEqual(rows(html, "Missing price"), [
    "Ticker|Times|For example",
    "&lt;img src=x&gt;|1|2021-12-30: open NaN, high NaN, low NaN, close 10",
  ]);
  assert.deepEqual(rows(html, "Odd thing")[1], "–|1|something is odd");
});

Deno.test("renderQuality() shows a hundred findings of a kind and says of how many", () => {
  const session = parseSession("2022-01-03");
  const specs = Array.from({ length: 101 }, (_, i) => ({ ticker: `T${i}`, session, close: 10, open: NaN }));
  const html = page(quotesOf(specs));
  assert.equal(rows(html, "Missing price").length, 1 + 100);
  assert.match(html, /The 100 most frequent of 101 are shown\./);
});

Deno.test("renderQuality() escapes every text, loads nothing and runs nothing", () => {
  const html = page(BROKEN, [{ severity: "info", kind: HOSTILE, ticker: HOSTILE, message: HOSTILE }]);
  assert.ok(!html.toLowerCase().includes(HOSTILE));
  assert.match(html, /content="default-src &#39;none&#39;|content="default-src 'none'/);
  assert.doesNotMatch(html, /<script|https?:|<link|@import/);
  assert.equal(html, page(BROKEN, [{ severity: "info", kind: HOSTILE, ticker: HOSTILE, message: HOSTILE }]));
});
