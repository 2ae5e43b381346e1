import assert from "node:assert/strict";
import { formatSession } from "~/core/mod.ts";
import { bytesSource, readCotahist } from "~/cotahist/mod.ts";
import { SYNTHETIC_NAME, syntheticYear, writeSyntheticZip } from "../../tasks/bench/synthetic_year.ts";

const SIZE = { sessions: 30, papers: 1000 };

async function zipped(): Promise<{ bytes: Uint8Array<ArrayBuffer>; records: number }> {
  const { readable, writable } = new TransformStream<Uint8Array>();
  const [bytes, { records }] = await Promise.all([
    new Response(readable).bytes(),
    writeSyntheticZip(writable, SIZE),
  ]);
  return { bytes, records };
}

Deno.test("syntheticYear() gives the same bytes each time, one part a session between header and trailer", () => {
  const [first, second] = [0, 1].map(() => [...syntheticYear(SIZE)]);
  assert.deepEqual(first, second);
  assert.deepEqual(first.map((part) => part.length), [247, ...new Array(30).fill(247_000), 247]);
});

Deno.test("writeSyntheticZip() makes a whole COTAHIST file, 11 % of it cash, no quote twice", async () => {
  const { bytes, records } = await zipped();
  assert.equal(records, 30_000);
  const { batches, summary } = readCotahist(bytesSource(SYNTHETIC_NAME, bytes), { markets: "all" });
  const keys = new Set<string>();
  let cash = 0;
  for await (const { length, session, ticker, board, market, low, high, open, close } of batches) {
    for (let i = 0; i < length; i++) {
      keys.add([session[i], ticker[i], board[i]].join());
      if (market[i] === 10) cash++;
      assert.ok(low[i] <= Math.min(open[i], close[i]) && Math.max(open[i], close[i]) <= high[i]);
    }
  }
  assert.equal(keys.size, 30_000);
  assert.equal(cash, 3300);
  const { entry, firstSession, lastSession, nSessions, findings, isWhole } = summary();
  assert.deepEqual([entry, nSessions, findings, isWhole], [SYNTHETIC_NAME, 30, [], true]);
  assert.equal(formatSession(firstSession ?? NaN), "2016-01-04");
  assert.equal(formatSession(lastSession ?? NaN), "2016-02-12");
});
