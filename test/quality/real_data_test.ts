/**
 * B3's own files through the checks.
 *
 * @module
 */

import assert from "node:assert/strict";
import { join } from "node:path";
import { formatSession, type Quotes } from "~/core/mod.ts";
import { checkQuality, unwrapTrades } from "~/quality/mod.ts";
import { fileSource } from "~/sources/mod.ts";
import { readAll } from "../cotahist/helpers.ts";
import { REAL_DATA } from "../real_data.ts";

const ignore = REAL_DATA === undefined;

async function official(name: string): Promise<Quotes> {
  const source = await fileSource(join(REAL_DATA ?? "", "official", name));
  try {
    return (await readAll(source)).quotes;
  } finally {
    await source.close();
  }
}

Deno.test({
  name: "unwrapTrades() finds the days of January 2021 on which B3's five digits were not enough",
  ignore,
  async fn() {
    const quotes = await official("COTAHIST_A2021_16sessions.ZIP");
    const { trades, wrapped } = unwrapTrades(quotes);
    const found = [...wrapped.keys()].filter((i) => wrapped[i] === 1)
      .map((i) => `${quotes.ticker[i]} ${formatSession(quotes.session[i])} ${quotes.trades[i]} ${trades[i]}`);
    assert.deepEqual(found.sort(), [
      "BOVA11 2021-01-05 2390 102390",
      "BOVA11 2021-01-06 666 100666",
      "HAPV3 2021-01-11 2991 102991",
      "PETR4 2021-01-04 9323 109323",
      "PETR4 2021-01-05 7389 107389",
      "PETR4 2021-01-06 10107 110107",
      "PETR4 2021-01-13 18700 118700",
      "VALE3 2021-01-07 11326 211326",
      "VALE3 2021-01-08 26907 126907",
      "VVAR3 2021-01-07 436 100436",
    ]);
  },
});

Deno.test({
  name: "checkQuality() finds nothing else wrong with B3's files of 2016, 2021 and 2024",
  ignore,
  async fn() {
    const kinds = { "COTAHIST_A2021_16sessions.ZIP": ["wrapped_trades"], "COTAHIST_D08112024.ZIP": [] };
    for (
      const [name, expected] of Object.entries({
        ...kinds,
        "COTAHIST_A2016_3sessions.ZIP": [],
        "COTAHIST_D29022016.TXT": [],
      })
    ) {
      const { totals, nQuotes } = checkQuality(await official(name));
      assert.ok(nQuotes > 400, name);
      assert.deepEqual(totals.map(({ kind }) => kind), expected, name);
    }
  },
});
