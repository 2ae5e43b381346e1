import assert from "node:assert/strict";
import { wasmCode } from "../../tasks/build_wasm.ts";

Deno.test("the WebAssembly that is committed is what its source compiles to", async () => {
  const committed = await Deno.readTextFile("src/lstm/kernels/wasm_code.ts");
  assert.ok(await wasmCode() === committed, "run deno task build:wasm");
});
