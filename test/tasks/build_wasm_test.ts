import assert from "node:assert/strict";
import { wasmCode } from "../../tasks/build_wasm.ts";

const COMMITTED = new URL("../../src/lstm/kernels/wasm_code.ts", import.meta.url);

/** A fresh build; `null` where the compiler is not kept, as tests reach no network. */
const fresh = await wasmCode(["--cached-only"]).catch((error: Error) => {
  if (/not found in cache|--cached-only/.test(error.message)) return null;
  throw error;
});

const skipped = fresh === null ? " (skipped: no compiler is kept; deno task build:wasm fetches it)" : "";

Deno.test({
  name: `the committed WebAssembly is what its source compiles to${skipped}`,
  ignore: fresh === null,
  async fn() {
    assert.equal(fresh, await Deno.readTextFile(COMMITTED));
  },
});
