/**
 * B3's own files; what is in them was counted with `grep` and `wc`.
 *
 * @module
 */

import assert from "node:assert/strict";
import { join } from "node:path";
import { formatSession, type Quotes } from "~/core/mod.ts";
import { assetClass, type CotahistSummary, readCotahist, type ReadCotahistOptions } from "~/cotahist/mod.ts";
import { cotahistFiles, fileSource } from "~/sources/mod.ts";
import { REAL_DATA } from "../real_data.ts";
import { readAll } from "./helpers.ts";

const ignore = REAL_DATA === undefined;

async function official(
  name: string,
  options: ReadCotahistOptions = {},
): Promise<{ quotes: Quotes; summary: CotahistSummary }> {
  const source = await fileSource(join(REAL_DATA ?? "", "official", name));
  try {
    return await readAll(source, options);
  } finally {
    await source.close();
  }
}

const FILES = [
  {
    name: "COTAHIST_D08112024.ZIP",
    entry: "COTAHIST_D08112024.TXT",
    grain: "day",
    records: 12_226,
    kept: 1341,
    first: "2024-11-08",
    last: "2024-11-08",
    nSessions: 1,
  },
  {
    name: "COTAHIST_A2021_16sessions.ZIP",
    entry: "COTAHIST_A2021.TXT",
    grain: "year",
    records: 110_290,
    kept: 17_172,
    first: "2021-01-04",
    last: "2021-01-26",
    nSessions: 16,
  },
  {
    name: "COTAHIST_A2016_3sessions.ZIP",
    entry: "COTAHIST_A2016_3sessions.TXT",
    grain: "year",
    records: 5220,
    kept: 1219,
    first: "2016-01-04",
    last: "2016-01-06",
    nSessions: 3,
  },
  {
    name: "COTAHIST_D29022016.TXT",
    entry: null,
    grain: "day",
    records: 1909,
    kept: 455,
    first: "2016-02-29",
    last: "2016-02-29",
    nSessions: 1,
  },
];

for (const { name, kept, first, last, ...facts } of FILES) {
  Deno.test({
    name: `readCotahist() finds the known records and sessions in ${name}`,
    ignore,
    async fn() {
      const { quotes, summary } = await official(name);
      const { file, firstSession, lastSession, skipped, ...rest } = summary;
      assert.deepEqual(rest, { ...facts, kept, lost: 0, isWhole: true, findings: [] });
      assert.equal(file, name);
      assert.equal(skipped, facts.records - kept);
      assert.equal(formatSession(firstSession ?? NaN), first);
      assert.equal(formatSession(lastSession ?? NaN), last);
      assert.equal(quotes.length, kept);
    },
  });

  Deno.test({
    name: `readCotahist() keeps average times shares within a cent a share of the money in ${name}`,
    ignore,
    async fn() {
      const { quotes } = await official(name);
      const odd = [...quotes.ticker.keys()].filter((row) => {
        const { average, shares, turnover, quotationFactor } = quotes;
        const least = average[row] * shares[row];
        const most = least + 0.01 / quotationFactor[row] * shares[row];
        return !(turnover[row] >= least * (1 - 1e-12) && turnover[row] < most * (1 + 1e-12));
      });
      assert.deepEqual(odd.map((row) => quotes.ticker[row]), []);
    },
  });
}

Deno.test({
  name: "readCotahist() counts the markets of 2024-11-08",
  ignore,
  async fn() {
    const { quotes } = await official("COTAHIST_D08112024.ZIP", { markets: "all" });
    const counts = new Map<number, number>();
    for (const market of quotes.market) counts.set(market, (counts.get(market) ?? 0) + 1);
    assert.deepEqual(
      [...counts].sort(([a], [b]) => a - b),
      [[10, 1341], [12, 9], [13, 1], [20, 398], [21, 3], [30, 272], [70, 4967], [80, 5235]],
    );
    assert.equal(quotes.quotationFactor.filter((factor) => factor === 1000).length, 2);
  },
});

Deno.test({
  name: "readCotahist() divides the prices of 2003, which are for 1,000 shares",
  ignore,
  async fn() {
    const { quotes, summary } = await official("DemoHistorico_12022003_FATCOT1000.TXT", { markets: "all" });
    assert.equal(summary.records, 551);
    assert.equal(quotes.quotationFactor.filter((factor) => factor === 1000).length, 378);
    const row = quotes.ticker.indexOf("CGAS5");
    assert.equal(quotes.close[row], 0.04402);
    assert.equal(quotes.shares[row], 13_690_000);
    assert.equal(quotes.turnover[row], 604_850.3);
  },
});

Deno.test({
  name: "readCotahist() refuses the truncated file, or states the loss",
  ignore,
  async fn() {
    const name = "COTAHIST_D04012016_truncated.TXT";
    const problem = "the trailer states 1745 records (1743 quotes), found 506 lines (504 quotes)";
    await assert.rejects(official(name), {
      name: "CotahistParseError",
      message: `Cannot read "${name}", line 506, field TOTAL DE REGISTROS: ${problem}`,
    });
    const { summary } = await official(name, { allowPartial: true, markets: "all" });
    assert.equal(summary.kept, 504);
    assert.equal(summary.isWhole, false);
    assert.deepEqual(summary.findings, [{
      severity: "warning",
      kind: "wrong_total",
      message: `"${name}", line 506, field TOTAL DE REGISTROS: ${problem}`,
    }]);
  },
});

Deno.test({
  name: "assetClass() tells the papers of 2024-11-08 apart, with and without ISIN",
  ignore,
  async fn() {
    const { quotes } = await official("COTAHIST_D08112024.ZIP");
    const papers = quotes.ticker.map((ticker, row) => ({
      ticker,
      isin: quotes.isin[row],
      board: quotes.board[row],
      specification: quotes.specification[row],
    }));
    const classes = papers.map(assetClass);
    assert.ok(papers.every(({ board }, k) => !["34", "35", "36"].includes(board) || classes[k] !== "share"));
    assert.ok(papers.every(({ board }, k) => board !== "12" || ["fund", "right"].includes(classes[k])));
    const blind = papers.map((paper) => assetClass({ ...paper, isin: "" }));
    assert.deepEqual(papers.filter((_, k) => blind[k] !== classes[k]), []);
  },
});

Deno.test({
  name: "readCotahist() reads all yearly files",
  ignore,
  async fn() {
    let kept = 0;
    for (const path of await cotahistFiles(REAL_DATA ?? "")) {
      const source = await fileSource(path);
      const { batches, summary } = readCotahist(source);
      for await (const quotes of batches) kept += quotes.length;
      assert.deepEqual(summary().findings, []);
      assert.equal(summary().grain, "year");
      await source.close();
    }
    assert.equal(kept, 571_821);
  },
});
