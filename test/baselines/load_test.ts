import assert from "node:assert/strict";
import { climatology, loadBaseline, momentum } from "~/baselines/mod.ts";
import { type Artifact, ModelError } from "~/core/mod.ts";
import { rounded, toy } from "./toy.ts";

const train = toy([[1, 0, 2, 0.03], [1, 1, 0, -0.01], [1, 2, 2, 0.01]]);

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
    ]
  ) {
    refuses(
      { header },
      `${action} feature names and one of them are wanted, found ${JSON.stringify(header)}`,
    );
  }
  refuses({ data: new Uint8Array(16) }, `${action} 32 bytes are wanted, found 16`);
  refuses({ header: { features: ["a"], feature: "a" } }, `${action} 112 bytes are wanted, found 32`);
  refuses(
    { data: new Uint8Array(Float64Array.of(NaN, 0, 0, 1).buffer) },
    `${action} finite numbers are wanted, found NaN, 0, 0, 1`,
  );
});
