import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NotFoundError } from "~/core/mod.ts";
import { bytesSource } from "~/cotahist/mod.ts";
import { fileHash, fileSource } from "~/sources/mod.ts";

async function withFile(bytes: Uint8Array, use: (path: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "b3-sources-"));
  try {
    const path = join(folder, "COTAHIST_A2016.ZIP");
    await writeFile(path, bytes);
    await use(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}

Deno.test("fileSource() reads any part of a file, less at its end", async () => {
  await withFile(Uint8Array.of(10, 20, 30, 40, 50), async (path) => {
    const source = await fileSource(path);
    assert.equal(source.name, "COTAHIST_A2016.ZIP");
    assert.equal(source.size, 5);
    assert.deepEqual([...await source.read(0, 2)], [10, 20]);
    assert.deepEqual([...await source.read(3, 100)], [40, 50]);
    assert.deepEqual([...await source.read(5, 1)], []);
    assert.deepEqual([...await source.read(1, 1)], [20]);
    await source.close();
  });
});

Deno.test("fileSource() says what it did not find", async () => {
  await assert.rejects(fileSource("no/such/file.ZIP"), {
    name: "NotFoundError",
    code: "not_found",
    message: 'Cannot read "no/such/file.ZIP": a file is wanted, found nothing there',
  });
  await assert.rejects(fileSource(tmpdir()), {
    name: "NotFoundError",
    message: `Cannot read "${tmpdir()}": a file is wanted, found a folder or device`,
  });
});

Deno.test("fileSource() takes a path through a file for a path to nothing", async () => {
  await withFile(Uint8Array.of(1), async (path) => {
    await assert.rejects(fileSource(join(path, "x")), NotFoundError);
  });
});

Deno.test("fileSource() passes on other failures of the system", async () => {
  await assert.rejects(fileSource("a\0b"), (error) => !(error instanceof NotFoundError));
});

Deno.test("fileHash() is SHA-256, the same for a file and its bytes, whatever the name", async () => {
  const bytes = Uint8Array.from({ length: 600_000 }, (_, k) => k % 251);
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  const expected = new Uint8Array(digest).toHex();
  assert.equal(await fileHash(bytesSource("a", bytes)), expected);
  await withFile(bytes, async (path) => {
    const source = await fileSource(path);
    assert.equal(await fileHash(source), expected);
    await source.close();
  });
});

Deno.test("fileHash() of nothing is the hash of the empty text", async () => {
  assert.equal(
    await fileHash(bytesSource("empty", new Uint8Array())),
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  );
});
