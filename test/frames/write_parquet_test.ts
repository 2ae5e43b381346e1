import assert from "node:assert/strict";
import { join } from "node:path";
import pl from "nodejs-polars";
import type { Dataset } from "~/core/mod.ts";
import { writeParquet } from "~/frames/mod.ts";

const DATASET: Dataset = {
  nSamples: 2,
  features: ["KMID", "beta_60"],
  X: Float32Array.of(0.5, NaN, -0.25, 1.5),
  tickers: ["PETR4"],
  ticker: Int32Array.of(0, 0),
  session: Int32Array.of(19354, 19355),
  y: Uint8Array.of(2, 0),
  targetReturn: Float64Array.of(0.01, -0.02),
  labelEnd: Int32Array.of(19360, 19361),
};

Deno.test("writeParquet() makes the folder, writes what reads back the same and leaves nothing else", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const path = join(folder, "new", "alpha158.parquet");
    await writeParquet(DATASET, path);
    await writeParquet(DATASET, path); // over the older one
    const frame = pl.readParquet(path);
    assert.deepEqual(frame.columns, [
      "date",
      "ticker",
      "KMID",
      "beta_60",
      "label",
      "target_return",
      "label_end",
    ]);
    assert.deepEqual([...frame.getColumn("KMID").toArray()], [0.5, -0.25]);
    assert.ok(Number.isNaN(frame.getColumn("beta_60").toArray()[0]));
    const names = (await Array.fromAsync(Deno.readDir(join(folder, "new")))).map(({ name }) => name);
    assert.deepEqual(names, ["alpha158.parquet"]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("writeParquet() says what it cannot write", async () => {
  const file = await Deno.makeTempFile();
  try {
    await assert.rejects(writeParquet(DATASET, join(file, "core.parquet")), {
      name: "DataError",
      message: /^Cannot write .*core\.parquet: /,
    });
  } finally {
    await Deno.remove(file);
  }
});
