import assert from "node:assert/strict";
import { barsAt, ConfigError } from "~/core/mod.ts";
import { computeFeatures, CORE, featureSet, lookbackOf, REFERENCE, wilderRsi } from "~/features/mod.ts";
import { randomWalkPanel } from "../market.ts";

const N = 300;
const BARS = barsAt(randomWalkPanel(1, N, 11), 0);

Deno.test("core: a NaN in the bars leaves the windows that hold it undefined and no other", () => {
  const holed = { ...BARS, close: BARS.close.map((close, i) => i === 270 ? NaN : close) };
  const columns = computeFeatures(holed, CORE);
  CORE.features.forEach((feature, j) => assert.ok(Number.isFinite(columns[j][269]), feature.name));
  const mean21 = columns[CORE.features.findIndex((feature) => feature.name === "distance_to_mean_21")];
  assert.deepEqual(Array.from(mean21.subarray(269, 292), Number.isNaN).indexOf(false, 1), 22);
});

Deno.test("lookbackOf() core is a year and a day, reference a month", () => {
  assert.equal(lookbackOf(CORE), 253);
  assert.equal(lookbackOf(REFERENCE), 20);
});

Deno.test("featureSet() says what there is when it has no such set", () => {
  assert.throws(() => featureSet("toString"), {
    name: ConfigError.name,
    message:
      'Cannot find feature set "toString": there are core, alpha158, full, reference, reference_without_book, ' +
      "reference_repaired, sequence, sequence_without_index",
  });
});

// Closes of StockCharts' worked example; the values by Wilder's definition, computed by hand and by TA-Lib.
const STOCKCHARTS = [
  ...[
    44.34,
    44.09,
    44.15,
    43.61,
    44.33,
    44.83,
    45.10,
    45.42,
    45.84,
    46.08,
    45.89,
    46.03,
    45.61,
    46.28,
    46.28,
    46.00,
  ],
  ...[
    46.03,
    46.41,
    46.22,
    45.64,
    46.21,
    46.25,
    45.71,
    46.45,
    45.78,
    45.35,
    44.03,
    44.18,
    44.22,
    44.57,
    43.42,
    42.66,
  ],
  43.13,
];

Deno.test("wilderRsi() gives StockCharts' worked example", () => {
  for (const [row, expected] of [[14, 70.4641], [15, 66.2496], [20, 62.8807], [32, 37.7888]]) {
    const rsi = wilderRsi(Float64Array.from(STOCKCHARTS), 14, row);
    assert.ok(Math.abs(rsi[row] - expected) < 5e-5, `row ${row}: ${rsi[row]}`);
  }
});

Deno.test("wilderRsi() is 100 without losses and NaN without any move", () => {
  assert.equal(wilderRsi(Float64Array.from({ length: 20 }, (_, i) => i + 1), 14, 15)[19], 100);
  assert.equal(wilderRsi(new Float64Array(20).fill(3), 14, 15)[19], NaN);
});
