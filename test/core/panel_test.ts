import assert from "node:assert/strict";
import { barsOf, barsUntil, NotFoundError, rawBars } from "~/core/mod.ts";
import { buildPanel } from "~/prices/mod.ts";
import { quotesOf, randomWalkQuotes } from "../market.ts";

Deno.test("barsOf() and barsUntil() cut out a ticker and its history", () => {
  const { panel } = buildPanel(quotesOf([
    { ticker: "AAAA3", session: 5, close: 1 },
    { ticker: "BBBB3", session: 2, close: 2 },
    { ticker: "BBBB3", session: 9, close: 3 },
  ]));
  assert.deepEqual([...barsOf(panel, "BBBB3").close], [2, 3]);
  assert.deepEqual([...barsUntil(barsOf(panel, "BBBB3"), 8).session], [2]);
  assert.deepEqual([...barsUntil(barsOf(panel, "BBBB3"), 1).session], []);
});

Deno.test("rawBars() gives the published prices back", () => {
  const quotes = quotesOf([
    { session: 2, close: 102, distribution: 1 },
    { session: 3, open: 50, close: 51, distribution: 2, specification: "ON  EB  NM" },
  ]);
  const raw = rawBars(barsOf(buildPanel(quotes).panel, "TEST3"));
  assert.equal(raw.basis, "raw");
  assert.deepEqual(raw.close, quotes.close);
  assert.deepEqual(raw.bid, quotes.bid);
  assert.deepEqual(raw.shares, quotes.shares);
});

Deno.test("barsOf() names near tickers when there is none of the name", () => {
  const { panel } = buildPanel(randomWalkQuotes(2, 3, 1));
  assert.throws(() => barsOf(panel, "T0004"), {
    name: NotFoundError.name,
    message: 'Cannot find "T0004": the panel holds 2 tickers, among them T0003',
  });
});
