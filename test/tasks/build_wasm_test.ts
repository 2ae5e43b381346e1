import assert from "node:assert/strict";
import { wasmCode } from "../../tasks/build_wasm.ts";

const COMMITTED = new URL("../../src/lstm/kernels/wasm_code.ts", import.meta.url);

/** A fresh build; `null` where its compiler is neither kept here nor to be had. */
const fresh = await wasmCode().catch((error) => {
  if (/npm|registry|dns|sending request|network/i.test(String(error))) return null;
  throw error;
});

Deno.test({
  name: `the committed WebAssembly is what its source compiles to${
    fresh === null ? " (skipped: the compiler cannot be had)" : ""
  }`,
  ignore: fresh === null,
  async fn() {
    assert.equal(fresh, await Deno.readTextFile(COMMITTED));
  },
});
