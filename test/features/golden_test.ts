import assert from "node:assert/strict";
import type { Bars } from "~/core/mod.ts";
import { computeFeatures, FEATURE_SETS } from "~/features/mod.ts";
import golden from "../golden/features/features.json" with { type: "json" };

const nRows = golden.bars.close.length;
const BARS: Bars = {
  ticker: "TEST3",
  basis: "split",
  session: Int32Array.from({ length: nRows }, (_, i) => i),
  open: Float64Array.from(golden.bars.open),
  high: Float64Array.from(golden.bars.high),
  low: Float64Array.from(golden.bars.low),
  close: Float64Array.from(golden.bars.close),
  vwap: Float64Array.from(golden.bars.vwap),
  bid: Float64Array.from(golden.bars.bid),
  ask: Float64Array.from(golden.bars.ask),
  turnover: Float64Array.from(golden.bars.turnover),
  shares: Float64Array.from(golden.bars.shares),
  trades: new Float64Array(nRows).fill(100),
  factor: new Float64Array(nRows).fill(1),
  jump: new Uint8Array(nRows),
};

for (const [name, expected] of Object.entries({ core: golden.core, reference: golden.reference })) {
  const set = FEATURE_SETS[name];
  const columns = computeFeatures(BARS, set);

  Deno.test(`${name}: the golden file has the set's columns, in order where order matters`, () => {
    const names = set.features.map((feature) => feature.name);
    if (name === "reference") assert.deepEqual(names, Object.keys(expected));
    else assert.deepEqual([...names].sort(), Object.keys(expected).sort());
  });

  set.features.forEach((feature, j) => {
    Deno.test(`${name}: ${feature.name} equals pandas`, () => {
      const values = (expected as unknown as Record<string, (number | null)[]>)[feature.name];
      golden.rows.forEach((row, k) => {
        const [ours, theirs] = [columns[j][row], values[k] ?? NaN];
        const isEqual = Number.isNaN(theirs)
          ? Number.isNaN(ours)
          : Math.abs(ours - theirs) <= 1e-10 * Math.max(1, Math.abs(theirs));
        assert.ok(isEqual, `row ${row}: ${ours} instead of ${theirs}`);
      });
    });
  });
}
