import assert from "node:assert/strict";
import { join } from "node:path";
import { codeHash } from "~/pipeline/content_hash.ts";

Deno.test("codeHash() changes with every file of the rooms, in their folders too, and with nothing else", async () => {
  const source = await Deno.makeTempDir();
  try {
    for (const folder of ["a/deep/er", "b"]) await Deno.mkdir(join(source, folder), { recursive: true });
    const write = (path: string, text: string) => Deno.writeTextFile(join(source, path), text);
    await write("a/one.ts", "1");
    await write("a/deep/er/two.ts", "2");
    await write("b/other.ts", "3");
    const hashes = [await codeHash(["a"], source)];
    await write("b/other.ts", "4");
    assert.equal(await codeHash(["a"], source), hashes[0]);
    await write("a/deep/er/two.ts", "5");
    hashes.push(await codeHash(["a"], source));
    await write("a/deep/three.wasm", "");
    hashes.push(await codeHash(["a"], source));
    await Deno.rename(join(source, "a/deep/three.wasm"), join(source, "a/deep/four.wasm"));
    hashes.push(await codeHash(["a"], source), await codeHash(["a", "b"], source));
    assert.equal(new Set(hashes).size, 5);
  } finally {
    await Deno.remove(source, { recursive: true });
  }
});

Deno.test("codeHash() is of the code that runs", async () => {
  assert.match(await codeHash(["core", "report"]), /^[0-9a-f]{64}$/);
  await assert.rejects(codeHash(["no such room"]), /ENOENT/);
});
