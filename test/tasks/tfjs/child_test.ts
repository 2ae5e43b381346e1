import assert from "node:assert/strict";
import { runChild } from "../../../tasks/tfjs/child.ts";

Deno.test("runChild() says that a program is not there", async () => {
  const { ok, reason } = await runChild("no-such-compiler", ["--version"]);
  assert.equal(ok, false);
  assert.equal(reason, "no-such-compiler is not there");
});

Deno.test("runChild() gives the reason of a failure without its stack", async () => {
  const { ok, reason } = await runChild(Deno.execPath(), [
    "eval",
    `throw new Error("the host is not reached")`,
  ]);
  assert.equal(ok, false);
  assert.match(reason, /Error: the host is not reached/);
  assert.doesNotMatch(reason, /^ +at /m);
});
