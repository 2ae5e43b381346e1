import assert from "node:assert/strict";
import { join } from "node:path";
import { DataError } from "~/core/mod.ts";
import { writeWhole } from "~/sources/mod.ts";

const ROOT = await Deno.makeTempDir();
globalThis.addEventListener("unload", () => Deno.removeSync(ROOT, { recursive: true }));

const entries = async (folder: string) =>
  (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).sort();

Deno.test("writeWhole() makes the folder, replaces the file and leaves nothing beside it", async () => {
  const path = join(ROOT, "new", "folder", "page.html");
  await writeWhole(path, "old");
  await writeWhole(path, "new");
  assert.equal(await Deno.readTextFile(path), "new");
  assert.deepEqual(await entries(join(ROOT, "new", "folder")), ["page.html"]);
});

Deno.test("writeWhole() of one file at the same time leaves one of the texts, whole", async () => {
  const texts = ["a", "b", "c"].map((letter) => letter.repeat(1e6));
  const path = join(ROOT, "at_once", "page.html");
  await Promise.all(texts.map((text) => writeWhole(path, text)));
  assert.ok(texts.includes(await Deno.readTextFile(path)));
  assert.deepEqual(await entries(join(ROOT, "at_once")), ["page.html"]);
});

Deno.test("writeWhole() says which file cannot be written and why, and leaves nothing half written", async () => {
  const file = join(ROOT, "file");
  await Deno.writeTextFile(file, "");
  const folder = join(ROOT, "taken");
  await Deno.mkdir(join(folder, "page.html"), { recursive: true });
  const cases = [
    [join(file, "page.html"), "file already exists"],
    [join(file, "reports", "page.html"), "not a directory"],
    [join(folder, "page.html"), "illegal operation on a directory"],
    [join(folder, "a".repeat(300)), "name too long"],
  ];
  for (const [path, reason] of cases) {
    await assert.rejects(writeWhole(path, "text"), (error) => {
      assert.ok(error instanceof DataError);
      assert.equal(error.message, `Cannot write ${path}: ${reason}`);
      return true;
    });
  }
  assert.deepEqual(await entries(folder), ["page.html"]);
});

Deno.test("writeWhole() passes on what is no fault of the disk", async () => {
  await assert.rejects(writeWhole(join(ROOT, "a\0b"), "text"), (error) => !(error instanceof DataError));
});
