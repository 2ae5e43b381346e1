import assert from "node:assert/strict";
import { ConfigError, ModelError } from "~/core/mod.ts";
import { nativeLibrary } from "~/lstm/kernels/native.ts";
import { buildNative } from "../../tasks/build_native.ts";

Deno.test("buildNative() says which compilers it looked for, and that training does without", async () => {
  await assert.rejects(
    buildNative(["/no/such/cc", "/no/such/gcc"]),
    (error) =>
      error instanceof ConfigError &&
      /found none of \/no\/such\/cc, \/no\/such\/gcc; install one, or name one in CC/.test(error.message),
  );
});

Deno.test("buildNative() passes on what a compiler complains of, and leaves an earlier library alone", async () => {
  const read = () => Deno.readFile(nativeLibrary()).catch(() => null);
  const before = await read();
  // a compiler that knows none of the flags
  await assert.rejects(
    buildNative([Deno.execPath()]),
    (error) =>
      error instanceof ModelError &&
      error.message.startsWith(`Cannot build native kernels: ${Deno.execPath()}: `),
  );
  assert.deepEqual(await read(), before);
});
