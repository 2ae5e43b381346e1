import assert from "node:assert/strict";
import { join } from "node:path";
import { type AdjustedCloses, type Quotes, takeQuotes } from "~/core/mod.ts";
import { readCotahist } from "~/cotahist/mod.ts";
import { buildPanel, panelWithAdjustedCloses } from "~/prices/mod.ts";
import { fileSource, readSeries } from "~/sources/mod.ts";
import { judgeActions } from "../../tasks/bench/actions.ts";
import { concatQuotes } from "../cotahist/helpers.ts";
import { REAL_DATA } from "../real_data.ts";

const ignore = REAL_DATA === undefined;

/** Eleven years of the tape with many splits, and the vendor's series for it. */
const { quotes, closes } = ignore ? { quotes: concatQuotes([]), closes: await noCloses() } : await realData();

function noCloses(): Promise<AdjustedCloses> {
  return Promise.resolve({ length: 0, ticker: [], session: new Int32Array(), close: new Float64Array() });
}

async function realData(): Promise<{ quotes: Quotes; closes: AdjustedCloses }> {
  const batches: Quotes[] = [];
  for (let year = 2012; year <= 2022; year++) {
    await using source = await fileSource(join(REAL_DATA ?? "", "cotahist", `COTAHIST_A${year}.ZIP`));
    batches.push(...await Array.fromAsync(readCotahist(source).batches));
  }
  const all = concatQuotes(batches);
  const rows = [...all.ticker.keys()].sort((a, b) =>
    all.ticker[a] < all.ticker[b] ? -1 : all.ticker[a] > all.ticker[b] ? 1 : all.session[a] - all.session[b]
  );
  const { name, value, ...series } = await readSeries(
    "adjusted",
    join(REAL_DATA ?? "", "adjusted_close.csv.gz"),
  );
  const order = [...name.keys()].sort((a, b) => name[a] < name[b] ? -1 : name[a] > name[b] ? 1 : a - b);
  return {
    quotes: takeQuotes(all, rows),
    closes: {
      length: series.length,
      ticker: order.map((i) => name[i]),
      session: Int32Array.from(order, (i) => series.session[i]),
      close: Float64Array.from(order, (i) => value[i]),
    },
  };
}

Deno.test({
  name: "findActions() finds the vendor's steps, none grossly wrong, with DISMES and without",
  ignore,
  fn() {
    for (const useDistribution of [true, false]) {
      const count = judgeActions(quotes, closes, useDistribution);
      assert.ok(count.right / count.events >= 0.88, `${count.right} of ${count.events}`);
      assert.ok(count.plainRight / count.plainEvents >= 0.94, `${count.plainRight} of ${count.plainEvents}`);
      assert.deepEqual([count.grosslyWrong, count.withoutVendorStep], [0, 0]);
    }
  },
});

Deno.test({
  name:
    "buildPanel() returns on the split basis are the vendor's on sessions that are no ex-dividend sessions",
  ignore,
  fn() {
    const { panel } = buildPanel(quotes);
    const { panel: total } = panelWithAdjustedCloses(panel, closes);
    const marks = new Map(
      quotes.ticker.map((
        ticker,
        i,
      ) => [`${ticker} ${quotes.session[i]}`, quotes.specification[i].slice(4, 7)]),
    );
    let [n, nEqual] = [0, 0];
    for (let t = 0; t < panel.tickers.length; t++) {
      for (let row = panel.offsets[t] + 1; row < panel.offsets[t + 1]; row++) {
        if (/^E.*[DJ]/.test(marks.get(`${panel.tickers[t]} ${panel.session[row]}`) ?? "")) continue;
        n++;
        const own = panel.close[row] / panel.close[row - 1];
        const vendor = total.close[row] / total.close[row - 1];
        if (Math.abs(own - vendor) <= 0.002) nEqual++;
      }
    }
    assert.ok(nEqual / n >= 0.999, `${nEqual} of ${n}`);
  },
});

Deno.test({
  name: "panelWithAdjustedCloses() equals the vendor's series everywhere",
  ignore,
  fn() {
    const { panel, findings } = panelWithAdjustedCloses(buildPanel(quotes).panel, closes);
    assert.deepEqual(findings, []);
    const vendor = new Map(
      closes.ticker.map((ticker, i) => [`${ticker} ${closes.session[i]}`, closes.close[i]]),
    );
    panel.tickers.forEach((ticker, t) => {
      for (let row = panel.offsets[t]; row < panel.offsets[t + 1]; row++) {
        assert.equal(panel.close[row], vendor.get(`${ticker} ${panel.session[row]}`));
      }
    });
  },
});
