import assert from "node:assert/strict";
import { glob } from "node:fs/promises";

Deno.test("every module of src/ loads, so that coverage counts each", async () => {
  for await (const path of glob("src/**/*.ts")) {
    if (path.endsWith("/worker.ts")) continue; // a thread's own program
    assert.ok(await import(`../${path}`), path);
  }
});
