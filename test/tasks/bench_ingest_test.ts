import assert from "node:assert/strict";
import { join } from "node:path";
import { KINDS, zipOf } from "../cotahist/helpers.ts";
import { benchIngest, ingestLines } from "../../tasks/bench/ingest.ts";

Deno.test("benchIngest() measures a folder and a synthetic year, and says which peers are not there", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeFile(join(folder, "COTAHIST_A2024.ZIP"), await zipOf({ "COTAHIST_A2024.TXT": KINDS }));
    const bench = await benchIngest(folder, { sessions: 5, papers: 200 });
    assert.deepEqual(bench.corpora.map(({ files, records, kept }) => [files, records, kept]), [
      [1, 15, 7],
      [1, 1000, 110],
    ]);
    for (const { timings } of bench.corpora) {
      assert.ok(timings.length >= 4 && timings.every(({ seconds }) => seconds > 0));
    }
    const peers = bench.corpora.flatMap(({ timings }) => timings.slice(4)).length;
    assert.ok(bench.absent.length + peers >= 2);
    const lines = ingestLines(bench);
    assert.ok(lines.some((line) => line.startsWith("ours, to typed columns in memory ")));
    assert.ok(bench.absent.every((line) => lines.includes(line)));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
