import assert from "node:assert/strict";
import { ConfigError } from "~/core/mod.ts";
import {
  answeringKernels,
  chooseKernels,
  kernelsOf,
  newMemory,
  type Offer,
  offerHere,
} from "~/lstm/kernels/load.ts";

const NOT_BUILT = { reason: "native kernels are not built", isBuilt: false };
const STALE = { reason: "the native kernels are of another source", isBuilt: true };
const ALL: Offer = { wasm: "wasm", nativeObstacle: null };
const USUAL: Offer = { wasm: "wasm", nativeObstacle: NOT_BUILT };
const OLD_RUNTIME: Offer = { wasm: "wasm, plain SIMD", nativeObstacle: STALE };
const BARE: Offer = { wasm: null, nativeObstacle: NOT_BUILT };

Deno.test("chooseKernels() takes the quickest set there is", () => {
  assert.deepEqual(chooseKernels("auto", ALL), { name: "native", note: null });
  assert.deepEqual(chooseKernels("auto", USUAL), { name: "wasm", note: null });
  assert.equal(chooseKernels("auto", OLD_RUNTIME).name, "wasm, plain SIMD");
  assert.equal(chooseKernels("auto", BARE).name, "plain");
});

Deno.test("chooseKernels() does not take native code where nothing can do the rest of its work", () => {
  assert.equal(chooseKernels("auto", { wasm: null, nativeObstacle: null }).name, "plain");
});

Deno.test("chooseKernels() says why it is not the quicker set that could be expected", () => {
  assert.match(chooseKernels("auto", BARE).note ?? "", /SIMD and shared memory is not available/);
  assert.equal(
    chooseKernels("auto", { wasm: "wasm", nativeObstacle: STALE }).note,
    "the native kernels are of another source",
  );
  const both = /^the native kernels are of another source; relaxed SIMD is not available/;
  assert.match(chooseKernels("auto", OLD_RUNTIME).note ?? "", both);
  assert.equal(chooseKernels("wasm", { wasm: "wasm", nativeObstacle: STALE }).note, null); // nobody asked for them
});

Deno.test("chooseKernels() takes what is wanted, or says why it is not to be had", () => {
  assert.deepEqual(chooseKernels("plain", ALL), { name: "plain", note: null });
  assert.deepEqual(chooseKernels("wasm", ALL), { name: "wasm", note: null });
  const refused = (wanted: "native" | "wasm", offer: Offer, message: RegExp) =>
    assert.throws(
      () => chooseKernels(wanted, offer),
      (error) => error instanceof ConfigError && message.test(error.message),
    );
  refused("native", USUAL, /Cannot train with native kernels: native kernels are not built/);
  refused("native", { wasm: null, nativeObstacle: null }, /Cannot train with native kernels: WebAssembly/);
  refused("wasm", BARE, /Cannot train with WebAssembly/);
});

Deno.test("answeringKernels() are never native", () => {
  assert.notEqual(answeringKernels(), "native");
});

Deno.test("kernelsOf() gives the set of a name, and compiled ones only a memory of WebAssembly", () => {
  const { name } = chooseKernels("auto", offerHere());
  assert.equal(kernelsOf(newMemory(1), name).name, name);
  assert.equal(kernelsOf({ buffer: new ArrayBuffer(64) }, "plain").name, "plain");
  assert.throws(() => kernelsOf({ buffer: new ArrayBuffer(64) }, "wasm"), RangeError);
});
