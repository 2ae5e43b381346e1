import assert from "node:assert/strict";
import fc from "fast-check";
import { findAssets } from "../../src/server/assets.ts";

const COMPANIES = ["ABEV3", "ITUB3", "ITUB4", "PETR3", "PETR4"].map((ticker) => ({
  ticker,
  company: ({ A: "AMBEV S/A", I: "ITAUUNIBANCO", P: "PETROBRAS" })[ticker[0]] ?? "",
}));

Deno.test("findAssets() looks into codes and names, whatever their case", () => {
  const found = (search: string | null) =>
    findAssets(COMPANIES, { search, page: 1, pageSize: 10 }).assets.map(({ ticker }) => ticker);
  assert.deepEqual(found("petr"), ["PETR3", "PETR4"]);
  assert.deepEqual(found("unib"), ["ITUB3", "ITUB4"]);
  assert.deepEqual(found("B4"), ["ITUB4"]);
  assert.deepEqual(found("xyz"), []);
  assert.equal(found(null).length, 5);
});

Deno.test("findAssets() pages without loss; a page past the end is empty and has one before it", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 7 }), (pageSize) => {
    const pages = Array.from(
      { length: Math.ceil(5 / pageSize) },
      (_, p) => findAssets(COMPANIES, { search: null, page: p + 1, pageSize }),
    );
    assert.deepEqual(
      pages.flatMap(({ assets }) => assets.map(({ ticker }) => ticker)),
      COMPANIES.map(({ ticker }) => ticker),
    );
    assert.ok(pages.every(({ pagination }, p) => pagination.has_next === p + 1 < pages.length));
    const past = findAssets(COMPANIES, { search: null, page: pages.length + 1, pageSize });
    assert.deepEqual([past.assets.length, past.pagination.has_prev, past.pagination.has_next], [
      0,
      true,
      false,
    ]);
  }));
  const none = findAssets(COMPANIES, { search: "zzz", page: 1, pageSize: 10 });
  assert.deepEqual([none.pagination.total_pages, none.search_term], [0, "ZZZ"]);
});
