import assert from "node:assert/strict";
import { barsAt } from "~/core/mod.ts";
import {
  CORE,
  type FeatureColumns,
  featureColumns,
  FULL,
  panelFeatureColumns,
  type PanelInputs,
  tickerInputs,
} from "~/features/mod.ts";
import { randomWalkPanel } from "../market.ts";

const PANEL = randomWalkPanel(20, 2600, 9); // enough rows for a crew
const INPUTS: PanelInputs = {
  market: { session: PANEL.calendar, indexClose: barsAt(PANEL, 2).close, riskFree: barsAt(PANEL, 2).open },
  totalFactor: Float64Array.from(PANEL.session, (_, row) => 1.01 ** Math.floor(row / 50)),
  universe: Uint8Array.from(PANEL.session, (_, row) => row % 7 === 0 ? 0 : 1),
};

const bytesOf = ({ values, defects }: FeatureColumns) =>
  [...values, defects].map((column) => new Uint8Array(column.buffer));

for (const workers of [1, 2, 3]) {
  Deno.test(`panelFeatureColumns() computes every ticker as alone, ${workers} worker(s)`, async () => {
    const columns = await panelFeatureColumns(PANEL, FULL, INPUTS, { workers });
    const inputsOf = tickerInputs(PANEL, FULL, INPUTS);
    for (let t = 0; t < PANEL.tickers.length; t++) {
      const [begin, end] = [PANEL.offsets[t], PANEL.offsets[t + 1]];
      const own = featureColumns(barsAt(PANEL, t), FULL, inputsOf(t));
      assert.deepEqual(columns.defects.slice(begin, end), own.defects);
      const cut = { ...columns, values: columns.values.map((column) => column.slice(begin, end)) };
      assert.deepEqual(bytesOf({ ...cut, defects: own.defects }), bytesOf(own));
    }
  });
}

Deno.test("panelFeatureColumns() computes what is no preset, too, whatever it is called", async () => {
  const set = { ...CORE, features: [CORE.features[3]] };
  const alone = await panelFeatureColumns(PANEL, set);
  assert.deepEqual(bytesOf(await panelFeatureColumns(PANEL, set, {}, { workers: 2 })), bytesOf(alone));
  assert.deepEqual(alone.features, [CORE.features[3].name]);
});

Deno.test("panelFeatureColumns() refuses inputs of other rows", async () => {
  await assert.rejects(panelFeatureColumns(PANEL, CORE, { totalFactor: PANEL.factor.subarray(1) }), {
    name: "RangeError",
    message: "Cannot compute features: totalFactor must have the panel's 52000 rows, found 51999",
  });
});
