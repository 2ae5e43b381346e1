import assert from "node:assert/strict";
import { ConfigError } from "~/core/mod.ts";
import { parseReference } from "~/registry/mod.ts";

Deno.test("parseReference() lets no name out of the models folder", () => {
  for (const text of ["../x", "a/b", "", ".", "rf@../x", "rf@a@b", "RF", "rf@", "a\0b"]) {
    assert.throws(() => parseReference(text), { name: ConfigError.name });
  }
  assert.deepEqual(parseReference("rf@2022-12-29-0a1b2c3d"), { name: "rf", selector: "2022-12-29-0a1b2c3d" });
});
