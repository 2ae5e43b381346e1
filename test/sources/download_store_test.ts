import assert from "node:assert/strict";
import { NotFoundError } from "~/core/mod.ts";
import { partFile, validatorOf, wholeFile } from "~/sources/download_store.ts";

Deno.test("validatorOf() is an ETag that is not weak, or else the date", () => {
  const version = { etag: '"a"', lastModified: "Mon", size: 1 };
  assert.equal(validatorOf(version), '"a"');
  assert.equal(validatorOf({ ...version, etag: 'W/"a"' }), "Mon");
  assert.equal(validatorOf({ ...version, etag: null, lastModified: null }), null);
});

Deno.test("wholeFile() and partFile() find nothing where nothing is, and pass on other failures of the system", async () => {
  assert.equal(await wholeFile("no/such/file"), null);
  assert.equal(await partFile("no/such/file"), null);
  await assert.rejects(wholeFile("a\0b"), (error) => !(error instanceof NotFoundError));
});
