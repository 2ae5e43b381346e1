import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { isMissing } from "~/core/mod.ts";

Deno.test("isMissing() is true of a path that leads nowhere and of nothing else", async () => {
  const errorOf = (path: string) => readFile(path).then(() => null, (error: unknown) => error);
  assert.ok(isMissing(await errorOf("deno.json.none")));
  assert.ok(isMissing(await errorOf("deno.json/none")));
  assert.ok(!isMissing(await errorOf("src")));
  assert.ok(!isMissing(new Error("ENOENT")));
  assert.ok(!isMissing("ENOENT"));
});
