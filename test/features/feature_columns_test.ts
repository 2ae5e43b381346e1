import assert from "node:assert/strict";
import { barsAt } from "~/core/mod.ts";
import {
  CATALOG,
  computePanel,
  CORE,
  featureColumns,
  FULL,
  panelFeatureColumns,
  REFERENCE,
  ROW_DEFECTS,
  tickerInputs,
} from "~/features/mod.ts";
import { randomWalkPanel } from "../market.ts";
import { GOLDEN_PANEL, goldenInputs } from "./golden_panel.ts";

const BARS = barsAt(randomWalkPanel(1, 330, 3), 0);

/** First and last row with a defect. */
function rangeOf(defects: Uint8Array, defect: typeof ROW_DEFECTS[number]): [first: number, last: number] {
  const code = ROW_DEFECTS.indexOf(defect);
  return [defects.indexOf(code), defects.lastIndexOf(code)];
}

Deno.test("panelFeatureColumns() holds what the features compute, in 32 bits", async () => {
  const { features, values, defects } = await panelFeatureColumns(GOLDEN_PANEL, FULL, goldenInputs());
  const computed = computePanel(GOLDEN_PANEL, FULL, goldenInputs());
  assert.deepEqual(features, FULL.features.map(({ name }) => name));
  computed.forEach((column, j) => assert.deepEqual([...values[j]], [...column].map(Math.fround)));
  defects.forEach((code, row) => {
    const isDefined = computed.every((column) => Number.isFinite(column[row]));
    if (code === 0) assert.ok(isDefined);
    if (ROW_DEFECTS[code] === "undefined feature") assert.ok(!isDefined);
  });
  assert.deepEqual([...new Set(defects)].sort(), [0, 1, 2, 3]);
});

for (const set of CATALOG) {
  Deno.test(`panelFeatureColumns() computes each ticker as if it were alone: ${set.name}`, async () => {
    const { values } = await panelFeatureColumns(GOLDEN_PANEL, set, goldenInputs());
    const inputsOf = tickerInputs(GOLDEN_PANEL, set, goldenInputs());
    for (let t = GOLDEN_PANEL.tickers.length - 1; t >= 0; t--) {
      const [begin, end] = [GOLDEN_PANEL.offsets[t], GOLDEN_PANEL.offsets[t + 1]];
      const alone = featureColumns(barsAt(GOLDEN_PANEL, t), set, inputsOf(t));
      alone.values.forEach((column, j) => assert.deepEqual(values[j].slice(begin, end), column));
    }
  });
}

Deno.test("featureColumns() counts a jump until it has left the window", () => {
  const jump = new Uint8Array(330);
  jump[260] = 1; // the step into row 260
  const { defects } = featureColumns({ ...BARS, jump }, REFERENCE);
  assert.deepEqual(rangeOf(defects, "break in the feature window"), [260, 278]); // 20 rows hold 19 steps
});

Deno.test("featureColumns() says the first that is wrong with a row", () => {
  const jump = new Uint8Array(330);
  jump[60] = 1;
  const close = BARS.close.map((price, t) => t === 320 ? NaN : price);
  const { defects } = featureColumns({ ...BARS, jump, close }, CORE);
  assert.deepEqual(rangeOf(defects, "too little history"), [0, 251]);
  assert.deepEqual(rangeOf(defects, "break in the feature window"), [252, 60 + 251]);
  assert.deepEqual(rangeOf(defects, null), [312, 319]);
  assert.deepEqual(rangeOf(defects, "undefined feature"), [320, 329]);
});

Deno.test("a value too large for 32 bits is undefined", () => {
  const close = BARS.close.map(() => 1e39);
  const { defects } = featureColumns({ ...BARS, close }, {
    ...REFERENCE,
    features: REFERENCE.features.slice(-1),
  });
  assert.ok(defects.every((code) => ROW_DEFECTS[code] === "undefined feature"));
});
