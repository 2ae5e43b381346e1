import assert from "node:assert/strict";
import { writingTo } from "../../src/registry/files.ts";

const failing = (code: string) =>
  writingTo("models", "rf@1", () => Promise.reject(Object.assign(new Error("no"), { code })));

Deno.test("writingTo() says what the disk said no for", async () => {
  const message = (reason: string) => ({
    name: "ModelError",
    message: `Cannot keep rf@1 in models: ${reason}`,
  });
  await assert.rejects(failing("ENOSPC"), message("no space is left on the disk"));
  await assert.rejects(failing("EROFS"), message("the disk is read-only"));
  assert.equal(await writingTo("models", "rf@1", () => Promise.resolve(7)), 7);
});

Deno.test("writingTo() leaves what is no disk's business as it is", async () => {
  await assert.rejects(failing("EBUSY"), { name: "Error", message: "no" });
});
