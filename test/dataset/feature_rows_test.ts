import assert from "node:assert/strict";
import fc from "fast-check";
import { featureRows } from "~/dataset/mod.ts";

Deno.test("featureRows() holds each row's values side by side, in whatever order rows are wanted", () => {
  const [nRows, width] = [50, 3];
  const columns = {
    features: ["a", "b", "c"],
    values: Array.from(
      { length: width },
      (_, j) => Float32Array.from({ length: nRows }, (_, t) => 100 * j + t),
    ),
    defects: new Uint8Array(nRows),
  };
  fc.assert(fc.property(fc.array(fc.nat(nRows - 1), { maxLength: 80 }), (rows) => {
    assert.deepEqual([...featureRows(columns, rows)], rows.flatMap((t) => [t, 100 + t, 200 + t]));
  }));
});
