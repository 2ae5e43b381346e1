import assert from "node:assert/strict";
import { CATALOG, computePanel } from "~/features/mod.ts";
import golden from "../golden/features/catalog.json" with { type: "json" };
import { GOLDEN_PANEL, GOLDEN_ROWS, goldenInputs } from "./golden_panel.ts";

for (const [name, expected] of Object.entries(golden.sets)) {
  const set = CATALOG.find((known) => known.name === name);
  assert.ok(set);
  const columns = computePanel(GOLDEN_PANEL, set, goldenInputs());

  Deno.test(`${name}: the golden file has the set's columns`, () => {
    assert.deepEqual(set.features.map((feature) => feature.name).sort(), Object.keys(expected).sort());
  });

  set.features.forEach((feature, j) => {
    Deno.test(`${name}: ${feature.name} equals NumPy`, () => {
      const values = (expected as unknown as Record<string, (number | null)[]>)[feature.name];
      GOLDEN_ROWS.forEach((row, k) => {
        const [ours, theirs] = [columns[j][row], values[k] ?? NaN];
        const isEqual = Number.isNaN(theirs)
          ? Number.isNaN(ours)
          : Math.abs(ours - theirs) <= 1e-10 * Math.max(1, Math.abs(theirs));
        assert.ok(isEqual, `row ${row}: ${ours} instead of ${theirs}`);
      });
    });
  });
}
