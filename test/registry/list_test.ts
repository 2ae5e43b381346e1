import assert from "node:assert/strict";
import { join } from "node:path";
import { listModels, listVersions } from "~/registry/mod.ts";
import { ARTIFACT, save, withRoot } from "./saved.ts";

Deno.test(
  "listModels() and listVersions() name folders that could be versions, damaged ones too",
  withRoot(async (root) => {
    assert.deepEqual([await listModels(root), await listVersions(root, "rf")], [[], []]);
    const first = await save(root);
    const second = await save(root, { ...ARTIFACT, data: Uint8Array.of(9) });
    await Deno.remove(join(second.folder, "manifest.json"));
    await Deno.mkdir(join(root, "empty"));
    await Deno.mkdir(join(root, "Not a name", "2022-12-29-00000000"), { recursive: true });
    await Deno.mkdir(join(root, "rf", "2022-12-29-00000000.1234.tmp"));
    await Deno.writeTextFile(join(root, "readme"), "");
    assert.deepEqual(await listModels(root), ["rf"]);
    assert.deepEqual(
      await listVersions(root, "rf"),
      [first.manifest.version, second.manifest.version].sort(),
    );
    assert.deepEqual(await listVersions(root, "readme"), []);
  }),
);

Deno.test(
  "listModels() fails at what cannot be read: that is not absence",
  withRoot(async (root) => {
    await Deno.mkdir(join(root, ".."), { recursive: true });
    await Deno.symlink("models", root); // a link to itself
    await assert.rejects(listModels(root), { code: "ELOOP" });
  }),
);
