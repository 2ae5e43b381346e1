import assert from "node:assert/strict";
import { join } from "node:path";
import { barsOf, formatSession, takeQuotes } from "~/core/mod.ts";
import { readCotahist } from "~/cotahist/mod.ts";
import { computeFeatures, REFERENCE } from "~/features/mod.ts";
import { buildPanel } from "~/prices/mod.ts";
import { fileSource } from "~/sources/mod.ts";
import { concatQuotes } from "../cotahist/helpers.ts";
import { REAL_DATA } from "../real_data.ts";

// What the reference's own code gives for this row when its series begins on 2022-01-03.
const PETR4_2022_12_29 = {
  rolling_volatility_5: 0.0239,
  moving_avg_10: 23.953,
  macd: -0.4965,
  rsi_14: 48.6624,
  volume_change: 0.0108,
  price_momentum_5: 0.0213,
  high_breakout_20: 0,
  bollinger_upper: 26.7928,
  stochastic_14: 83.0137,
  close: 24.5,
};

Deno.test({
  name: "reference: PETR4 on 2022-12-29 is the row that the reference's code gives",
  ignore: REAL_DATA === undefined,
  async fn() {
    await using source = await fileSource(join(REAL_DATA ?? "", "cotahist", "COTAHIST_A2022.ZIP"));
    const quotes = concatQuotes(await Array.fromAsync(readCotahist(source).batches));
    const rows = [...quotes.ticker.keys()].filter((i) => quotes.ticker[i] === "PETR4");
    const bars = barsOf(buildPanel(takeQuotes(quotes, rows)).panel, "PETR4");
    assert.equal(formatSession(bars.session[bars.session.length - 1]), "2022-12-29");
    const columns = computeFeatures(bars, REFERENCE);
    for (const [name, expected] of Object.entries(PETR4_2022_12_29)) {
      const column = columns[REFERENCE.features.findIndex((feature) => feature.name === name)];
      const value = column[column.length - 1];
      assert.ok(Math.abs(value - expected) < 5.1e-5, `${name}: ${value} instead of ${expected}`);
    }
  },
});
