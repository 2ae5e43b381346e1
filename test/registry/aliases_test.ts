import assert from "node:assert/strict";
import { join } from "node:path";
import { ModelError } from "~/core/mod.ts";
import { loadVersion, parseReference, readAliases } from "~/registry/mod.ts";
import { save, withRoot } from "./saved.ts";

Deno.test(
  "readAliases() refuses a damaged file, which keeps nobody from a version by its own name",
  withRoot(async (root) => {
    assert.deepEqual(await readAliases(root, "rf"), {});
    const { manifest } = await save(root);
    assert.deepEqual(await readAliases(root, "rf"), { champion: manifest.version });
    const path = join(root, "rf", "aliases.json");
    for (const text of ["", "{", "null", "[]", '{"champion": 1}', '{"champion": "../x"}', '{"a/b": "c"}']) {
      await Deno.writeTextFile(path, text);
      const error = {
        name: ModelError.name,
        message: `Cannot read ${path}: a JSON object of versions by alias is wanted, found something else`,
      };
      await assert.rejects(readAliases(root, "rf"), error);
      await assert.rejects(loadVersion(root, parseReference("rf")), error);
      await assert.rejects(save(root), error);
      assert.deepEqual(
        (await loadVersion(root, parseReference(`rf@${manifest.version}`))).manifest,
        manifest,
      );
    }
    await Deno.remove(path);
    await Deno.mkdir(path);
    await assert.rejects(readAliases(root, "rf"), {
      name: ModelError.name,
      message: /found a folder or device/,
    });
  }),
);
