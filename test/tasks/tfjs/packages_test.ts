import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ConfigError } from "~/core/mod.ts";
import { addonFile, hasAddon, installPackages, removeAddon } from "../../../tasks/tfjs/packages.ts";

Deno.test("installPackages() leaves a folder alone that is something else's", async () => {
  const configs = [`{ "imports": { "zod": "npm:zod" } }`, `{ "tasks": {} }`, "{ // a comment\n}", undefined];
  for (const config of configs) {
    const folder = await Deno.makeTempDir({ prefix: "b3_tfjs_" });
    const kept = join(folder, "node_modules/kept.js");
    await mkdir(dirname(kept));
    await writeFile(kept, "");
    const file = join(folder, "deno.json");
    if (config !== undefined) await writeFile(file, config);
    await assert.rejects(
      installPackages(folder, { force: true }),
      (error) =>
        error instanceof ConfigError &&
        error.message ===
          `Cannot install TensorFlow.js: ${folder} belongs to something else, as its ${
            config === undefined ? "node_modules" : "deno.json"
          } shows; name a folder of its own in B3_TFJS`,
    );
    assert.equal(await Deno.readTextFile(file).catch(() => undefined), config);
    assert.ok((await Deno.stat(kept)).isFile);
  }
});

Deno.test("removeAddon() takes the native part away, and nothing where there is none", async () => {
  const folder = await Deno.makeTempDir({ prefix: "b3_tfjs_" });
  await removeAddon(folder);
  await mkdir(dirname(addonFile(folder)), { recursive: true });
  await writeFile(addonFile(folder), "");
  assert.equal(await hasAddon(folder), true);
  await removeAddon(folder);
  assert.equal(await hasAddon(folder), false);
});
