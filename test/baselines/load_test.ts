import assert from "node:assert/strict";
import { climatology, loadBaseline, momentum } from "~/baselines/mod.ts";
import { type Artifact, ModelError } from "~/core/mod.ts";
import { rounded, toy } from "./toy.ts";

const train = toy([[1, 0, 2, 0.03], [1, 1, 0, -0.01], [1, 2, 2, 0.01]]);

/** Numbers as an artifact holds them, on a little-endian machine. */
const bytesOf = (numbers: number[]) => new Uint8Array(Float64Array.from(numbers).buffer);

Deno.test("loadBaseline() reads the numbers where the format says they are", async () => {
  const { format, header, data } = (await climatology().fit(train, { seed: 1 })).toArtifact();
  assert.equal(format, "b3-baseline/1");
  assert.deepEqual(header, { features: ["momentum_252_21"], feature: null });
  const view = new DataView(data.buffer);
  const numbers = [0, 1, 2, 3].map((i) => view.getFloat64(i * 8, true));
  assert.deepEqual(rounded(numbers), rounded([2 / 6, 1 / 6, 3 / 6, 0.01]));
});

Deno.test("loadBaseline() reads data that starts anywhere in a buffer", async () => {
  const model = await momentum().fit(train, { seed: 1 });
  const artifact = model.toArtifact();
  const buffer = new Uint8Array(artifact.data.length + 3);
  buffer.set(artifact.data, 3);
  const loaded = loadBaseline({ ...artifact, data: buffer.subarray(3) });
  assert.deepEqual(await loaded.predict(train), await model.predict(train));
});

Deno.test("loadBaseline() refuses what is no baseline", async () => {
  const artifact = (await climatology().fit(train, { seed: 1 })).toArtifact();
  const refuses = (changes: Partial<Artifact>, message: string) =>
    assert.throws(() => loadBaseline({ ...artifact, ...changes }), (error: Error) => {
      assert.ok(error instanceof ModelError);
      assert.equal(error.message, message);
      return true;
    });
  const action = "Cannot load a baseline:";
  refuses(
    { format: "b3-forest/1" },
    `${action} format "b3-baseline/1" is wanted, found "b3-forest/1"`,
  );
  for (
    const header of [
      {},
      { features: "momentum", feature: null },
      { features: ["a", 1], feature: null },
      { features: ["a"], feature: "b" },
      { features: ["a"] },
      { features: ["a"], ranking: null },
      { features: ["a"], feature: "a", ranking: "a" },
      { features: ["a"], feature: null, more: 1 },
      null as unknown as Artifact["header"],
    ]
  ) {
    refuses(
      { header },
      `${action} feature names and one of them, or a ranking's, are wanted, found ${JSON.stringify(header)}`,
    );
  }
  refuses({ data: new Uint8Array(16) }, `${action} 32 bytes are wanted, found 16`);
  refuses({ header: { features: ["a"], feature: "a" } }, `${action} 112 bytes are wanted, found 32`);
  refuses(
    { data: bytesOf([NaN, 0, 0, 1]) },
    `${action} finite numbers are wanted, found NaN, 0, 0, 1`,
  );
  for (const row of [[0.5, 0.5, 0.5], [-0.5, 0.5, 1], [0.3, 0.3, 0.399999]]) {
    refuses(
      { data: bytesOf([...row, 0.01]) },
      `${action} probabilities that sum to 1 are wanted, found ${row.join(", ")}`,
    );
  }
  const thirds = [[0.2, 0.3, 0.5], [1 / 3, 1 / 3, 1 / 3], [0.9, 0.3, 0.5]];
  const ranked = { features: ["a"], feature: "a" };
  refuses(
    { header: ranked, data: bytesOf([...thirds.flat(), 0, 0, 0, -1, 1]) },
    `${action} probabilities that sum to 1 are wanted, found 0.9, 0.3, 0.5`,
  );
  thirds[2] = [0.2, 0.3, 0.5];
  refuses(
    { header: ranked, data: bytesOf([...thirds.flat(), 0, 0, 0, 1, -1]) },
    `${action} thresholds in order are wanted, found 1, -1`,
  );
  const equal = bytesOf([...thirds.flat(), 0, 0, 0, 1, 1]);
  assert.deepEqual(loadBaseline({ ...artifact, header: ranked, data: equal }).features, ["a"]);
});
